"""Cases, dates, findings and the history through the API: the walls stand here too."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencompact.apps.disputes.models import Access, CaseEvent
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.tokens import Scope
from opencompact.core.calendar import Span, Unit
from opencompact.core.procedure import Holder
from opencompact.formats.nations import published
from tests.apps.disputes.test_story import MEDIATED, RAISED, TO_EXCHANGE, TO_PUBLICATION
from tests.apps.disputes.town import moment

CANARY = "zwitscher"
TODAY = date(2026, 4, 10)


@pytest.fixture
def now(time_machine):
    time_machine.move_to(moment(TODAY), tick=False)


@pytest.fixture
def mediated(town, now):
    """A case in the mediation room, with a word written there that nobody else may read."""
    case = town.raised(RAISED)
    town.seat(case, "mediator", Holder.MEDIATOR, RAISED)
    agreed = {"mediator": CANARY, "fees": CANARY}
    for step, who, on in MEDIATED:
        answers = agreed if step == "agree-mediator" else {}
        town.take(case, step, who, on, answers=answers)
    return case


def text(answer) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_case_says_where_it_stands_and_whose_turn_it_is(town, token, call, now):
    case = town.raised(RAISED)
    town.story(case, TO_EXCHANGE)
    _, secret = token("elm", Scope.READ_CASES)
    row = call("/cases", secret=secret).json()["rows"][0]
    assert (row["number"], row["state"], row["mine"]) == (case.number, "late", True)
    whole = call(f"/cases/{case.number}", secret=secret).json()
    assert row.items() <= whole.items()
    assert [one["organisation"] for one in whole["sides"]] == ["elm", "hall"]
    assert any(turn["mine"] for turn in whole["turns"])
    assert "send-papers" in [one["step"] for one in whole["can"]]
    clock = next(one for one in whole["dates"] if one["parties"][0]["state"] == "Late")
    counted = [day["counted"] for day in clock["steps"] if day["counted"]]
    assert counted[-1] == clock["amount"]
    assert clock["steps"][-1]["day"] == clock["reckoned"]
    assert [one["stage"] for one in whole["story"]][-1] == row["stage"]
    assert Access.objects.filter(case=case, user=town.users["elm"]).count() == 1


def test_the_filters_of_the_list(town, token, call, now):
    first, second = town.raised(RAISED, subject="First"), town.raised(RAISED, subject="Second")
    town.story(second, TO_EXCHANGE)
    _, secret = token("elm", Scope.READ_CASES)

    def found(query: str) -> list[str]:
        return [one["number"] for one in call(f"/cases{query}", secret=secret).json()["rows"]]

    assert sorted(found("")) == [first.number, second.number]
    assert found("?q=first") == [first.number]
    assert found("?turn=mine") == [second.number]
    assert found("?state=closed") == []


@pytest.mark.parametrize("who", ["officer", "chair"])
def test_from_outside_nothing_of_the_mediation_room_is_seen(town, token, call, mediated, who):
    _, secret = token(who)
    whole = text(call(f"/cases/{mediated.number}", secret=secret))
    assert CANARY not in whole
    body = json.loads(whole)
    assert body["mediation_room"] == []
    assert [one["entries"] for one in body["story"] if one["sealed"]] == [[]]
    assert CANARY not in text(call("/cases", secret=secret))


@pytest.mark.parametrize("who", ["elm", "hall", "mediator"])
def test_inside_the_room_is_read(town, token, call, mediated, who):
    _, secret = token(who, Scope.READ_CASES)
    whole = call(f"/cases/{mediated.number}", secret=secret).json()
    assert CANARY in json.dumps(whole["mediation_room"])


@pytest.mark.parametrize("who", ["oak", "panel"])
def test_of_somebody_elses_case_nobody_knows(town, token, call, mediated, who):
    _, secret = token(who)
    assert call("/cases", secret=secret).json()["rows"] == []
    for answer in (
        call(f"/cases/{mediated.number}", secret=secret),
        call(
            f"/cases/{mediated.number}/steps/withdraw", method="post", secret=secret,
            body={"version": 0},
        ),
    ):  # fmt: skip
        assert answer.status_code == 404


def test_a_step_is_taken_through_the_gates_of_the_page(town, token, call, now):
    case = town.raised(RAISED)
    _, secret = token("chair", Scope.WRITE_CASES, Scope.READ_CASES)
    path = f"/cases/{case.number}/steps/start-appeal"
    version = call(f"/cases/{case.number}", secret=secret).json()["version"]
    answer = call(path, method="post", secret=secret, body={"version": version})
    assert answer.status_code == 201
    assert answer.json()["version"] == version + 1
    event = CaseEvent.objects.filter(case=case).last()
    assert (event.step, event.on, event.actor_name) == ("start-appeal", TODAY, "Chair")
    again = call(path, method="post", secret=secret, body={"version": version + 1})
    assert again.status_code == 409
    assert "not possible now" in again.json()["error"]
    assert again.json()["possible"]
    missing = call(
        f"/cases/{case.number}/steps/nothing", method="post", secret=secret, body={"version": 1}
    )
    assert missing.status_code == 404


def test_whoever_was_overtaken_is_told_how_it_stands_now(town, token, call, now):
    case = town.raised(RAISED)
    _, secret = token("chair", Scope.WRITE_CASES)
    answer = call(
        f"/cases/{case.number}/steps/start-appeal", method="post", secret=secret,
        body={"version": 99},
    )  # fmt: skip
    assert answer.status_code == 409
    body = answer.json()
    assert body["stored"]["version"] == case.version
    assert body["possible"]
    assert CaseEvent.objects.filter(case=case).last().step != "start-appeal"


def test_what_is_missing_is_named_by_the_key_of_its_need(town, token, call, now):
    case = town.raised(RAISED)
    town.story(case, TO_EXCHANGE)
    _, secret = token("elm", Scope.WRITE_CASES)
    version = len(town.tell(case, TODAY).at.events)
    path = f"/cases/{case.number}/steps/send-papers"
    given = {"version": version, "on": "2026-04-11", "answers": {"nonsense": "x"}}
    answer = call(path, method="post", secret=secret, body=given)
    assert answer.status_code == 400
    fields = answer.json()["fields"]
    assert {"on", "answers.nonsense", "answers.outcome_hoped"} <= set(fields)


def test_nobody_acts_for_the_other_side(town, token, call, now):
    case = town.raised(RAISED)
    town.story(case, TO_EXCHANGE)
    _, secret = token("elm", Scope.WRITE_CASES)
    given = {"version": 0, "party": "hall"}
    answer = call(
        f"/cases/{case.number}/steps/send-papers", method="post", secret=secret, body=given
    )
    assert answer.status_code == 404


def test_a_date_counts_as_the_calendar_does(area, call):
    asked = "date=2026-12-18&amount=7&unit=working-days"
    found = call(f"/api/v1/clock?{asked}&nation=scotland").json()
    expected = published("scotland").reckon(date(2026, 12, 18), Span(7, Unit.WORKING_DAYS))
    assert found["due"] == expected.due.isoformat()
    assert [one["why"] for one in found["steps"]] == [one.why for one in expected.steps]
    back = call(f"/clock?{asked}&before=true").json()
    assert back["due"] < "2026-12-18"
    assert call("/api/v1/clock?date=2026-12-18&amount=7").status_code == 400
    assert call("/api/v1/clock?date=2026-12-18&amount=400&unit=months").status_code == 400


def test_findings_are_read_once_they_are_published(town, token, call, now):
    case = town.raised(RAISED)
    town.story(case, TO_PUBLICATION)
    assert call("/findings").json()["rows"] == []
    assert call(f"/findings/{case.number}").status_code == 404
    town.take(case, "publish", "officer", TODAY)
    row = call("/findings?finding=broke").json()["rows"][0]
    assert row == call(f"/findings/{case.number}").json()
    assert row["parties"] == ["Elm Street Centre", "Anywhere City Council"]


def history(call, secret: str, query: str = "") -> list[dict]:
    answer = call(f"/history?per_page=200{query}", secret=secret)
    assert answer.status_code == 200
    return answer.json()["rows"]


def test_the_history_leaves_out_what_happened_in_a_sealed_stage(town, token, call, mediated):
    _, secret = token("officer", Scope.READ_HISTORY)
    verbs = [one["verb"] for one in history(call, secret)]
    assert "disputes.refer-to-mediation" in verbs
    assert "disputes.agree-mediator" not in verbs
    assert CaseEvent.objects.filter(step="agree-mediator").count() == 2
    assert history(call, secret, "&verb=disputes.agree-mediator") == []


def test_the_history_of_an_officer_in_conflict_has_no_word_of_the_case(town, token, call, mediated):
    _, secret = token("officer", Scope.READ_HISTORY)
    assert history(call, secret, f"&object={mediated.pk}")
    Role.objects.create(
        area=town.area, user=town.users["officer"], kind="champion",
        organisation=town.organisations["hall"], starts=RAISED,
    )  # fmt: skip
    assert history(call, secret, f"&object={mediated.pk}") == []
    assert not any(one["verb"].startswith("disputes.") for one in history(call, secret))


@pytest.mark.parametrize("path", ["/cases", "/people", "/history"])
def test_the_number_of_queries_does_not_grow_with_the_rows(town, token, call, now, path):
    _, secret = token("officer")
    counts = []
    for subject in ("First", "Second", "Third"):
        town.raised(RAISED, subject=subject)
        town.join(subject, RoleKind.GROUP_MEMBER)
        with CaptureQueriesContext(connection) as made:
            total = call(path, secret=secret).json()["meta"]["total"]
        counts.append((total, len(made)))
    first, second, third = counts  # the first one also notes the day on which the token was used
    assert first[0] < second[0] < third[0], path
    assert second[1] == third[1] <= first[1], path
