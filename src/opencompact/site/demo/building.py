"""Builds the demo's city, in one transaction: its register, its people and a year of history."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import Organisation, Sector
from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within
from opencompact.core.pack import Pack
from opencompact.formats.packs import load
from opencompact.site.data import CHECKOUT

from . import (
    aside,
    assessing,
    challenging,
    concerns,
    consulting,
    departing,
    disagreeing,
    granting,
    keeping,
    mailing,
    noticing,
    paying,
    signing,
)
from .cast import PASSWORD, SLUG, DemoAccount, Person, accounts, people
from .names import bodies, register
from .scene import OFFICER, Happening, Scene, play

PACK: Final = CHECKOUT / "packs" / "leicester-2008"
NAME: Final = "Aldermere"
TAGLINE: Final = "How the city's public bodies and its communities work together"
FOUNDED, IMPORTED = 370, 368
DAY: Final = timedelta(days=1)
Progress = Callable[[str], None]


def build(at: datetime, *, progress: Progress) -> list[DemoAccount]:
    """Build the city as it is at `at`, whole or not at all; one that stands is left alone."""
    if not Area.objects.filter(slug=SLUG).exists():
        with transaction.atomic():
            _build(at, progress)
    return list(accounts())


def _build(at: datetime, progress: Progress) -> None:
    progress(f"Building {NAME}, an invented city")
    pack = load(PACK)
    area = _found(pack, at)
    with within(area):
        scene = _scene(area, pack, at)
        progress("Filling its register of organisations")
        _import(scene)
        _enrol(scene)
        progress("Playing a year: roles, signatures and disagreements")
        acts = (
            _appointments, keeping.happenings, signing.happenings, disagreeing.happenings,
            mailing.happenings, concerns.happenings, challenging.happenings, aside.happenings,
            consulting.happenings, departing.happenings,
            granting.happenings, paying.happenings, assessing.happenings, noticing.happenings,
        )  # fmt: skip
        play([happening for act in acts for happening in act(scene)])
        _close_accounts(scene)
        mailing.deliver(area, at)


def _found(pack: Pack, at: datetime) -> Area:
    area = Area.objects.create(
        slug=SLUG,
        name=NAME,
        nation=pack.nation,
        tagline=TAGLINE,
        wording=pack.wording,
        pack_key=pack.key,
    )
    area.created_at = at - FOUNDED * DAY
    area.save(update_fields=["created_at"])
    return area


def _scene(area: Area, pack: Pack, at: datetime) -> Scene:
    edition = adopt_pack(area, pack, actor=SYSTEM, at=at - FOUNDED * DAY)
    return Scene(area, edition, timezone.localdate(at), calendar_for(area))


def _import(scene: Scene) -> None:
    """Bring the register in as an officer would, with the few rows that cannot be used."""
    at = scene.days_ago(IMPORTED, 45)
    run = actions.open_import(
        scene.area, "aldermere-register.csv", register(), sector=Sector.VCS, actor=SYSTEM, at=at
    )
    actions.start_import(run, at=at)
    run.refresh_from_db()
    actions.run_import(run, actor=SYSTEM, at=at)
    named = {body.name: body.key for body in bodies()}
    for organisation in Organisation.objects.filter(name__in=named):
        scene.organisations[named[organisation.name]] = organisation


def _enrol(scene: Scene) -> None:
    """Give everybody an account, all of them with the same password."""
    for person in people():
        scene.users[person.key] = enrol(email=person.email, name=person.name, proven=True)
    # One hash for all of them: a good hash is slow to make, and this password is no secret.
    pks = [user.pk for user in scene.users.values()]
    User.objects.filter(pk__in=pks).update(password=make_password(PASSWORD))


def _appointments(scene: Scene) -> list[Happening]:
    """Everybody's roles; the officer stands first in the cast, and appoints the others."""
    return [
        Happening(scene.days_ago(person.since), partial(_appoint, scene, person, *role))
        for person in people()
        for role in _roles(person)
    ]


def _roles(person: Person) -> list[tuple[RoleKind, str, bool]]:
    """Each role of a person: the kind, the key of its organisation, and whether they may sign."""
    representing, champion = RoleKind.REPRESENTATIVE, RoleKind.CHAMPION
    found: list[tuple[RoleKind, str, bool]] = [(kind, "", False) for kind in person.kinds]
    found += [(representing, person.organisation, True)] if person.organisation else []
    found += [(representing, person.trustee, False)] if person.trustee else []
    found += [(champion, person.champion, False)] if person.champion else []
    found += [(RoleKind.LEAD, person.lead, False)] if person.lead else []
    return found


def _appoint(
    scene: Scene, person: Person, kind: RoleKind, organisation: str, may_sign: bool, at: datetime
) -> None:
    appointment = actions.Appointment(
        email=person.email,
        name=person.name,
        kind=kind,
        starts=at.date(),
        organisation=scene.organisations.get(organisation),
        may_sign=may_sign,
        area_of_organisation=person.area,
        ends=scene.today + person.ends_in * DAY if person.ends_in else None,
    )
    by = SYSTEM if person.key == OFFICER else scene.officer
    actions.appoint(scene.area, appointment, actor=by, at=at)


def _close_accounts(scene: Scene) -> None:
    pks = [scene.users[person.key].pk for person in people() if person.closed]
    User.objects.filter(pk__in=pks).update(is_active=False)
