"""A verdict on a page: its word with a shape, why, what it rests on, the days counted."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from opencompact.base.ui import verdicts
from opencompact.base.ui.panels import Panel, panels
from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.rules import Duration, Presence, Verdict, judge

LENGTH = Duration(
    key="length",
    kind="duration",
    commitment="consulting",
    record="consultation",
    begins="opened",
    ends="closes",
    at_least=Span(12, Unit.WEEKS),
    binds=("public",),
    words="It stays open for 12 weeks at least.",
    counting="Count from the day it opens.",
    when={"significant_effect": True},
)
FACTS = {"opened": date(2026, 11, 30), "closes": date(2027, 2, 21), "significant_effect": True}


def judged(facts, rule=LENGTH):
    return judge(rule, facts, owner=frozenset({"public"}), calendar=WorkingCalendar())


def shown(source, **context):
    return Template("{% load oc %}" + source).render(Context(context))


def test_everything_that_a_verdict_rests_on_is_on_the_page():
    commitment = SimpleNamespace(number="4d(h)", title="Twelve weeks")
    page = shown(
        '{% verdict judgement commitment=commitment href="/a/" %}',
        judgement=judged(FACTS), commitment=commitment,
    )  # fmt: skip
    for words in (
        "Not met", "oc-shape", "It stays open for 12 weeks at least.", "1 day too soon",
        "30 November 2026", "Significant effect", "Yes", "the last day must be reached",
        "Count from the day it opens.", "oc-strip", 'href="/a/"', "4d(h) Twelve weeks",
    ):  # fmt: skip
        assert words in page


def test_what_is_missing_is_named_and_what_did_not_happen_is_no_strip():
    page = shown("{% verdict judgement %}", judgement=judged({"opened": date(2026, 11, 30)}))
    for words in ("Cannot tell", "Significant effect", "Not recorded"):
        assert words in page
    assert "oc-strip" not in page


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_a_word_a_colour_and_a_shape_of_its_own(verdict):
    assert verdicts.word(verdict)
    assert len({row[2] for row in verdicts.WORDS.values()}) == len(Verdict)
    assert verdicts.WORDS[Verdict.CANNOT_TELL][1] != "green"


def test_a_verdict_alone_for_a_list():
    assert "Not met" in shown("{% verdict_tag judgement %}", judgement=judged(FACTS))


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (True, "Yes"), (False, "No"), (date(2027, 1, 6), "6 January 2027"), (3, "3"),
        (Decimal("97.50"), "97.5"), ("A. Officer ", "A. Officer"), (" ", "Nothing"),
    ],
)  # fmt: skip
def test_what_is_recorded_is_written_as_people_do(fact, said):
    assert verdicts.value(fact) == said


def test_a_rule_without_days_says_nothing_of_counting():
    rule = Presence("clause", "presence", "a", "agreement", ("clause",), ("public",), "A clause.")
    assert verdicts.show(judged({"clause": True}, rule)).counting == ()


def test_it_is_said_in_the_language_of_the_page():
    with translation.override("cy"):
        assert "21 Chwefror 2027" in verdicts.show(judged(FACTS)).because[0]


def nothing(_request, _about):
    return None


def something(_request, about):
    return Panel("a.html", {"about": about})


def test_panels_are_those_that_the_settings_name(settings):
    settings.PANELS = {"place": [f"{__name__}.nothing", f"{__name__}.something"]}
    assert panels("place", None, "x") == [Panel("a.html", {"about": "x"})]
    assert panels("elsewhere", None, "x") == []
