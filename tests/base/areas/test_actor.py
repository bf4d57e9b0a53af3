"""A person with roles, as policies see them."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from opencompact.base.areas.actor import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    ActorRole,
    RoleKind,
    actor_in,
    person,
)

ONE, TWO = UUID(int=1), UUID(int=2)
ON = date(2026, 11, 20)
ACTOR = Actor(
    user_id=uuid4(),
    name="Ada",
    email="ada@example.org",
    roles=(
        ActorRole(kind=RoleKind.REPRESENTATIVE, organisation_id=ONE),
        ActorRole(kind=RoleKind.CHAMPION, organisation_id=TWO),
        ActorRole(kind=RoleKind.CHAIR),
    ),
)


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        (RoleKind.REPRESENTATIVE, True),
        (RoleKind.CHAMPION, True),
        (RoleKind.CHAIR, True),
        (RoleKind.OFFICER, False),
        (RoleKind.GROUP_MEMBER, False),
        (RoleKind.MEDIATOR, False),
    ],
)
def test_is_(kind, held):
    assert ACTOR.is_(kind) is held


@pytest.mark.parametrize(
    ("kind", "organisations"),
    [
        (None, {ONE, TWO}),
        (RoleKind.REPRESENTATIVE, {ONE}),
        (RoleKind.CHAMPION, {TWO}),
        (RoleKind.CHAIR, set()),
        (RoleKind.OFFICER, set()),
    ],
)
def test_organisations(kind, organisations):
    assert ACTOR.organisations(kind) == organisations


@pytest.mark.parametrize("nobody", [ANONYMOUS, SYSTEM])
def test_nobody_is_not_signed_in_and_holds_nothing(nobody):
    assert not nobody.signed_in
    assert not any(nobody.is_(kind) for kind in RoleKind)
    assert nobody.organisations() == frozenset()


def test_a_person_outside_an_area_has_no_roles(user):
    assert person(user) == Actor(user_id=user.pk, name="Ada Lovelace", email="ada@example.org")
    assert person(AnonymousUser()) == ANONYMOUS


def officer(user, area, on):
    """A loader of roles for the tests below."""
    assert on == ON
    role = ActorRole(kind=RoleKind.OFFICER)
    return Actor(user_id=user.pk, name=user.name, email=user.email, area_id=area.pk, roles=(role,))


def test_roles_come_from_the_loader_in_the_settings(settings, user, area):
    settings.ACTOR_LOADER = f"{__name__}.officer"
    actor = actor_in(user, area, ON)
    assert actor.is_(RoleKind.OFFICER)
    assert actor.area_id == area.pk


def test_the_loader_is_not_asked_about_somebody_not_signed_in(settings, area):
    settings.ACTOR_LOADER = "no.such.loader"
    assert actor_in(AnonymousUser(), area, ON) == ANONYMOUS
