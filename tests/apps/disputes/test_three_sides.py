"""Three organisations in one case, and roles that begin and end while it is open."""

from datetime import date

import pytest
from django.urls import reverse

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.queries.cases import case_by_key, people
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import RAISED, TO_COMMENTS, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 18)
NAMES = ("Elm Street Centre", "Anywhere City Council", "Oak Youth Club")


@pytest.fixture
def three(town, time_machine):
    """Three sides, all of whose papers are there."""
    time_machine.move_to(moment(DAY), tick=False)
    case = town.raised(RAISED, others=[town.organisations["hall"], town.organisations["oak"]])
    town.seat(case, "panel", Holder.PANEL, RAISED)
    return town.story(case, [*TO_COMMENTS, ("send-papers", "oak", date(2026, 3, 17))])


def get(town, case, who, name="case", *args):
    path = reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])
    return client_of(town, who).get(path)


@pytest.mark.parametrize("who", ["elm", "hall", "oak", "chair", "officer", "panel"])
def test_every_page_names_all_three(town, three, who):
    for name in ("case", "people", "dates"):
        html = get(town, three, who, name).content.decode()
        for one in NAMES:
            assert one in html, (name, one)
    assert get(town, three, who, "availability").status_code == 200


@pytest.mark.parametrize("who", ["elm", "hall", "oak"])
def test_each_side_has_its_own_pages(town, three, who):
    for name, args in (("advisers", ()), ("step", ("comment",)), ("step", ("withdraw",))):
        html = get(town, three, who, name, *args).content.decode()
        assert "You act for" in html or name == "advisers"


def test_a_joint_step_says_whose_yes_is_missing(town, three):
    town.take(three, "withdraw", "elm", DAY)
    html = get(town, three, "hall", "step", "withdraw").content.decode()
    assert "It takes effect when Oak Youth Club has done the same" in html


def test_each_of_the_three_has_a_clock_of_its_own(town, three):
    html = get(town, three, "chair", "dates").content.decode()
    rows = [html.count(f'data-label="Who">{name}') for name in NAMES]
    assert min(rows) >= 2
    assert len(set(rows)) == 1


def test_what_follows_can_be_any_of_the_three(town, three):
    for who in ("elm", "hall", "oak"):
        town.take(three, "withdraw", who, DAY)
    ended = case_by_key(three.pk)
    html = get(town, ended, "oak", "after").content.decode()
    for name in NAMES:
        assert f"{name}</label>" in html.replace("\n", "").replace("  ", "") or name in html


def test_somebody_of_any_of_the_three_is_recused(town, three):
    for body in ("elm", "hall", "oak"):
        user = town.join(f"of-{body}", RoleKind.GROUP_MEMBER)
        town.join(f"of-{body}", RoleKind.CHAMPION, body)
        actor = town.actor(f"of-{body}", DAY)
        assert policy.is_conflicted(actor, three)
        assert not policy.can_be_seated(actor, three, Holder.PANEL), user


# Recusal is asked at each request: roles begin and end while a case is open.

STATES = [
    # kind, starts, ends, whether a panel member with that role at the council is kept out on DAY
    (RoleKind.CHAMPION, date(2026, 1, 5), None, True),
    (RoleKind.CHAMPION, DAY, None, True),
    (RoleKind.CHAMPION, date(2026, 3, 19), None, False),
    (RoleKind.CHAMPION, date(2026, 1, 5), DAY, False),
    (RoleKind.CHAMPION, date(2026, 1, 5), date(2026, 3, 19), True),
    (RoleKind.LEAD, date(2026, 1, 5), None, True),
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["panel", "chair", "officer", "mediator"])
def test_a_role_at_a_party_keeps_out_on_its_days_and_on_no_other(town, time_machine, state, who):
    kind, starts, ends, out = state
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.story(case, TO_COMMENTS)
    town.join(who, kind, "hall", starts=starts, ends=ends)
    assert get(town, case, who).status_code == (404 if out else 200)
    named = {person.user_id for person in people(case_by_key(case.pk), DAY)}
    assert (town.users[who].pk in named) != out


def test_a_role_that_begins_and_ends_shuts_and_opens_the_case_again(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    seen = [get(town, case, "panel").status_code]
    town.join("panel", RoleKind.CHAMPION, "hall", starts=DAY)
    seen.append(get(town, case, "panel").status_code)
    Role.objects.filter(user=town.users["panel"], kind=RoleKind.CHAMPION).update(ends=DAY)
    seen.append(get(town, case, "panel").status_code)
    assert seen == [200, 404, 200]


def test_whoever_acted_for_a_side_stays_out_after_the_role_has_ended(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(town)
    town.story(case, TO_COMMENTS)
    Role.objects.filter(user=town.users["elm"]).update(ends=DAY)
    town.join("elm", RoleKind.CHAIR, starts=DAY)
    assert get(town, case, "elm").status_code == 404
    assert not policy.can_be_seated(town.actor("elm", DAY), case_by_key(case.pk), Holder.PANEL)


def test_a_representative_who_leaves_sees_nothing_from_that_day(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(town)
    assert get(town, case, "hall").status_code == 200
    Role.objects.filter(user=town.users["hall"]).update(ends=DAY)
    assert get(town, case, "hall").status_code == 404
