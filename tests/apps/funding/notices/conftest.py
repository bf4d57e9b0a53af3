"""A council that funds a group under an agreement of Leeds, and people on both sides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.models import Agreement, Notice, Payee
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.formats import packs
from tests.apps.organisations.conftest import (
    LEICESTER,
    _no_navigation,
    as_actor,
    council,
    elm,
    make,
    person,
)

__all__ = ["_no_navigation", "as_actor", "council", "elm", "make", "person"]

DAY, ENDS = date(2026, 11, 20), date(2027, 5, 31)
SAID: dict[str, Any] = {"what": "The grant ends.", "reasons": "There is less money."}


@dataclass
class Desk:
    """The two sides with their people, and what a test does in their name."""

    area: Area
    council: Organisation
    elm: Organisation
    at: datetime
    people: dict[str, Any] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def agreement(self, number: str = "youth", **fields: Any) -> Agreement:
        payee = Payee.objects.filter(organisation=self.elm).first() or Payee.objects.create(
            area=self.area, name=self.elm.name, organisation=self.elm, standing="confirmed"
        )
        given = {
            "title": f"Grant for {number}", "funder": self.council, "payee": payee,
            "value": Decimal(12000), "ends": ENDS, **fields,
        }  # fmt: skip
        return Agreement.objects.create(area=self.area, number=number, **given)

    def draft(
        self, agreement: Agreement | None = None, kind: str = "ending", **said: Any
    ) -> Notice:
        by: dict[str, Any] = {"actor": self.actors["champ"], "at": self.at}
        made = actions.begin(agreement or self.agreement(), kind, **by)
        return actions.write(made, {**SAID, **said}, version=made.version, **by)

    def given(
        self, agreement: Agreement | None = None, on: date = DAY, kind: str = "ending", **said: Any
    ) -> Notice:
        made = self.draft(agreement, kind, **said)
        by: dict[str, Any] = {"actor": self.actors["champ"], "at": self.at}
        signed = ("Sam Signer", "Director")
        return actions.give(made, signed, given_on=on, version=made.version, **by)

    def client(self, who: str) -> Client:
        found = Client()
        if who:
            found.force_login(self.people[who])
        return found


@pytest.fixture
def desk(scoped, council, elm, person, as_actor, officer, at) -> Desk:  # noqa: PLR0917
    """Leeds' agreement in force, and somebody of each kind."""
    adopt_pack(scoped, packs.load(LEICESTER.parent / "leeds-2010"), actor=officer, at=at)
    made = Desk(scoped, council, elm, at)
    for who, kind, body in (
        ("olive", RoleKind.OFFICER, None),
        ("champ", RoleKind.CHAMPION, council),
        ("rita", RoleKind.REPRESENTATIVE, elm),
        ("group", RoleKind.GROUP_MEMBER, None),
    ):
        made.people[who] = person(who.title(), kind, body)
        made.actors[who] = as_actor(made.people[who])
    return made


Given = Callable[..., Notice]
