"""Roles on a day, the actor they make, whom to write to, and where somebody is missing."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.policy import SigningRole
from opencompact.base.areas.actor import ActorRole, RoleKind
from opencompact.base.areas.scoping import within
from tests.apps.organisations.conftest import TODAY

BEGAN, ENDED = date(2026, 1, 5), date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "held"),
    [(BEGAN - DAY, False), (BEGAN, True), (ENDED - DAY, True), (ENDED, False)],
)
def test_a_role_is_held_on_its_days(scoped, person, on, held):
    user = person("Olga", RoleKind.OFFICER, starts=BEGAN, ends=ENDED)
    assert queries.actor_for(user, scoped, on).is_(RoleKind.OFFICER) is held
    assert bool(queries.officers(scoped, on)) is held


def test_an_actor_has_every_role_and_may_sign_where_allowed(scoped, elm, council, person):
    user = person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True)
    person("Rita", RoleKind.REPRESENTATIVE, council)
    person("Rita", RoleKind.CHAMPION, council)
    actor = queries.actor_for(user, scoped, TODAY)
    assert set(actor.roles) == {
        SigningRole(RoleKind.REPRESENTATIVE, elm.pk),
        ActorRole(RoleKind.REPRESENTATIVE, council.pk),
        ActorRole(RoleKind.CHAMPION, council.pk),
    }
    assert (actor.user_id, actor.area_id, actor.email) == (user.pk, scoped.pk, "rita@example.org")


def test_an_actor_costs_one_query(scoped, person, elm, django_assert_num_queries):
    user = person("Rita", RoleKind.REPRESENTATIVE, elm)
    with django_assert_num_queries(1):
        queries.actor_for(user, scoped, TODAY)


def test_roles_of_one_area_do_not_count_in_another(scoped, other_area, person):
    user = person("Olga", RoleKind.OFFICER)
    with within(other_area):
        assert queries.actor_for(user, other_area, TODAY).roles == ()


def test_somebody_not_signed_in_has_no_roles(scoped):
    assert not queries.actor_for(AnonymousUser(), scoped, TODAY).signed_in


def test_letters_go_to_each_person_once(scoped, person):
    person("Olga", RoleKind.OFFICER)
    person("Olga", RoleKind.CHAIR)
    person("Chris", RoleKind.CHAIR)
    assert queries.officers(scoped, TODAY) == [("Olga Person", "olga@example.org")]
    assert len(queries.chairs(scoped, TODAY)) == 2
    roles = queries.roles_at(scoped, TODAY)
    assert len(queries.addresses(roles)) == 2


def test_public_signatories_without_a_champion_are_a_gap(scoped, elm, council, sign, person):
    assert list(queries.champions_missing(scoped, TODAY)) == []
    sign(council)
    sign(elm)
    assert list(queries.champions_missing(scoped, TODAY)) == [council]
    person("Carl", RoleKind.CHAMPION, council)
    assert list(queries.champions_missing(scoped, TODAY)) == []


def test_representatives_and_roles_of_an_organisation(scoped, elm, council, person):
    person("Rita", RoleKind.REPRESENTATIVE, elm)
    person("Carl", RoleKind.CHAMPION, elm)
    person("Other", RoleKind.REPRESENTATIVE, council)
    assert [role.user.name for role in queries.representatives(elm, TODAY)] == ["Rita Person"]
    assert {role.kind for role in queries.roles_of(elm, TODAY)} == {"representative", "champion"}
