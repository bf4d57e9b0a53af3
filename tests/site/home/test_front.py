"""The front page of an area: numbers, one promise, findings and what is new."""

from datetime import date

import pytest

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.disputes.models import Finding
from opencompact.apps.organisations.actions import withdraw
from opencompact.apps.organisations.models import Organisation, Role, Signature
from opencompact.core.pack import Pack
from opencompact.site.home.front import front, sample
from tests.apps.disputes.town import moment

ON = date(2026, 11, 20)


def published(town, number="2026-001", on=date(2026, 11, 2), **fields) -> Finding:
    """A finding as it is after publication, with a case that has ended."""
    case = town.raised(date(2026, 10, 5))
    return Finding.objects.create(
        area=town.area,
        case=case,
        number=number,
        edition=town.edition,
        ending="broke",
        name="An organisation acted outside the agreement",
        then="act",
        statement="The consultation was too short.",
        parties=["Elm Street Centre", "Anywhere City Council"],
        made_on=on,
        **{"published_on": on, **fields},
    )


def test_numbers_lead_to_their_records(town):
    figures = {figure.label: figure for figure in front(town.area, ON).figures}
    assert {label: figure.number for label, figure in figures.items()} == {
        "commitments to read": 71,
        "signatories": 3,
        "organisations on the register": 4,
        "findings published": 0,
    }
    assert figures["signatories"].href == "/anywhere/signatories/"


@pytest.fixture
def edition_only(town):
    """The town's agreement without its organisations."""
    Role.objects.all().delete()
    Signature.objects.all().delete()
    Organisation.objects.all().delete()
    return town


def test_numbers_speak_of_one_in_the_singular(edition_only):
    town = edition_only
    town.found("elm", "Elm Street Centre")
    labels = [figure.label for figure in front(town.area, ON).figures]
    assert labels[1:] == ["signatory", "organisation on the register", "findings published"]


def test_an_area_without_an_agreement_has_a_front_too(scoped):
    found = front(scoped, ON)
    assert (found.edition, found.pack, found.sample) == (None, None, None)
    assert found.figures[0].label == "signatories"
    assert found.changes == ()


def test_the_promise_shown_is_the_first_that_can_be_measured(town):
    assert sample(pack_of(town.edition)).key == "public-h"


@pytest.mark.parametrize(("kept", "shown"), [({"rules"}, "aim-a"), (set(), None)])
def test_without_rules_it_is_the_first_promise_if_any(town, kept, shown):
    pack = pack_of(town.edition)
    fields = {name: getattr(pack, name) for name in Pack.__dataclass_fields__}
    fields["rules"] = ()
    if "rules" not in kept:
        fields["parts"] = ()
    found = sample(Pack(**fields))
    assert (found.key if found else None) == shown


def test_published_findings_are_shown_and_waiting_ones_are_not(town):
    finding = published(town)
    assert front(town.area, ON).findings == (finding,)
    Finding.objects.filter(pk=finding.pk).update(published_on=None)
    found = front(town.area, ON)
    assert found.findings == ()
    assert not any("Finding" in change.title for change in found.changes)


def test_what_is_new_is_told_latest_first(town):
    published(town)
    signature = Signature.objects.get(organisation=town.organisations["oak"])
    at = moment(date(2026, 11, 10))
    withdraw(signature, notice="We close.", on=at.date(), actor=town.actor("officer"), at=at)
    told = [(change.on, change.title) for change in front(town.area, ON).changes]
    assert told[:2] == [
        (date(2026, 11, 10), "Oak Youth Club withdrew"),
        (date(2026, 11, 2), "Finding in 2026-001: an organisation acted outside the agreement"),
    ]
    assert (date(2026, 1, 5), "Elm Street Centre signed") in told
    assert any(title.endswith("came into force") for _, title in told)


def test_the_words_of_a_withdrawal_stay_between_those_it_was_written_to(town, fetch):
    signature = Signature.objects.get(organisation=town.organisations["oak"])
    at = moment(date(2026, 11, 10))
    withdraw(signature, notice="CANARY", on=at.date(), actor=town.actor("officer"), at=at)
    assert b"CANARY" not in fetch("/anywhere/").content


def test_the_front_tells_nothing_of_open_cases(town, fetch):
    case = town.raised(date(2026, 10, 5), subject="CANARY")
    page = fetch("/anywhere/").content.decode()
    assert "CANARY" not in page
    assert case.number not in page


@pytest.mark.parametrize("more", [0, 3])
def test_the_number_of_queries_does_not_grow(town, fetch, more, django_assert_num_queries):
    published(town)
    for number in range(more):
        town.found(f"group-{number}", f"Group {number}")
    pack_of(town.edition)
    with django_assert_num_queries(7):
        fetch("/anywhere/")
