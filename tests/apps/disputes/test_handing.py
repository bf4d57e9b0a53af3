"""Handing a role over: who gets which seat, what stays behind, and the work that is nobody's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.actions import Successor
from opencompact.apps.disputes.models import Seat
from opencompact.apps.organisations.models import ImportRun, Role
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.queries import events_for
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests.apps.disputes import test_after as after
from tests.apps.disputes.test_story import begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

RAISED, LATER = date(2026, 10, 5), date(2026, 10, 7)
NEW = Successor("new@example.org", "New Person")


def role_of(town, who, kind):
    return Role.objects.get(user=town.users[who], kind=kind)


def hand(town, role, successor=NEW, on=LATER, by="officer", today=LATER):
    return actions.hand_over(role, successor, on=on, actor=town.actor(by, today), at=moment(today))


def seats(case, holder):
    found = Seat.objects.filter(case=case, holder=holder, ended_on=None)
    return {seat.user.email for seat in found}


def piles(town, on=LATER, who="officer"):
    found = queries.nobodys(town.area, town.actor(who, on), on)
    return {pile.key: [(one.title, one.why) for one in pile.orphans] for pile in found}


@pytest.fixture
def case(town):
    """A case with a panel member in it."""
    found = town.raised(RAISED)
    town.seat(found, "panel", Holder.PANEL, LATER)
    return found


def test_a_panel_member_hands_over_role_and_seat_on_one_day(town, case):
    role = role_of(town, "panel", "group-member")
    done = hand(town, role)
    role.refresh_from_db()
    assert (role.ends, done.role.starts, done.role.kind) == (LATER, LATER, "group-member")
    assert (done.moved, done.left) == ((case,), ())
    assert seats(case, Holder.PANEL) == {"new@example.org"}
    [event] = events_for(role).filter(verb="disputes.hand_over")
    assert event.data == {
        "kind": "group-member",
        "person": str(role.user_id),
        "to": str(done.role.user_id),
        "seats": 1,
    }
    told = Message.objects.filter(to_address="new@example.org").values_list("key", flat=True)
    assert {key.partition(":")[0] for key in told} == {"organisations.invite", "disputes.seat"}


def test_a_role_of_an_organisation_goes_on_in_its_area(town):
    town.join("tess", RoleKind.CHAMPION, "hall", area_of_organisation="Housing")
    done = hand(town, role_of(town, "tess", "champion"))
    hall = town.organisations["hall"]
    assert (done.role.organisation, done.role.area_of_organisation) == (hall, "Housing")


@pytest.mark.parametrize("may_sign", [True, False])
def test_the_power_to_sign_is_given_anew(town, may_sign):
    Role.objects.filter(kind="representative").update(may_sign=True)
    successor = Successor("new@example.org", "New Person", may_sign)
    assert hand(town, role_of(town, "elm", "representative"), successor).role.may_sign is may_sign


def test_whoever_holds_the_role_already_gets_the_seats_alone(town, case):
    town.join("second", RoleKind.GROUP_MEMBER)
    held = role_of(town, "second", "group-member")
    done = hand(town, role_of(town, "panel", "group-member"), Successor("second@example.org", ""))
    assert done.role == held
    assert Role.objects.filter(user=town.users["second"]).count() == 1
    assert seats(case, Holder.PANEL) == {"second@example.org"}


def test_a_seat_does_not_go_to_somebody_with_a_tie(town, case):
    town.join("second", RoleKind.CHAMPION, "hall")
    done = hand(town, role_of(town, "panel", "group-member"), Successor("second@example.org", ""))
    assert (done.moved, done.left) == ((), (case,))
    assert seats(case, Holder.PANEL) == set()
    assert done.role.kind == "group-member"


def test_the_seat_of_a_mediator_never_moves(town, case):
    town.seat(case, "mediator", Holder.MEDIATOR, LATER)
    done = hand(town, role_of(town, "mediator", "mediator"))
    assert (done.moved, done.left) == ((), (case,))
    assert seats(case, Holder.MEDIATOR) == set()
    assert seats(case, Holder.PANEL) == {"panel@example.org"}


def test_a_seat_in_a_case_that_the_officer_may_not_know_of_stays(town, case):
    town.join("officer", RoleKind.CHAMPION, "hall")
    role = role_of(town, "panel", "group-member")
    assert queries.work_of(role, town.actor("officer", LATER), LATER).seats == ()
    assert hand(town, role).moved == ()
    assert seats(case, Holder.PANEL) == {"panel@example.org"}
    assert "seats" not in piles(town)
    town.join("second", RoleKind.OFFICER)
    [(title, why)] = piles(town, who="second")["seats"]
    assert title == f"Panel, panel member in {case.number}"
    assert "has ended" in why


def test_the_last_officer_can_go_when_somebody_takes_over(town):
    role = role_of(town, "officer", "officer")
    with pytest.raises(NotNow, match="the only officer"):
        hand(town, role, None)
    role.refresh_from_db()
    assert role.ends is None
    assert hand(town, role).role.kind == "officer"


def test_nobody_takes_over_from_themselves(town):
    with pytest.raises(NotNow, match="cannot take over from"):
        hand(town, role_of(town, "chair", "chair"), Successor("Chair@example.org ", ""))


def test_what_goes_wrong_leaves_everything_as_it_was(town, case):
    role = role_of(town, "panel", "group-member")
    with pytest.raises(NotNow):
        hand(town, role, on=date(2020, 1, 1))
    role.refresh_from_db()
    assert role.ends is None
    assert seats(case, Holder.PANEL) == {"panel@example.org"}
    assert not Role.objects.filter(user__email="new@example.org").exists()


def test_a_role_that_has_ended_is_still_handed_on(town, case):
    role = role_of(town, "panel", "group-member")
    Role.objects.filter(pk=role.pk).update(ends=LATER - timedelta(days=1))
    assert [title for title, _ in piles(town)["seats"]] == [f"Panel, panel member in {case.number}"]
    role.refresh_from_db()
    done = hand(town, role)
    assert done.moved == (case,)
    assert "seats" not in piles(town)


def test_the_work_of_each_role(town, case):
    def work(who, kind):
        return queries.work_of(role_of(town, who, kind), town.actor("officer", LATER), LATER)

    (seat,) = work("panel", "group-member").seats
    assert (seat.case, seat.due, seat.stays) == (case, date(2026, 10, 19), False)
    assert [one.case for one in work("hall", "representative").cases] == [case]
    assert [one.case for one in work("chair", "chair").cases] == [case]
    assert work("oak", "representative").nothing
    assert work("mediator", "mediator").nothing
    town.join("colleague", RoleKind.REPRESENTATIVE, "hall")
    assert [one.user.name for one in work("hall", "representative").others] == ["Colleague"]
    assert not work("chair", "chair").others


def test_an_unfinished_import_is_the_work_of_whoever_handed_it_in(town):
    run = ImportRun.objects.create(
        area=town.area, file_name="list.csv", key="1", started_by=town.users["officer"]
    )
    town.join("second", RoleKind.OFFICER)
    role = role_of(town, "officer", "officer")
    assert queries.work_of(role, town.actor("second", LATER), LATER).imports == (run,)
    assert "imports" not in piles(town)
    hand(town, role)
    assert piles(town, who="second")["imports"] == [
        ("Import of list.csv", "Not started. Officer handed it in and has left.")
    ]


def test_in_a_town_at_peace_only_public_bodies_lack_somebody(town):
    assert piles(town) == {"roles": [("Anywhere City Council has no champion and no lead", "")]}


def test_a_side_that_nobody_speaks_for_is_nobodys(town, case):
    hand(town, role_of(town, "hall", "representative"), None)
    found = piles(town)
    assert found["cases"] == [
        (f"{case.number}: {case.subject}", "Nobody speaks for Anywhere City Council.")
    ]
    [(title, _)] = found["roles"]
    assert title.endswith("has no champion and no lead and no representative")


def test_a_case_that_waits_for_a_chair_who_is_not_there_is_nobodys(town, case):
    hand(town, role_of(town, "chair", "chair"), None)
    [(_, why)] = piles(town)["cases"]
    assert why.startswith("It waits for the chair of the dispute subgroup, and nobody")


def test_an_account_that_is_closed_holds_nothing(town, case):
    user = town.users["panel"]
    user.is_active = False
    user.save()
    [(_, why)] = piles(town)["seats"]
    assert why == "Nobody can sign in with this account any more."


def test_mediation_without_a_mediator_is_nobodys(town, case):
    town.story(
        case,
        [
            ("refer-to-mediation", "chair", LATER),
            ("agree-mediation", "elm", LATER, {"party": town.party(case, "elm")}),
            ("agree-mediation", "hall", LATER, {"party": town.party(case, "hall")}),
        ],
    )
    assert [why for _, why in piles(town)["cases"]] == ["It is in mediation and has no mediator."]
    town.seat(case, "mediator", Holder.MEDIATOR, LATER)
    assert "cases" not in piles(town)


def test_as_many_queries_for_one_case_as_for_three(town, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(24) as first:
        piles(town)
    for word in ("second", "third"):
        town.raised(LATER, subject=word)
    with django_assert_max_num_queries(len(first.captured_queries)):
        piles(town)


def sent(town, role, **given):
    """The page after a form was sent by the officer, on the day LATER."""
    client = client_of(town, "officer")
    return client.post(f"/anywhere/people/{role.pk}/hand-over/", given, follow=True)


def day(on, prefix=""):
    return {f"{prefix}on_day": on.day, f"{prefix}on_month": on.month, f"{prefix}on_year": on.year}


@pytest.fixture
def _later(time_machine):
    time_machine.move_to(moment(LATER), tick=False)


@pytest.mark.usefixtures("_later")
def test_the_page_shows_the_work_and_hands_over(town, case):
    role = role_of(town, "panel", "group-member")
    page = client_of(town, "officer").get(f"/anywhere/people/{role.pk}/hand-over/").content.decode()
    for words in (case.subject, "19 October 2026", "Seats move at once", "Nobody else holds"):
        assert words in page
    done = sent(town, role, email="new@example.org", name="New Person", **day(LATER))
    assert "New Person takes over. 1 seat moved." in done.content.decode()
    assert done.redirect_chain[-1][0].startswith("/anywhere/people/")


@pytest.mark.usefixtures("_later")
def test_the_page_leaves_work_to_nobody_and_shows_where_it_is(town, case):
    role = role_of(town, "panel", "group-member")
    done = sent(town, role, outcome="nobody", **day(LATER, "nobody-"))
    assert f"Somebody else is needed in {case.number}." in done.content.decode()
    assert done.redirect_chain == [("/anywhere/people/nobodys/", 302)]
    role.refresh_from_db()
    assert role.ends == LATER


@pytest.mark.usefixtures("_later")
def test_seats_of_a_role_that_ended_can_be_ended_alone(town, case):
    role = role_of(town, "panel", "group-member")
    Role.objects.filter(pk=role.pk).update(ends=RAISED)
    sent(town, role, outcome="nobody")
    role.refresh_from_db()
    assert role.ends == RAISED
    assert seats(case, Holder.PANEL) == set()


@pytest.mark.usefixtures("_later")
def test_an_officer_who_goes_is_sent_home(town):
    role = role_of(town, "officer", "officer")
    done = sent(town, role, email="new@example.org", name="New", **day(LATER))
    assert done.redirect_chain == [("/anywhere/", 302)]
    assert done.status_code == 200


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": ""}, "Enter email address of who takes over"),
        ({"email": "panel@example.org"}, "Enter the address of somebody else"),
        ({"email": "closed@example.org"}, "This account is closed"),
        ({"name": ""}, "Enter full name"),
        (day(date(2020, 1, 1)), "the day on which the role began, or later"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(town, case, given, says):
    User.objects.create_user("closed@example.org", is_active=False)
    role = role_of(town, "panel", "group-member")
    whole = {"email": "new@example.org", "name": "New", **day(LATER), **given}
    assert says in sent(town, role, **whole).content.decode()
    assert seats(case, Holder.PANEL) == {"panel@example.org"}


@pytest.mark.parametrize("who", ["chair", "elm", "panel", "stranger"])
@pytest.mark.parametrize("page", ["people/nobodys/", "people/{role}/hand-over/"])
def test_only_officers_see_it(town, who, page):
    role = role_of(town, "panel", "group-member")
    address = f"/anywhere/{page.format(role=role.pk)}"
    assert client_of(town, who).get(address).status_code == 403


def test_an_officer_hands_over_every_open_case_on_one_page(town, time_machine):
    """With what is still to follow in those that have ended, and none they are recused from."""
    on = after.DUE + timedelta(days=1)
    time_machine.move_to(moment(on), tick=False)
    ended = town.story(begin(town), after.found("broke"))
    after.note(town, ended, "chair")
    case = begin(town)
    role = Role.objects.get(user=town.users["officer"], kind=RoleKind.OFFICER)
    town.join("second", RoleKind.OFFICER)
    address = reverse("disputes:hand_over", args=[town.area.slug, role.pk])
    html = client_of(town, "second").get(address).content.decode()
    assert f"{case.number}: {case.subject}" in html
    assert "Ended, with something still to follow" in html
    assert ended.number in html
    town.join("officer", RoleKind.CHAMPION, "hall")
    html = client_of(town, "second").get(address).content.decode()
    assert f"{case.number}: {case.subject}" not in html
