"""A procedure that passes the check is played to each of its endings by the roles that it names."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.disputes.models import Case, CaseEvent, Seat
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.core.procedure import opening
from tests.apps.disputes.test_seven import DAY, asked, day_of, files, raise_it
from tests.apps.disputes.test_story import begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment
from tests.core.conformance.seven import pack_of


class Play:
    """A case under one of the neighbouring procedures, raised and taken on through the pages."""

    def __init__(self, town, time_machine, name: str) -> None:
        self.town, self.clock, self.on = town, time_machine, DAY
        self.procedure = pack_of(name).procedure
        time_machine.move_to(moment(DAY), tick=False)
        town.edition = adopt_pack(town.area, pack_of(name), actor=SYSTEM, at=moment(DAY))
        raise_it(town, self.procedure).post("check", **files(opening(self.procedure).step))
        self.case = Case.objects.get()

    def address(self, name: str, *more: str) -> str:
        return reverse(f"disputes:{name}", args=[self.case.area.slug, self.case.number, *more])

    def after(self, days: int) -> None:
        self.on += timedelta(days=days)
        self.clock.move_to(moment(self.on), tick=False)

    def send(self, who: str, step: str, **more):
        """What the page of a step answers when it is sent as it should be."""
        self.case.refresh_from_db()
        found = self.procedure.step(step)
        typed = {"version": self.case.version, **asked(found), **day_of("on", self.on), **more}
        if "party" in found.by and who in {"elm", "hall"}:
            typed["party"] = self.town.party(self.case, who).key
        client = client_of(self.town, who)
        assert client.get(self.address("step", step)).status_code == 200, (who, step)
        return client.post(self.address("step", step), typed)

    def take(self, who: str, step: str, **more) -> None:
        answer = self.send(who, step, **more)
        assert answer.status_code == 302, answer.content.decode()

    def seat(self, by: str, holder: str, who: str):
        sent = {"holder": holder, "email": self.town.users[who].email}
        return client_of(self.town, by).post(self.address("people"), sent)

    @property
    def stands(self) -> str:
        at = self.town.tell(case_by_key(self.case.pk), self.on).at
        return at.ending or at.stage


@pytest.fixture
def grant(town, time_machine):
    return Play(town, time_machine, "grant-terms")


@pytest.fixture
def mediation(grant):
    """Both rounds of talks are over and the sides look for a mediator."""
    grant.after(15)
    grant.take("elm", "pass-to-senior")
    grant.after(29)
    grant.take("hall", "mediate")
    assert grant.stands == "mediation"
    return grant


@pytest.fixture
def service(town, time_machine):
    return Play(town, time_machine, "shared-service")


@pytest.fixture
def committee(service):
    """The case is before the joint committee, on which people of the councils sit."""
    service.after(20)
    service.take("elm", "pass-to-heads")
    service.take("hall", "pass-to-committee")
    for who, council in (("panel", "hall"), ("member", "elm")):
        service.town.join(who, RoleKind.GROUP_MEMBER, council)
        assert service.seat("chair", "panel", who).status_code == 302
    return service


def named(play: Play, who: str) -> dict[str, str]:
    return {"mediator": str(play.town.users[who].pk)}


@pytest.mark.parametrize("step", ["settle-early", "withdraw"])
def test_a_grant_is_settled_or_let_rest_by_the_contacts(grant, step):
    grant.take("elm", step)
    grant.take("hall", step)
    assert grant.stands == {"settle-early": "settled", "withdraw": "withdrawn"}[step]


def test_a_mediator_sits_when_every_side_has_named_the_same_person(mediation):
    play, mediator = mediation, named(mediation, "mediator")
    assert client_of(play.town, "mediator").get(play.address("case")).status_code == 404
    play.take("elm", "appoint", **mediator)
    assert not Seat.objects.exists()
    page = client_of(play.town, "hall").get(play.address("step", "appoint")).content.decode()
    for words in ("Every side has to name the same person", "What Elm Street Centre gave"):
        assert words in page
    play.take("hall", "appoint", **mediator)
    [seat] = Seat.objects.all()
    assert (seat.user, seat.holder) == (play.town.users["mediator"], "mediator")
    for who in ("elm", "hall", "mediator"):
        room = client_of(play.town, who).get(play.address("room", "mediation")).content.decode()
        assert "Who mediates" in room
        assert "mediator@example.org" not in room
    for who in ("chair", "officer", "panel"):
        assert client_of(play.town, who).get(play.address("case")).status_code == 404
    play.take("mediator", "stop")
    assert play.stands == "unresolved"


def test_a_grant_is_settled_in_mediation(mediation):
    for step in ("appoint", "settle-in-mediation"):
        for who in ("hall", "elm"):
            mediation.take(who, step, **named(mediation, "mediator"))
    assert mediation.stands == "settled"


def test_naming_somebody_else_asks_the_other_side_anew(mediation):
    play, town = mediation, mediation.town
    town.join("second", RoleKind.MEDIATOR)
    play.take("elm", "appoint", **named(play, "mediator"))
    play.take("hall", "appoint", **named(play, "second"))
    assert not Seat.objects.exists()
    play.take("elm", "appoint", **named(play, "second"))
    assert [one.user for one in Seat.objects.all()] == [town.users["second"]]
    steps = CaseEvent.objects.filter(step="appoint").order_by("sequence")
    assert [str(one.named) for one in steps] == ["Mediator", "Second", "Second"]
    assert client_of(town, "elm").get(play.address("step", "appoint")).status_code == 409


def test_whom_one_side_names_by_address_the_other_chooses_by_name(mediation):
    play, town = mediation, mediation.town
    outside = {"mediator": "other", "mediator_email": town.users["stranger"].email}
    play.take("elm", "appoint", **outside)
    page = client_of(town, "hall").get(play.address("step", "appoint")).content.decode()
    assert town.users["stranger"].email not in page
    assert str(town.users["stranger"].pk) in page
    again = CaseEvent.objects.get(step="appoint").pk
    same = f"{play.address('step', 'appoint')}?from={again}"
    chosen = client_of(town, "hall").get(same).content.decode()
    key = town.users["stranger"].pk
    assert re.search(rf'<input[^>]*value="{key}"[^>]*checked', chosen)
    play.take("hall", "appoint", **named(play, "stranger"))
    assert Seat.objects.get().user == town.users["stranger"]


@pytest.mark.parametrize("who", ["hall", "elm", "chief"])
def test_nobody_of_a_side_is_named(mediation, who):
    mediation.town.join("chief", RoleKind.CHAMPION, "hall")
    person = {"mediator": "other", "mediator_email": mediation.town.users[who].email}
    answer = mediation.send("elm", "appoint", **person)
    assert "A mediator is neither" in answer.content.decode()
    assert not CaseEvent.objects.filter(step="appoint").exists()


@pytest.mark.parametrize(
    ("takes", "ends"),
    [
        ((("elm", "settle"), ("hall", "settle")), "settled"),
        ((("hall", "withdraw"), ("elm", "withdraw")), "withdrawn"),
    ],
)
def test_leaders_settle_a_shared_service_or_let_it_be(service, takes, ends):
    for who, step in takes:
        service.take(who, step)
    assert service.stands == ends


def test_a_committee_of_the_councils_recommends_and_an_arbitrator_decides(committee):
    committee.take("panel", "recommend")
    committee.take("member", "recommend")
    committee.take("elm", "arbitrate")
    assert committee.stands == "arbitration"
    committee.take("chair", "award")
    assert committee.stands == "awarded"


def test_a_committee_that_cannot_agree_passes_it_on(committee):
    committee.take("member", "give-up")
    committee.take("chair", "award")
    assert committee.stands == "awarded"


def test_what_is_recommended_can_still_be_settled(committee):
    committee.take("panel", "recommend")
    for who in ("elm", "hall"):
        committee.take(who, "settle-later")
    assert committee.stands == "settled"


@pytest.mark.parametrize(
    ("holder", "who"), [("panel", "hall"), ("chair", "panel"), ("mediator", "panel")]
)
def test_who_speaks_for_a_council_or_is_recused_gets_no_seat(committee, holder, who):
    before = Seat.objects.count()
    refused = committee.seat("chair", holder, who).content.decode()
    assert "a role in one of the organisations" in refused
    assert Seat.objects.count() == before


def test_where_the_pack_recuses_nobody_of_a_side_sits(town, time_machine):
    """Leicester's subgroup meets without anybody from the organisations."""
    time_machine.move_to(moment(date(2026, 3, 20)), tick=False)
    case = begin(town)
    town.join("tied", RoleKind.GROUP_MEMBER, "hall")
    before = Seat.objects.count()
    address = reverse("disputes:people", args=[case.area.slug, case.number])
    sent = {"holder": "panel", "email": town.users["tied"].email}
    assert "a role in one of the organisations" in (
        client_of(town, "chair").post(address, sent).content.decode()
    )
    assert Seat.objects.count() == before
