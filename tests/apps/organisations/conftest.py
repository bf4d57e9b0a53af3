"""An area with an agreement in force, organisations on its register and people with roles."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.models import Edition
from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Declaration
from opencompact.apps.organisations.models import Coverage, Organisation, Role, Signature
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack
from opencompact.formats import packs
from tests.formats.web import web

__all__ = ["web"]

LEICESTER = Path(__file__).resolve().parents[3] / "packs" / "leicester-2008"
TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)

Make = Callable[..., Organisation]


@cache
def pack() -> Pack:
    return packs.load(LEICESTER)


@pytest.fixture(autouse=True)
def _no_navigation(settings) -> None:
    """What the whole site puts around a page is tested there."""
    settings.NAVIGATION = ""
    settings.DEMO_BAR = ""


@pytest.fixture
def edition(scoped: Area, officer: Actor, at) -> Edition:
    """Leicester's agreement, in force in the area; the test runs inside it."""
    return adopt_pack(scoped, pack(), actor=officer, at=at)


@pytest.fixture
def make(scoped: Area) -> Make:
    """Puts an organisation on the register."""

    def made(name: str, **fields: Any) -> Organisation:
        slug = fields.pop("slug", "") or actions.slugs.base(name)
        return Organisation.objects.create(area=scoped, name=name, slug=slug, **fields)

    return made


@pytest.fixture
def elm(make: Make) -> Organisation:
    """A voluntary group."""
    return make("Elm Street Carers", postcode="LE1 1AA", locality="Leicester")


@pytest.fixture
def council(make: Make) -> Organisation:
    """A public body."""
    return make("Westbridge City Council", sector="public")


@pytest.fixture
def sign(edition: Edition, officer: Actor, at) -> Callable[..., Signature]:
    """Records a signature on paper."""

    def signed(organisation: Organisation, on: date = LONG_AGO) -> Signature:
        declared = Declaration("Pat Smith", "Chair of trustees", on, True, True)
        return actions.sign(organisation, edition, declared, on_paper=True, actor=officer, at=at)

    return signed


@pytest.fixture
def leave(officer: Actor, at) -> Callable[..., Signature]:
    """Withdraws a signature."""

    def left(signature: Signature, on: date = TODAY, notice: str = "We leave.") -> Signature:
        return actions.withdraw(signature, notice=notice, on=on, actor=officer, at=at)

    return left


@pytest.fixture
def cover(officer: Actor, at) -> Callable[..., Coverage]:
    """Lets a lead body's signature count for a member."""

    def covered(signature: Signature, member: Organisation, on: date = TODAY) -> Coverage:
        return actions.cover(signature, member, on=on, actor=officer, at=at)

    return covered


@pytest.fixture
def person(scoped: Area) -> Callable[..., User]:
    """Makes a person with a role."""

    def made(
        who: str,
        kind: RoleKind | None = None,
        organisation: Organisation | None = None,
        **role: Any,
    ) -> User:
        email = f"{who.lower()}@example.org"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, "correct horse", name=f"{who} Person"
        )
        if kind:
            Role.objects.get_or_create(
                area=scoped,
                user=user,
                kind=kind,
                organisation=organisation,
                defaults={"starts": LONG_AGO, **role},
            )
        return user

    return made


@pytest.fixture
def as_actor(scoped: Area) -> Callable[[User], Actor]:
    """The actor that a person is in the area today."""
    return lambda user: actor_for(user, scoped, TODAY)
