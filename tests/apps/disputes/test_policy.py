"""Who holds which part in a case: sides, seats, recusal, the wall round the mediation room."""

from datetime import date

import pytest

from opencompact.apps.disputes import actions, policy
from opencompact.apps.disputes.models import Seat
from opencompact.apps.disputes.queries import people, visible_case, visible_cases
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import ANONYMOUS, RoleKind
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import MEDIATED, RAISED, TO_COMMENTS, begin
from tests.apps.disputes.town import LONG_AGO, moment

TODAY = date(2026, 6, 1)


def fresh(case):
    return case_by_key(case.pk)


def held(town, case, who: str) -> set[str]:
    actor = town.actor(who, TODAY) if who else ANONYMOUS
    return {hold.role for hold in policy.holds(actor, fresh(case))}


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("elm", {"party"}),
        ("hall", {"party"}),
        ("chair", {"chair"}),
        ("officer", {"officer"}),
        ("mediator", {"mediator"}),
        ("panel", set()),
        ("oak", set()),
        ("stranger", set()),
        ("", set()),
    ],
)
def test_holds_follow_sides_seats_and_the_roles_of_the_area(town, who, roles):
    assert held(town, begin(town), who) == roles


def test_a_seat_on_the_panel_lets_in_and_ending_it_shuts_out(town):
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    assert held(town, case, "panel") == {"panel"}

    place = Seat.objects.get(holder="panel")
    actions.unseat(place, actor=town.actor("chair"), on=TODAY, at=moment(TODAY))
    assert held(town, case, "panel") == set()
    assert visible_case(town.actor("panel", TODAY), case.number) is None


@pytest.mark.parametrize("kind", [RoleKind.CHAMPION, RoleKind.REPRESENTATIVE])
@pytest.mark.parametrize("who", ["chair", "officer", "panel", "mediator"])
def test_nobody_from_a_party_keeps_another_part(town, who, kind):
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.join(who, kind, "hall")

    wanted = {"party"} if kind == RoleKind.REPRESENTATIVE else set()
    assert held(town, case, who) == wanted


def test_a_champion_of_another_organisation_keeps_the_part(town):
    case = begin(town)
    town.join("chair", RoleKind.CHAMPION, "oak")
    assert held(town, case, "chair") == {"chair"}


def test_a_chair_of_the_case_replaces_the_chair_of_the_area(town):
    case = begin(town)
    town.join("deputy")
    town.seat(case, "deputy", Holder.CHAIR, RAISED)
    assert held(town, case, "deputy") == {"chair"}
    assert held(town, case, "chair") == set()


def test_the_mediator_is_nothing_else_in_the_case(town):
    case = begin(town)
    town.join("mediator", RoleKind.CHAIR)
    town.join("mediator", RoleKind.OFFICER)
    assert held(town, case, "mediator") == {"mediator"}


def test_whoever_was_the_mediator_never_judges(town):
    case = begin(town)
    place = Seat.objects.get(holder="mediator")
    actions.unseat(place, actor=town.actor("chair"), on=TODAY, at=moment(TODAY))
    town.join("mediator", RoleKind.CHAIR)

    assert held(town, case, "mediator") == set()
    with pytest.raises(actions.ConflictError):
        town.seat(case, "mediator", Holder.PANEL, TODAY)


def test_whoever_acted_for_a_party_never_judges(town):
    case = begin(town)
    town.users["elm"].roles.update(ends=date(2026, 4, 1))
    town.join("elm", RoleKind.CHAIR)
    assert held(town, case, "elm") == set()


@pytest.mark.parametrize(
    ("who", "holder", "allowed"),
    [
        ("panel", Holder.PANEL, True),
        ("panel", Holder.MEDIATOR, True),
        ("hall", Holder.PANEL, False),
        ("hall", Holder.MEDIATOR, False),
        ("elm", Holder.CHAIR, False),
        ("chair", Holder.MEDIATOR, False),
        ("officer", Holder.MEDIATOR, False),
        ("mediator", Holder.PANEL, False),
        ("oak", Holder.PANEL, True),
    ],
)
def test_can_be_seated(town, who, holder, allowed):
    case = fresh(begin(town))
    assert policy.can_be_seated(town.actor(who, TODAY), case, holder) is allowed


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("chair", True), ("officer", True), ("elm", False), ("mediator", False), ("stranger", False)],
)
def test_can_seat(town, who, allowed):
    case = fresh(begin(town))
    assert policy.can_seat(town.actor(who, TODAY), case) is allowed


@pytest.mark.parametrize(
    ("room", "inside"),
    [
        ("mediation", {"elm", "hall", "mediator"}),
        ("exchange", {"elm", "hall", "chair", "officer", "panel"}),
        ("desk", set()),
    ],
)
def test_can_see_room(town, room, inside):
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.story(case, MEDIATED)
    who = ("elm", "hall", "mediator", "chair", "officer", "panel", "oak", "stranger")
    found = {one for one in who if policy.can_see_room(town.actor(one, TODAY), fresh(case), room)}
    assert found == inside


def test_the_mediation_room_stays_shut_though_a_pack_opens_it(town):
    procedure = policy.procedure_of(fresh(begin(town)))
    stage = procedure.stage("mediation")
    wide = type(stage)(
        stage.key, stage.name, (*stage.open_to, "chair", "panel", "officer"), room="mediation"
    )
    assert policy.readers(procedure, wide) == {"party", "mediator", policy.ADMITTED}


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("elm", 2),
        ("hall", 1),
        ("oak", 1),
        ("chair", 2),
        ("officer", 2),
        ("mediator", 1),
        ("ash", 0),
    ],
)
def test_visible_cases(town, who, count):
    begin(town)
    town.raised(RAISED, others=[town.organisations["oak"]])
    assert len(visible_cases(town.actor(who, TODAY))) == count


def test_an_officer_in_conflict_does_not_know_of_the_case(town):
    case = begin(town)
    town.join("officer", RoleKind.CHAMPION, "elm")
    assert visible_cases(town.actor("officer", TODAY)) == []
    assert visible_case(town.actor("officer", TODAY), case.number) is None


def test_people_names_everybody_of_the_case_once(town):
    case = town.story(begin(town), TO_COMMENTS)
    town.join("idle", RoleKind.REPRESENTATIVE, "oak")
    found = {one.name: one.parts for one in people(fresh(case), TODAY)}
    assert found == {
        "Chair": "Chair of the dispute subgroup",
        "Elm": "An organisation in the disagreement",
        "Hall": "An organisation in the disagreement",
        "Mediator": "Mediator",
        "Officer": "Compact support team",
    }


def test_a_role_that_ended_or_has_not_begun_counts_for_nothing(town):
    case = begin(town)
    town.join("late", RoleKind.OFFICER, starts=date(2027, 1, 1))
    town.join("gone", RoleKind.OFFICER, starts=LONG_AGO, ends=date(2026, 2, 1))
    assert held(town, case, "late") == held(town, case, "gone") == set()


@pytest.mark.parametrize(
    ("who", "may"), [("elm", True), ("ash", True), ("chair", False), ("stranger", False)]
)
def test_can_raise(town, who, may):
    assert policy.can_raise(town.actor(who, TODAY)) is may


def test_can_raise_for_the_own_organisation_only(town):
    elm, hall = (town.organisations[key].pk for key in ("elm", "hall"))
    assert policy.can_raise_for(town.actor("elm"), elm)
    assert not policy.can_raise_for(town.actor("elm"), hall)
