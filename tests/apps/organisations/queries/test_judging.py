"""Records held against the edition of their day, one for its page and many at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations import actions, queries
from opencompact.core.rules import Measured, Verdict

OPENED = date(2026, 11, 30)
FACTS = {"opened": OPENED, "closes": date(2027, 2, 21), "significant_effect": True}


def consultation(key="2026-007", owner="public", on=OPENED, **facts):
    return Measured(
        record="consultation",
        key=key,
        title="Day centres",
        address=f"/anywhere/consultations/{key}/",
        body="council",
        owner=frozenset({owner}),
        on=on,
        facts={**FACTS, **facts},
    )


def verdicts(found):
    return {one.judgement.rule.key: one.judgement.verdict for one in found}


def test_a_record_is_held_against_every_rule_for_its_kind(scoped, edition):
    found = queries.judged(scoped, consultation())
    assert verdicts(found) == {
        "consultation-length": Verdict.NOT_MET,
        "consultation-feedback": Verdict.CANNOT_TELL,
    }
    assert found[0].commitment.key == "public-h"
    assert found[0].edition == "leicester-2008"
    assert found[0].href == "/anywhere/agreement/public-h/"


def test_a_departure_filed_in_time_explains(scoped, edition, council, officer, at):
    filing = actions.Filing(
        body=council,
        commitment=commitments(edition).get(key="public-h"),
        record="consultation",
        key="2026-007",
        title="Day centres",
        event_on=OPENED,
        expires=date(2027, 3, 1),
        reason="R",
        mitigation="M",
        approver="A",
    )
    actions.file_departure(scoped, filing, actor=officer, at=at)
    found = verdicts(queries.judged(scoped, consultation()))
    assert found["consultation-length"] is Verdict.EXPLAINED
    other = verdicts(queries.judged(scoped, consultation("2026-008")))
    assert other["consultation-length"] is Verdict.NOT_MET
    assert list(queries.departures_about(scoped, "consultation", "2026-007"))


@pytest.mark.parametrize(("on", "number"), [(date(2007, 1, 1), 0), (date(2009, 1, 1), 2)])
def test_the_first_edition_holds_from_the_date_of_its_text(scoped, edition, on, number):
    assert len(queries.judged(scoped, consultation(on=on))) == number


def test_nothing_is_judged_without_an_agreement(scoped):
    assert queries.judged(scoped, consultation()) == []


def test_many_cost_no_more_queries_than_one(scoped, edition):
    list(queries.judge_all(scoped, [consultation()]))
    with CaptureQueriesContext(connection) as one:
        list(queries.judge_all(scoped, [consultation()]))
    with CaptureQueriesContext(connection) as many:
        list(queries.judge_all(scoped, [consultation(str(n)) for n in range(30)]))
    assert len(many) == len(one)
