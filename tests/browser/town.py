"""Westmere, a town made for the story: its organisations, who has signed, and the people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Appointment, Declaration
from opencompact.apps.organisations.models import Organisation
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.formats.packs import load
from tests.browser.harness import ROOT

BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
CENTRE, COUNCIL, BUSES = "Harbour Lane Advice Centre", "Westmere City Council", "Westmere Buses"
TRUST = "Westmere Hospitals Trust"
PUBLIC = (COUNCIL, TRUST, "Westmere Police")
GROUPS = tuple(
    f"{place} {what}"
    for place in ("Millbrook", "Castle Hill", "Northgate", "Saltings")
    for what in ("Residents", "Food Bank", "Youth Club", "Carers", "Allotments")
)
# Who they are in the story: name, role, and the organisation they act for.
PEOPLE = {
    "nadia": ("Nadia Rahman", RoleKind.REPRESENTATIVE, CENTRE),
    "colin": ("Colin Fairweather", RoleKind.REPRESENTATIVE, COUNCIL),
    "hana": ("Hana Sikora", RoleKind.REPRESENTATIVE, TRUST),
    "ruth": ("Ruth Abara", RoleKind.CHAIR, ""),
    "owen": ("Owen Pryce", RoleKind.OFFICER, ""),
    "mo": ("Mo Lindqvist", RoleKind.MEDIATOR, ""),
    "pia": ("Pia Novak", RoleKind.GROUP_MEMBER, ""),
    "dev": ("Dev Anand", RoleKind.GROUP_MEMBER, ""),
}


@dataclass
class Town:
    """The area with its organisations by name and its people by first name."""

    area: Area
    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


def build() -> Town:
    """Make the town as it stands before the story; Harbour Lane and the buses have not signed."""
    area = Area.objects.create(
        slug="westmere", name="Westmere", tagline="Working together since 2026"
    )
    town = Town(area)
    with within(area):
        adopt_pack(area, load(ROOT / "packs/leicester-2008"), actor=SYSTEM, at=BEGAN)
        for name in (*PUBLIC, *GROUPS, CENTRE, BUSES):
            town.bodies[name] = _found(area, name)
        for name in (*PUBLIC, *GROUPS):
            _sign(town, name)
        for key, (name, kind, body) in PEOPLE.items():
            town.people[key] = _appoint(town, key, name, kind, body)
    return town


def _found(area: Area, name: str) -> Organisation:
    sector = "public" if name in PUBLIC else "private" if name == BUSES else "vcs"
    values = {"name": name, "sector": sector, "locality": "Westmere"}
    return actions.add(area, values, actor=SYSTEM, at=BEGAN)


def _sign(town: Town, name: str) -> None:
    edition = current_edition(town.area)
    assert edition
    declared = Declaration("Sam Okoro", "Chair", BEGAN.date(), True, True)
    actions.sign(town.bodies[name], edition, declared, on_paper=True, actor=SYSTEM, at=BEGAN)


def _appoint(town: Town, key: str, name: str, kind: RoleKind, body: str) -> User:
    appointment = Appointment(
        f"{key}@westmere.example",
        name,
        kind,
        date(2026, 3, 2),
        town.bodies.get(body),
        may_sign=kind == RoleKind.REPRESENTATIVE,
    )
    return actions.appoint(town.area, appointment, actor=SYSTEM, at=BEGAN).user
