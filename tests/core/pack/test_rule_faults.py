"""What the checker says of a rule that cannot be meant, for each kind."""

from dataclasses import replace
from decimal import Decimal

import pytest

from opencompact.core.calendar import Span, Unit
from opencompact.core.pack.check import check
from opencompact.core.rules import Count, Interval, Ordering, Share
from opencompact.core.standing import Watch
from opencompact.formats.packs import load
from tests.docs.pages import ROOT

PACK = load(ROOT / "packs/leicester-2008")


def made(kind, **fields):
    name = kind.__name__.lower()
    given = {"key": name, "kind": name, "commitment": "public-h", "record": "decision"}
    return kind(**given, binds=("public",), words="So it is.", **fields)


ORDER = made(Ordering, first="assessed", then="decided")
SHARE = made(Share, part="paid_on_time", whole="payments", at_least=Decimal(95))
INTERVAL = made(Interval, last="reviewed", again="reviewed_again", within=Span(1, Unit.MONTHS))
COUNT = made(Count, fact="champions", at_least=1)
FAULTS = [
    (replace(ORDER, then="assessed"), "then", "the rule compares “assessed”"),
    (replace(ORDER, binds=()), "binds", "the rule binds nobody"),
    (replace(ORDER, when={"new": "yes"}), "when", "is read as a word"),
    (replace(SHARE, at_least=Decimal(0)), "at_least", "write more than 0 and at most 100"),
    (replace(SHARE, at_least=Decimal("100.1")), "at_least", "at most 100"),
    (replace(SHARE, aim=Decimal(90)), "aim", "write an aim from 95 to 100"),
    (replace(SHARE, fewest=0), "fewest", "write 1 or more"),
    (replace(SHARE, whole="paid_on_time"), "whole", "takes both numbers from"),
    (replace(INTERVAL, within=Span(0, Unit.DAYS)), "within", "this is no length"),
    (replace(INTERVAL, again="reviewed"), "again", "takes both dates from"),
    (replace(COUNT, at_least=0), "at_least", "less than 1 promises nothing"),
    (replace(COUNT, aim=0), "aim", "the aim of 0 is less than what is promised, 1."),
    (replace(COUNT, commitment="nothing"), "commitment", "there is no commitment"),
]


@pytest.mark.parametrize(("rule", "field", "says"), FAULTS)
def test_a_rule_that_cannot_be_meant(rule, field, says):
    (fault,) = check(replace(PACK, rules=(rule,)))
    assert fault.place == ("rules", 0, field)
    assert says in fault.says


@pytest.mark.parametrize("rule", [ORDER, SHARE, INTERVAL, COUNT, replace(INTERVAL, again="")])
def test_a_rule_without_fault(rule):
    assert not check(replace(PACK, rules=(rule,)))


@pytest.mark.parametrize("field", ["within", "quiet_after", "hot_at"])
def test_a_watch_that_would_see_nothing(field):
    (fault,) = check(replace(PACK, watch=replace(Watch(), **{field: 0})))
    assert fault.place == ("watch", field)


def test_who_an_organisation_of_the_register_is():
    assert PACK.owner("public") == {"public"}
    assert PACK.owner("public", "funds") == {"public", "funder"}
    assert PACK.owner("faith") == {"vcs"}
    assert PACK.owner("vcs", "is-funded") == {"vcs", "vcs-funded"}
    assert PACK.owner("private") == frozenset()
    leeds = load(ROOT / "packs/leeds-2010")
    assert leeds.owner("funder") == {"third"}
    assert leeds.owner("funder", "funds") == {"third", "third-funders"}
