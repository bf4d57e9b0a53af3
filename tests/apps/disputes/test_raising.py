"""Raising a disagreement: gates, faults, numbers, and the pages that ask for one thing each."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, CaseEvent
from opencompact.apps.organisations.models import Signature
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.core.procedure import Holder, Procedure, Role, Stage, Step, opening
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 2)


def raise_it(town, who: str = "elm", on: date = DAY, **changed: Any) -> Case:
    return town.raised(on, who, **changed)


def test_raise_case_opens_a_case_under_the_edition_in_force(town):
    case = raise_it(town)
    assert case.number == "2026-001"
    assert case.edition_id == town.edition.pk
    assert [(str(party), party.side) for party in case.parties.all()] == [
        ("Elm Street Centre", "claimant"),
        ("Anywhere City Council", "respondent"),
    ]
    assert [event.step for event in case.events.all()] == ["fail-informally", "submit"]
    assert case.citations.count() == 2
    assert case.version == 2
    assert town.tell(case, DAY).at.stage == "written"


def test_numbers_run_through_a_year_and_begin_again(town):
    numbers = [raise_it(town).number for _ in range(3)]
    numbers.append(raise_it(town, on=date(2027, 1, 4)).number)
    assert numbers == ["2026-001", "2026-002", "2026-003", "2027-001"]


def test_the_same_disagreement_sent_twice_is_one_case(town):
    raising = town.raising(DAY)
    sent = {"actor": town.actor("elm"), "on": DAY, "at": moment(DAY)}
    first = actions.raise_case(town.area, raising, **sent)
    second = actions.raise_case(town.area, raising, **sent)
    assert first.pk == second.pk == raising.key
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "gate"),
    [
        ({"facts": {"subject": "no", "tried": "yes"}}, "subject"),
        ({"facts": {"subject": "agreement", "tried": "no"}}, "tried"),
        ({"facts": {"tried": "yes"}}, "subject"),
        ({"facts": {}}, "tried"),
    ],
)
def test_a_closed_gate_refuses_with_what_else_to_do(town, changed, gate):
    with pytest.raises(actions.RefusedError) as refusal:
        raise_it(town, **changed)
    assert gate in {one.key for one in refusal.value.gates}
    assert all(one.instead for one in refusal.value.gates)
    assert not Case.objects.exists()


@pytest.mark.parametrize("whose", ["elm", "hall"])
def test_only_signatories_on_the_day(town, whose):
    Signature.objects.filter(organisation__slug=whose).update(
        withdrawn_on=DAY, withdrawn_recorded_at=moment(DAY)
    )
    with pytest.raises(actions.RefusedError) as refusal:
        raise_it(town)
    assert [gate.key for gate in refusal.value.gates] == ["signatories"]
    assert raise_it(town, on=DAY - timedelta(days=1)).number == "2026-001"


@pytest.mark.parametrize("who", ["hall", "chair", "officer", "stranger"])
def test_nobody_raises_for_somebody_else(town, who):
    with pytest.raises(PermissionDenied):
        raise_it(town, who)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"subject": "  "}, "subject"),
        ({"subject": "x" * 121}, "subject"),
        ({"others": []}, "others"),
        ({"commitments": []}, "commitments"),
        ({"dates": {}}, "fail-informally"),
        ({"dates": {"fail-informally": DAY + timedelta(days=1)}}, "fail-informally"),
    ],
)
def test_every_fault_has_its_place(town, changed, name):
    with pytest.raises(actions.UnfitError) as unfit:
        raise_it(town, **changed)
    assert list(unfit.value.faults) == [name]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"steps_taken": "We wrote."}, "outcome_sought"),
        ({"steps_taken": "x" * 10_001, "outcome_sought": "y"}, "steps_taken"),
        ({"steps_taken": "x", "outcome_sought": "y", "secret": "z"}, "secret"),
    ],
)
def test_every_answer_is_looked_at(town, answers, name):
    with pytest.raises(actions.UnfitError) as unfit:
        raise_it(town, answers=answers)
    assert name in unfit.value.faults
    assert not Case.objects.exists()


def test_an_organisation_has_no_disagreement_with_itself(town):
    with pytest.raises(actions.UnfitError, match="others"):
        raise_it(town, others=[town.organisations["elm"]])


def test_an_area_without_an_agreement_has_no_procedure(town):
    Edition.objects.update(status="superseded", superseded_on=DAY)
    with pytest.raises(NotNow):
        raise_it(town)


def test_a_late_disagreement_is_taken_and_seen_to_be_late(town):
    case = raise_it(town, dates={"fail-informally": DAY - timedelta(days=30)})
    late = [one.clock.key for one in town.tell(case, DAY).clocks if one.breached(DAY)]
    assert late == ["put-in-writing"]


def test_opening_asks_for_what_came_before_in_order():
    steps = (
        Step("third", "Third", ("side",), ("start",), to="on", requires=("second",)),
        Step("first", "First", ("side",), ("start",)),
        Step("second", "Second", ("side",), ("start",), requires=("first",)),
    )
    procedure = Procedure(
        "P", "", "start", (Role("side", Holder.PARTY, "Side"),),
        (Stage("start", "Start", ("side",)), Stage("on", "On", ("side",))), steps, (), (),
    )  # fmt: skip
    found = opening(procedure)
    assert (found.step.key, [step.key for step in found.before], found.role) == (
        "third",
        ["first", "second"],
        "side",
    )


def test_opening_says_when_no_party_can_begin():
    procedure = Procedure("P", "", "start", (), (Stage("start", "Start", ()),), (), (), ())
    with pytest.raises(ValueError, match="No party"):
        opening(procedure)


# The pages ---------------------------------------------------------------------------------------


class Asker:
    """Somebody going through the pages."""

    def __init__(self, town, who: str = "elm") -> None:
        self.town, self.client, self.slug = town, client_of(town, who), town.area.slug

    def at(self, page: str = "") -> str:
        name, args = ("raise_page", [self.slug, page]) if page else ("raise", [self.slug])
        return reverse(f"disputes:{name}", args=args)

    def get(self, page: str = "", query: str = "") -> Any:
        return self.client.get(self.at(page) + query)

    def post(self, page: str = "", **data: Any) -> Any:
        return self.client.post(self.at(page), data)

    def gates(self, **answers: str) -> Any:
        return self.post("before", **{"subject": "yes", "tried": "yes", **answers})

    def who(self, *others: str, **data: Any) -> Any:
        own = str(self.town.organisations["elm"].pk)
        chosen = [str(self.town.organisations[other].pk) for other in others]
        return self.post("who", organisation=own, others=chosen, **data)

    def what(self, **data: Any) -> Any:
        parts = ("day", "month", "year")
        day = {f"date_fail-informally_{part}": getattr(DAY, part) for part in parts}
        words = {
            "subject": "Nine days",
            "answer_steps_taken": "We wrote.",
            "answer_outcome_sought": "More time.",
        }
        return self.post("what", **{**day, **words, **data})

    def ready(self) -> None:
        """Answer everything."""
        self.gates()
        self.who("hall")
        keys = self.town.edition.commitments.values_list("key", flat=True)[:2]
        self.post("commitments", commitments=list(keys))
        self.what()


@pytest.fixture
def asker(town, time_machine) -> Asker:
    time_machine.move_to(moment(DAY), tick=False)
    return Asker(town)


def test_the_first_page_is_for_everybody(town, asker):
    assert "Sign in to start" in Client().get(asker.at()).content.decode()
    assert "do not speak for" in client_of(town, "chair").get(asker.at()).content.decode()
    assert "has not signed" in client_of(town, "ash").get(asker.at()).content.decode()
    assert ">Start" in asker.get().content.decode().replace("\n", "")


@pytest.mark.parametrize("page", ["before", "who", "commitments", "what", "check", "stop"])
@pytest.mark.parametrize(("who", "status"), [("", 302), ("chair", 403), ("stranger", 403)])
def test_the_questions_are_for_representatives(town, asker, page, who, status):
    assert client_of(town, who).get(asker.at(page)).status_code == status


@pytest.mark.parametrize("page", ["who", "commitments", "what", "check"])
def test_a_page_that_is_reached_too_early_leads_back(asker, page):
    assert asker.get(page)["Location"] == asker.at("before")


def test_an_unknown_page_is_not_found(asker):
    assert asker.get("nonsense").status_code == 404


def test_the_whole_way_makes_a_case(asker):
    asker.ready()
    html = asker.get("check").content.decode()
    names = ("Elm Street Centre", "Anywhere City Council")
    for shown in (*names, "Nine days", "We wrote.", "More time."):
        assert shown in html

    response = asker.post("check")
    case = Case.objects.get()
    assert response["Location"] == reverse("disputes:sent", args=[asker.slug, case.number])
    html = asker.client.get(response["Location"]).content.decode()
    assert case.number in html
    assert "Chair of the dispute subgroup" in html
    answers = CaseEvent.objects.get(step="submit").answers
    assert answers == {"steps_taken": "We wrote.", "outcome_sought": "More time."}


def test_sending_twice_makes_one_case_and_ends_the_draft(asker):
    asker.ready()
    asker.post("check")
    assert asker.post("check")["Location"] == asker.at("before")
    assert Case.objects.count() == 1


def test_a_commitment_in_the_address_is_selected_already(town, asker):
    key = town.edition.commitments.first().key
    assert "It will be about" in asker.get(query=f"?commitment={key}").content.decode()
    asker.post(commitment=[key])
    asker.gates()
    asker.who("hall")
    html = asker.get("commitments").content.decode()
    assert html.count(" checked aria") == 1
    assert f'value="{key}"' in html


@pytest.mark.parametrize("gate", ["subject", "tried"])
def test_a_no_leads_to_why_not_and_what_else(asker, gate):
    assert asker.gates(**{gate: "no"})["Location"] == asker.at("stop")
    html = asker.get("stop").content.decode()
    assert "Where else to turn" in html
    assert "Ombudsman" in html


def test_changing_the_answer_opens_the_way_again(asker):
    asker.gates(subject="no")
    assert asker.gates()["Location"] == asker.at("who")
    assert asker.get("stop")["Location"] == asker.at("who")


def test_an_organisation_that_has_not_signed_is_stopped(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    asker = Asker(town, "ash")
    asker.gates()
    own, other = (str(town.organisations[key].pk) for key in ("ash", "hall"))
    response = asker.post("who", organisation=own, others=[other])
    assert response["Location"] == asker.at("stop")
    assert "can sign up" in asker.get("stop").content.decode()


def test_looking_for_an_organisation_blames_nobody_and_keeps_the_choice(asker):
    asker.gates()
    asker.who("oak", q="council", search="1")
    html = asker.get("who").content.decode()
    assert "There is a problem" not in html
    assert "Anywhere City Council" in html
    assert "Oak Youth Club" in html
    assert html.count("checked") == 1


def test_one_that_is_found_but_has_not_signed_is_explained(asker):
    asker.gates()
    asker.post("who", q="ash", search="1")
    html = asker.get("who").content.decode()
    assert "On the register, but not a signatory" in html
    assert "Ash Allotments" in html


def test_what_was_typed_stays_when_something_is_missing(asker):
    asker.gates()
    asker.who("hall")
    asker.post("commitments", commitments=["shared-a"])
    html = asker.what(subject="", answer_steps_taken="A long story.").content.decode()
    assert "Enter what the disagreement is about" in html
    assert "A long story." in html
    assert "A long story." in asker.get("what").content.decode()


@pytest.mark.parametrize(
    ("page", "says"),
    [("before", "Select whether this is so"), ("who", "Select the other organisation")],
)
def test_an_empty_page_says_what_is_missing(asker, page, says):
    if page != "before":
        asker.gates()
    assert says in asker.post(page).content.decode()


def test_no_commitment_is_a_fault(asker):
    asker.gates()
    asker.who("hall")
    assert "Select at least one commitment" in asker.post("commitments").content.decode()


def test_the_own_organisation_is_not_offered_as_the_other_side(asker):
    asker.gates()
    asker.who("elm")
    assert "Elm Street Centre" not in asker.get("who").content.decode()
    assert asker.get("commitments")["Location"] == asker.at("who")


def test_somebody_of_two_organisations_chooses(town, asker):
    town.join("elm", RoleKind.REPRESENTATIVE, "oak")
    asker.gates()
    html = asker.get("who").content.decode()
    assert "Which organisation do you act for?" in html
    own = str(town.organisations["oak"].pk)
    same = asker.post("who", organisation=own, others=[own]).content.decode()
    assert "another organisation than your own" in same


def test_a_late_one_is_told_before_it_is_sent(asker):
    asker.ready()
    asker.what(**{"date_fail-informally_month": 1})
    assert "so this comes late" in asker.get("check").content.decode()


def test_a_day_to_come_is_a_fault(asker):
    asker.gates()
    asker.who("hall")
    asker.post("commitments", commitments=["shared-a"])
    html = asker.what(**{"date_fail-informally_year": 2027}).content.decode()
    assert "must be today or in the past" in html


def test_drafts_of_two_people_are_apart(town, asker):
    asker.ready()
    other = Asker(town, "hall")
    assert other.get("check")["Location"] == other.at("before")


def test_the_key_of_a_draft_becomes_the_case(asker):
    asker.ready()
    kept = asker.client.session[f"disputes.raise.{asker.slug}"]
    asker.post("check")
    assert Case.objects.get().pk == UUID(kept["key"])
