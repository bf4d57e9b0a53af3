"""The texts of the demo: every name in them exists, and nothing in them is left unread."""

import pytest

from opencompact.core.pack import Pack
from opencompact.formats.packs import load
from opencompact.site.demo.building import PACK
from opencompact.site.demo.cast import people
from opencompact.site.demo.names import bodies
from opencompact.site.demo.reading import unwrap
from opencompact.site.demo.scripts import scripts


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(PACK)


PEOPLE = {person.key: person for person in people()}
BODIES = {body.key: body for body in bodies()}


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.subject[:30])
def test_a_script_names_what_exists(script, pack):
    assert {script.raised_by, script.against} <= set(BODIES)
    assert set(script.cites) <= {one.key for one in pack.commitments()}
    assert {script.mediator, script.chair, *script.panel} - {""} <= set(PEOPLE)
    for line in script.lines:
        step = pack.procedure.step(line.step)
        assert line.by in PEOPLE
        assert set(line.answers) <= {need.key for need in step.needs}
        assert line.outcome in {"", *step.choices}


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.subject[:30])
def test_a_script_runs_forward_and_ends_before_today(script):
    days = [line.on for line in script.lines]
    assert days == sorted(days)
    assert days[-1] < 0


def test_those_who_disagree_have_signed_and_somebody_speaks_for_them():
    speakers = {person.organisation for person in people()}
    for script in scripts():
        for key in (script.raised_by, script.against):
            assert BODIES[key].signed
            assert key in speakers


def test_people_belong_to_organisations_that_exist():
    for person in people():
        places = {person.organisation, person.trustee, person.champion, person.lead}
        assert places - {""} <= set(BODIES)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\nOne line\nand its rest.", "One line and its rest."),
        ("First.\n\nSecond\npart.\n", "First.\n\nSecond part."),
        ("", ""),
    ],
)
def test_lines_are_joined_and_paragraphs_kept(written, read):
    assert unwrap(written) == read
