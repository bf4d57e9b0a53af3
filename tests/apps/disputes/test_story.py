"""Whole stories through the actions: every branch of two procedures, and what each leaves."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, Finding
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.core.procedure import Holder

MAR = [date(2026, 3, day) for day in range(1, 32)]
RAISED = date(2026, 3, 2)

# Leicester, step by step: (step, who, day, given).
TO_MEDIATION = [
    ("refer-to-mediation", "chair", date(2026, 3, 9)),
    ("agree-mediation", "elm", date(2026, 3, 10)),
    ("agree-mediation", "hall", date(2026, 3, 12)),
]
MEDIATED = [
    *TO_MEDIATION,
    ("agree-mediator", "elm", date(2026, 3, 13)),
    ("agree-mediator", "hall", date(2026, 3, 16)),
]
TO_EXCHANGE = [("start-appeal", "chair", date(2026, 3, 9))]
TO_COMMENTS = [
    *TO_EXCHANGE,
    ("send-papers", "elm", date(2026, 3, 11)),
    ("send-papers", "hall", date(2026, 3, 17)),
]
TO_MEETING = [
    *TO_COMMENTS,
    ("comment", "elm", date(2026, 3, 18)),
    ("comment", "hall", date(2026, 3, 20)),
    ("set-meeting", "chair", date(2026, 3, 23), {"fixed": date(2026, 4, 8)}),
]
TO_PUBLICATION = [
    *TO_MEETING,
    ("find", "chair", date(2026, 4, 8), {"outcome": "broke"}),
]

LEICESTER = [
    ("not covered", [("rule-not-covered", "chair", date(2026, 3, 9))], "not-covered"),
    (
        "settled",
        [*MEDIATED, ("settle", "elm", date(2026, 3, 30)), ("settle", "hall", date(2026, 3, 31))],
        "settled",
    ),
    ("found", [*TO_PUBLICATION, ("publish", "officer", date(2026, 4, 10))], "broke"),
    (
        "withdrawn",
        [
            *TO_COMMENTS,
            ("withdraw", "elm", date(2026, 3, 19)),
            ("withdraw", "hall", date(2026, 3, 20)),
        ],
        "withdrawn",
    ),
    (
        "declined, late and heard",
        [
            ("refer-to-mediation", "chair", date(2026, 3, 9)),
            ("decline-mediation", "hall", date(2026, 3, 10)),
            ("start-appeal", "chair", date(2026, 3, 11)),
            ("require-reasons", "elm", date(2026, 3, 12)),
            ("send-papers", "elm", date(2026, 3, 12)),
            ("close-exchange", "chair", date(2026, 4, 1)),
            ("set-meeting", "chair", date(2026, 4, 2), {"fixed": date(2026, 4, 20)}),
            ("hear-parties", "chair", date(2026, 4, 3)),
            ("find", "chair", date(2026, 4, 20), {"outcome": "unclear"}),
            ("publish", "officer", date(2026, 4, 21)),
        ],
        "unclear",
    ),
    (
        "mediation extended and failed, with a report",
        [
            *MEDIATED,
            ("extend-mediation", "elm", date(2026, 3, 20), {"fixed": date(2026, 5, 1)}),
            ("extend-mediation", "hall", date(2026, 3, 20), {"fixed": date(2026, 5, 1)}),
            ("fail-mediation", "hall", date(2026, 4, 2)),
            ("start-appeal", "chair", date(2026, 4, 7)),
            ("mediator-report", "mediator", date(2026, 4, 8)),
            ("send-papers", "elm", date(2026, 4, 8)),
            ("send-papers", "hall", date(2026, 4, 9)),
            ("set-meeting", "chair", date(2026, 4, 10), {"fixed": date(2026, 4, 24)}),
            ("find", "chair", date(2026, 4, 24), {"outcome": "neither-broke"}),
            ("publish", "officer", date(2026, 4, 24)),
        ],
        "neither-broke",
    ),
]
LEEDS = [
    ("not covered", [("rule-not-covered", "chair", date(2026, 3, 9))], "not-covered"),
    ("advised", [("advise", "chair", date(2026, 3, 9))], "advised"),
    ("settled", [("settle", "elm", RAISED), ("settle", "hall", date(2026, 3, 4))], "settled"),
    (
        "mediated, failed, advised",
        [
            ("arrange-mediation", "chair", date(2026, 3, 9)),
            ("fail-mediation", "mediator", date(2026, 3, 20)),
            ("advise", "chair", date(2026, 3, 23)),
        ],
        "advised",
    ),
]


def begin(town, on: date = RAISED) -> Case:
    case = town.raised(on)
    town.seat(case, "mediator", Holder.MEDIATOR, on)
    return case


@pytest.mark.parametrize(("name", "steps", "ending"), LEICESTER, ids=[row[0] for row in LEICESTER])
def test_leicester_ends(town, name, steps, ending):
    case = town.story(begin(town), steps)

    now = town.tell(case, date(2026, 6, 1))
    assert now.at.ending == ending
    assert case.closed_on == steps[-1][2]
    assert case.next_due is None
    assert case.version == len(steps) + 2


@pytest.mark.parametrize(("name", "steps", "ending"), LEEDS, ids=[row[0] for row in LEEDS])
def test_leeds_ends(leeds, name, steps, ending):
    case = leeds.story(begin(leeds), steps)

    assert leeds.tell(case, date(2026, 6, 1)).at.ending == ending
    assert case.closed_on == steps[-1][2]


def test_take_records_every_step_in_the_audit_without_words(town):
    case = town.story(begin(town), TO_PUBLICATION)

    events = Event.objects.filter(object_id=str(case.pk)).order_by("id")
    verbs = [event.verb for event in events]
    assert verbs[:3] == ["disputes.fail-informally", "disputes.submit", "disputes.raise"]
    assert verbs[-1] == "disputes.find"
    assert "Something about" not in "".join(str(event.data) for event in events)


@pytest.mark.parametrize(
    ("steps", "due"),
    [
        ([], date(2026, 3, 16)),
        (TO_MEDIATION[:1], date(2026, 3, 16)),
        (MEDIATED, date(2026, 4, 8)),
        (TO_EXCHANGE, date(2026, 3, 23)),
        (TO_COMMENTS, date(2026, 3, 23)),
        (TO_MEETING, date(2026, 4, 14)),
        (TO_PUBLICATION, None),
    ],
)
def test_next_due_follows_the_story(town, steps, due):
    assert town.story(begin(town), steps).next_due == due


def test_publish_makes_a_finding_public_at_once_by_a_second_person(town):
    case = town.story(begin(town), [*TO_PUBLICATION, ("publish", "officer", date(2026, 4, 10))])

    finding = Finding.objects.get(case=case)
    assert finding.published_on == date(2026, 4, 10)
    assert finding.statement == "Something about statement."
    assert finding.parties == ["Elm Street Centre", "Anywhere City Council"]
    assert [one["key"] for one in finding.commitments] == [
        one.commitment.key for one in case.citations.all()
    ]


def test_publish_is_refused_to_whoever_recorded_the_finding(town):
    case = town.story(begin(town), TO_PUBLICATION[:-1])
    town.join("chair", "officer")
    town.take(case, "find", "chair", date(2026, 4, 8), outcome="broke")

    with pytest.raises(PermissionDenied):
        town.take(case, "publish", "chair", date(2026, 4, 9))


def test_a_public_ending_of_one_person_waits_for_a_second(leeds):
    case = leeds.story(begin(leeds), [("advise", "chair", date(2026, 3, 9))])

    finding = Finding.objects.get(case=case)
    assert finding.published_on is None
    with pytest.raises(PermissionDenied):
        actions.publish_finding(
            finding, actor=leeds.actor("chair"), on=MAR[9], at=finding.case.events.last().at
        )
    actions.publish_finding(
        finding, actor=leeds.actor("officer"), on=MAR[9], at=finding.case.events.last().at
    )
    finding.refresh_from_db()
    assert finding.published_on == MAR[9]


@pytest.mark.parametrize(
    ("steps", "step", "who"),
    [
        ([], "find", "chair"),
        ([], "agree-mediation", "elm"),
        (TO_MEDIATION[:2], "agree-mediation", "elm"),
        (TO_MEDIATION, "settle", "elm"),
        (TO_COMMENTS, "send-papers", "hall"),
    ],
)
def test_take_refuses_a_step_out_of_turn_and_says_what_is_possible(town, steps, step, who):
    case = town.story(begin(town), steps)

    with pytest.raises(NotNow) as refusal:
        town.take(case, step, who, date(2026, 4, 1), outcome="broke")
    assert refusal.value.possible
    assert "-" not in "".join(refusal.value.possible), "names, not keys"


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ("refer-to-mediation", "elm"),
        ("refer-to-mediation", "officer"),
        ("refer-to-mediation", "oak"),
        ("withdraw", "chair"),
        ("withdraw", "stranger"),
    ],
)
def test_take_refuses_the_wrong_person(town, step, who):
    case = begin(town)

    with pytest.raises(PermissionDenied):
        town.take(case, step, who, date(2026, 3, 9))


def test_three_parties_all_have_to_agree(town):
    case = town.raised(RAISED, others=[town.organisations["hall"], town.organisations["oak"]])
    town.story(case, TO_MEDIATION)
    assert town.tell(case, RAISED).at.stage == "mediation-offered"

    town.take(case, "agree-mediation", "oak", date(2026, 3, 12))
    assert town.tell(case, RAISED).at.stage == "mediation"
