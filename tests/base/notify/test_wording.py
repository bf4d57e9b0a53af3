"""The gaps in the words of mail: filled once, checked before they are kept, an area's own."""

import pytest

from opencompact.base import audit, notify
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.base.notify.kinds import Words, kinds
from opencompact.base.notify.models import MailText, Message
from opencompact.base.notify.rewording import (
    StaleTextError,
    UnfitWordsError,
    faults,
    reword,
    usual_again,
)
from opencompact.base.notify.wording import fill, words_for
from tests.base.notify.conftest import ASK

OWN = Words("Please, {{ who }} asks", "{{who}} at the {{ place }}.", "Do answer.")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ a }} and {{b}}", "one and {{ a }}"),
        ("First {{ a }}.\n\n{{ none }}\n\nLast.", "First one.\n\nLast."),
        ("{{ lines }}", "x - y z"),
        ("{{ none }}", ""),
        ("no gaps } {", "no gaps } {"),
    ],
)
def test_gaps_are_filled_once_and_an_empty_paragraph_goes(text, filled):
    facts = {"a": "one", "b": "{{ a }}", "none": "", "lines": "x\n\n- y\r\nz"}
    assert fill(text, facts) == filled


def test_a_fact_that_is_missing_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        fill("{{ a }}", {})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (OWN, {}),
        (
            Words("{{ who }}", "{{ whom }}"),
            {
                "says": "There is no {{ whom }} in this mail. You can use {{ who }}, {{ what }},"
                " {{ more }}, {{ place }}, {{ agreement }}"
            },
        ),
        (Words("{{ who }}", "{% now %}"), {"says": "“{% now %}” is not a placeholder"}),
        (Words("{{ who }}", "Hello {{ what"), {"says": "“{{ what” is not a placeholder"}),
        (Words("{{ who }}", "{{ who.email }}"), {"says": "“{{ who.email }}” is not"}),
        (Words("Hello", "Hello"), {"": "Keep {{ who }}: who asks"}),
        (Words("  ", "{{ who }}"), {"subject": "Enter a subject"}),
        (Words("{{ who }}", " "), {"says": "Enter a text"}),
        (Words("{{ who }}" + 200 * "x", "A"), {"subject": "must be 200 characters or fewer"}),
    ],
)
def test_words_that_cannot_be_used_are_explained(words, found):
    said = faults(words, ASK)
    assert set(said) == set(found)
    for name, part in found.items():
        assert part in said[name][0]


def test_every_kind_of_the_product_fits_its_own_gaps_and_has_examples():
    every = kinds().values()
    assert len(every) >= 7
    for kind in every:
        assert faults(kind.words, kind) == {}, kind.key
        assert len({gap.name for gap in kind.gaps}) == len(kind.gaps)


@pytest.fixture
def own(area, officer, at, stands):
    """Lets an officer write the area's own words."""

    def written(words=OWN, version=0):
        with within(area):
            return reword(area, ASK, words, version=version, actor=officer, at=at)

    return written


def test_an_area_uses_its_own_words_and_others_the_usual(own, area, other_area, at):
    own()
    for where in (area, other_area):
        facts = {"who": "Bob", "what": "tea", "more": ""}
        notify.queue(
            area=where, key=where.slug, to=[("A", "a@example.org")], kind="tests.ask",
            facts=facts, at=at,
        )  # fmt: skip
    mine, theirs = Message.objects.order_by("key")
    assert (mine.subject, mine.says, mine.do) == (
        "Please, Bob asks", "Bob at the Anywhere Compact.", "Do answer.",
    )  # fmt: skip
    assert (theirs.subject, theirs.says) == ("Bob asks", "Bob asks for tea.")


def test_the_usual_words_come_back_and_the_version_only_grows(own, area, officer, at):
    assert own().version == 1
    with within(area):
        assert usual_again(area, ASK, version=1, actor=officer, at=at).version == 2
    assert words_for(area, ASK) == ASK.words
    assert own(version=2).version == 3
    verbs = list(Event.objects.values_list("verb", "data"))
    assert verbs == [
        ("notify.reword", {"kind": "tests.ask", "version": 1}),
        ("notify.usual_again", {"kind": "tests.ask", "version": 2}),
        ("notify.reword", {"kind": "tests.ask", "version": 3}),
    ]
    assert audit.verify().sound


@pytest.mark.parametrize("version", [0, 2])
def test_who_is_slower_writes_nothing(own, area, version):
    own()
    with pytest.raises(StaleTextError):
        own(Words("{{ who }}!", "Mine"), version)
    with within(area):
        assert MailText.objects.get().says == OWN.says


def test_the_slower_one_cannot_bring_the_usual_words_back(own, area, officer, at):
    own()
    own(Words("{{ who }}!", "Newer"), 1)
    with within(area), pytest.raises(StaleTextError):
        usual_again(area, ASK, version=1, actor=officer, at=at)
    assert words_for(area, ASK).says == "Newer"


def test_words_with_a_gap_that_is_not_there_are_not_kept(own, area):
    with pytest.raises(UnfitWordsError, match=r"There is no \{\{ whom \}\}"):
        own(Words("{{ who }}", "{{ whom }}"))
    with within(area):
        assert not MailText.objects.exists()
