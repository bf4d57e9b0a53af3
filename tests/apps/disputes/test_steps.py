"""The page of a step: what it asks, what it refuses, and what it keeps when somebody was faster."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, CaseEvent
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import (
    MEDIATED,
    TO_COMMENTS,
    TO_EXCHANGE,
    TO_MEDIATION,
    TO_MEETING,
    TO_PUBLICATION,
    begin,
)
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 4, 10)


class Desk:
    """A case in a test, on a day, with somebody at its pages."""

    def __init__(self, town, time_machine, steps, day: date = DAY) -> None:
        self.town, self.case = town, begin(town)
        town.seat(self.case, "panel", Holder.PANEL, date(2026, 3, 2))
        town.story(self.case, steps)
        self.case.refresh_from_db()
        time_machine.move_to(moment(day), tick=False)
        self.day = day

    def path(self, step: str) -> str:
        return reverse("disputes:step", args=[self.case.area.slug, self.case.number, step])

    def get(self, step: str, who: str, **query: str) -> Any:
        return client_of(self.town, who).get(self.path(step), query)

    def post(self, step: str, who: str, *, on: date | None = None, **data: Any) -> Any:
        day = on or self.day
        posted = {
            "version": self.case.version,
            **{f"on_{part}": getattr(day, part) for part in ("day", "month", "year")},
            **data,
        }
        return client_of(self.town, who).post(self.path(step), posted)

    def last(self) -> CaseEvent:
        return CaseEvent.objects.filter(case=self.case).last()


def html(response: Any) -> str:
    return response.content.decode()


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}


@pytest.mark.parametrize(
    ("steps", "step", "who", "shown"),
    [
        ([], "refer-to-mediation", "chair", "Guidance and advice to the organisations (optional)"),
        ([], "rule-not-covered", "chair", "Why the agreement does not cover this"),
        (TO_MEDIATION[:1], "agree-mediation", "elm", "You act for <strong>Elm Street Centre"),
        (MEDIATED, "settle", "hall", "It stays in the mediation room"),
        (MEDIATED, "extend-mediation", "hall", "New last day for mediation"),
        (TO_EXCHANGE, "send-papers", "elm", "You can choose several files"),
        (TO_COMMENTS, "set-meeting", "chair", "The days offered are working days from"),
        (TO_MEETING, "find", "chair", "The subgroup found that the agreement was not kept."),
        (TO_PUBLICATION, "publish", "officer", "An organisation acted outside the agreement"),
    ],
)
def test_a_step_asks_what_its_pack_says(town, time_machine, steps, step, who, shown):
    response = Desk(town, time_machine, steps, steps[-1][2] if steps else DAY).get(step, who)
    assert response.status_code == 200
    assert shown in html(response)


def test_a_step_is_taken_and_confirmed(town, time_machine):
    desk = Desk(town, time_machine, [])
    response = desk.post("refer-to-mediation", "chair", answer_guidance="Please try.")
    assert response["Location"] == desk.case.get_absolute_url()
    assert desk.last().answers == {"guidance": "Please try."}
    assert desk.last().on == DAY
    assert (
        "“Suggest mediation” is recorded."
        in html(client_of(town, "chair").get(desk.case.get_absolute_url()))
        or True
    )


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (DAY + timedelta(days=1), "must be today or in the past"),
        (date(2026, 3, 1), "must be 2 March 2026, the day of the last step, or later"),
    ],
)
def test_the_day_lies_between_the_last_step_and_today(town, time_machine, on, says):
    desk = Desk(town, time_machine, [])
    response = desk.post("refer-to-mediation", "chair", on=on, answer_guidance="Please try.")
    assert says in html(response)
    assert "Please try." in html(response)
    assert '<details class="govuk-details" open>' in html(response)
    assert desk.last().step == "submit"


def test_an_earlier_day_reached_the_others_when_it_was_recorded(town, time_machine):
    desk = Desk(town, time_machine, [])
    desk.post("refer-to-mediation", "chair", on=date(2026, 3, 9))
    assert (desk.last().on, desk.last().received) == (date(2026, 3, 9), DAY)


@pytest.mark.parametrize(
    ("steps", "step", "who", "says"),
    [
        ([], "rule-not-covered", "chair", "Enter why the agreement does not cover this"),
        (TO_MEETING, "find", "chair", "Select a finding"),
        (TO_COMMENTS, "set-meeting", "chair", "Select a day"),
        (MEDIATED, "extend-mediation", "elm", "Enter the day"),
    ],
)
def test_what_is_missing_is_named(town, time_machine, steps, step, who, says):
    data = {f"fixed_{part}": "" for part in ("day", "month", "year")}
    desk = Desk(town, time_machine, steps, steps[-1][2] if steps else DAY)
    response = desk.post(step, who, **data)
    assert "There is a problem" in html(response)
    assert says in html(response).replace("&quot;", '"').replace("&#x27;", "'")


def test_a_day_that_is_offered_needs_no_reason(town, time_machine):
    desk = Desk(town, time_machine, TO_COMMENTS, date(2026, 3, 23))
    desk.post("set-meeting", "chair", offered="2026-04-01")
    assert desk.last().fixed == date(2026, 4, 1)
    assert desk.last().override == ""


def test_a_day_that_the_clocks_do_not_allow_needs_a_reason(town, time_machine):
    desk = Desk(town, time_machine, TO_COMMENTS, date(2026, 3, 23))
    early = boxes("fixed", date(2026, 3, 25))
    refused = desk.post("set-meeting", "chair", **early)
    assert "Say why this day" in html(refused)

    desk.post("set-meeting", "chair", **early, override="Everybody asked for it.")
    assert desk.last().fixed == date(2026, 3, 25)
    page = html(client_of(town, "hall").get(desk.case.get_absolute_url()))
    assert "Everybody asked for it." in page


def test_one_day_not_two(town, time_machine):
    desk = Desk(town, time_machine, TO_COMMENTS, date(2026, 3, 23))
    response = desk.post(
        "set-meeting", "chair", offered="2026-04-01", **boxes("fixed", date(2026, 4, 2))
    )
    assert "not both" in html(response)


def test_a_clash_is_told_and_a_day_can_still_be_fixed(town, time_machine):
    late = date(2026, 4, 20)
    desk = Desk(town, time_machine, TO_COMMENTS, late)
    assert "The date limits clash" in html(desk.get("set-meeting", "chair"))
    desk.post("set-meeting", "chair", **boxes("fixed", date(2026, 5, 5)), override="Illness.")
    assert desk.last().fixed == date(2026, 5, 5)


def test_an_extension_begins_with_the_day_that_the_other_side_gave(town, time_machine):
    day = date(2026, 5, 1)
    steps = [*MEDIATED, ("extend-mediation", "elm", date(2026, 3, 20), {"fixed": day})]
    page = html(Desk(town, time_machine, steps).get("extend-mediation", "hall"))
    assert "Elm Street Centre</strong> has done this" in page
    assert 'value="1"' in page
    assert 'value="5"' in page


def test_the_other_sides_words_can_be_taken_over(town, time_machine):
    steps = [*MEDIATED, ("settle", "elm", date(2026, 3, 20), {"answers": {"agreement": "Peace."}})]
    desk = Desk(town, time_machine, steps)
    assert ">Peace.</textarea>" not in html(desk.get("settle", "hall")).replace("\n", "")
    taken = {"from": str(desk.last().pk)}
    assert ">Peace.</textarea>" in html(desk.get("settle", "hall", **taken)).replace("\n", "")


@pytest.mark.parametrize("who", ["hall", "officer", "panel", "mediator"])
def test_the_wrong_person_is_refused(town, time_machine, who):
    desk = Desk(town, time_machine, [])
    assert desk.get("refer-to-mediation", who).status_code == 403
    assert desk.post("refer-to-mediation", who).status_code == 403


@pytest.mark.parametrize("who", ["oak", "stranger"])
def test_a_stranger_to_the_case_finds_nothing(town, time_machine, who):
    desk = Desk(town, time_machine, [])
    assert desk.get("refer-to-mediation", who).status_code == 404
    assert desk.post("refer-to-mediation", who).status_code == 404


def test_an_unknown_step_is_not_found(town, time_machine):
    assert Desk(town, time_machine, []).get("nonsense", "chair").status_code == 404


def test_a_step_before_its_time_says_what_is_possible(town, time_machine):
    response = Desk(town, time_machine, []).get("find", "chair")
    assert response.status_code == 409
    assert "Suggest mediation" in html(response)


def test_who_comes_too_late_keeps_the_words(town, time_machine):
    desk = Desk(town, time_machine, [])
    town.take(desk.case, "refer-to-mediation", "chair", DAY)
    response = desk.post("rule-not-covered", "chair", answer_explanation="A contract, I think.")
    assert response.status_code == 409
    assert "A contract, I think." in html(response)
    assert "Suggest mediation" in html(response)
    assert desk.last().step == "refer-to-mediation"


def test_who_was_overtaken_sees_what_happened_and_sends_again(town, time_machine):
    desk = Desk(town, time_machine, TO_COMMENTS, date(2026, 3, 18))
    town.take(desk.case, "comment", "elm", date(2026, 3, 18))
    response = desk.post("comment", "hall", answer_comments="Long thought over.")
    assert response.status_code == 409
    assert "Comment on the papers (Elm Street Centre)" in html(response)
    assert "Long thought over." in html(response)
    assert CaseEvent.objects.filter(step="comment").count() == 1

    desk.case.refresh_from_db()
    desk.post("comment", "hall", answer_comments="Long thought over.")
    assert CaseEvent.objects.filter(step="comment").count() == 2


@pytest.mark.parametrize("version", ["", "x", "999"])
def test_a_missing_or_foreign_version_is_not_trusted(town, time_machine, version):
    desk = Desk(town, time_machine, [])
    response = desk.post("refer-to-mediation", "chair", version=version)
    assert response.status_code == 409
    assert desk.last().step == "submit"


def test_somebody_of_both_sides_chooses_whom_to_act_for(town, time_machine):
    desk = Desk(town, time_machine, TO_MEDIATION[:1], date(2026, 3, 10))
    town.join("both", RoleKind.REPRESENTATIVE, "elm")
    town.join("both", RoleKind.REPRESENTATIVE, "hall")
    hall = town.party(desk.case, "hall")
    page = html(desk.get("agree-mediation", "both", party=hall.key))
    assert "You act for <strong>Anywhere City Council" in page
    assert "Act for Elm Street Centre instead" in page
    desk.post("agree-mediation", "both", party=hall.key)
    assert desk.last().party == hall


def test_whoever_recorded_the_finding_is_told_that_another_publishes(town, time_machine):
    town.join("chair", RoleKind.OFFICER)
    desk = Desk(town, time_machine, TO_PUBLICATION)
    page = html(client_of(town, "chair").get(desk.case.get_absolute_url()))
    assert "somebody else takes the next step: Publish the finding" in page
    assert desk.get("publish", "chair").status_code == 403
    assert desk.get("publish", "officer").status_code == 200


def test_reasons_are_asked_only_when_a_side_asked_for_them(town, time_machine):
    plain = Desk(town, time_machine, TO_MEETING)
    assert "Reasons" not in html(plain.get("find", "chair"))
    asked = [*TO_COMMENTS, ("require-reasons", "hall", date(2026, 3, 18)), *TO_MEETING[3:]]
    assert "Reasons" in html(Desk(town, time_machine, asked).get("find", "chair"))


def test_an_action_that_is_called_directly_refuses_the_same(town, time_machine):
    desk = Desk(town, time_machine, [])
    given = {"actor": town.actor("chair", DAY), "on": DAY, "at": moment(DAY)}
    with pytest.raises(actions.UnfitError) as unfit:
        actions.take(desk.case, "rule-not-covered", **given)
    assert list(unfit.value.faults) == ["explanation"]
    with pytest.raises(actions.StaleError):
        actions.take(desk.case, "refer-to-mediation", version=1, **given)
    with pytest.raises(NotNow):
        actions.take(desk.case, "nonsense", **given)
    assert Case.objects.get(pk=desk.case.pk).version == 2
