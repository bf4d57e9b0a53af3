"""Commands that work on an installation: area, import, audit."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from opencompact.cli import archive, grants, payments
from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, note, options, say
from opencompact.formats.nations import NATIONS
from opencompact.formats.packs import load

ROLES = ("officer", "chair", "mediator", "group-member", "returning-officer")


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    _add_area(commands)
    imports = commands.add_parser("import", help="take data in")
    inner = imports.add_subparsers(metavar="WHAT", required=True)
    _add_import(inner, "organisations", "take organisations in from a CSV or Excel file")
    _add_import(inner, "people", "take people and their roles in from a CSV or Excel file")
    grants.add_import(inner)
    payments.add_import(inner)
    archive.add_import(inner)
    audit = commands.add_parser("audit", help="check the history of who did what")
    inner = audit.add_subparsers(metavar="ACTION", required=True)
    verify = inner.add_parser("verify", help="prove that no event was changed, removed or added")
    verify.add_argument(
        "--head", type=Path, metavar="FILE", help="a note of an earlier day: a saved mail or text"
    )
    options(verify)
    verify.set_defaults(run=_verify)


def _add_import(inner: Any, what: str, says: str) -> None:
    rows = inner.add_parser(what, help=says)
    rows.add_argument("file", help="the file, or the web address of one")
    rows.add_argument("--area", required=True, metavar="SLUG")
    rows.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    options(rows)
    rows.set_defaults(run=_import, what=what)


def _add_area(commands: Any) -> None:
    area = commands.add_parser("area", help="make areas, adopt agreements, appoint people")
    inner = area.add_subparsers(metavar="ACTION", required=True)
    new = inner.add_parser("add", help="make an area that runs from a pack")
    new.add_argument("slug", help="its address: small letters, figures and hyphens")
    new.add_argument("--name", required=True, help="its name, as people say it")
    new.add_argument("--pack", type=Path, required=True, help="the folder of its pack")
    new.add_argument("--nation", choices=sorted(NATIONS), help="default: the pack's")
    new.add_argument("--colour", default="", help="one colour, as #0b5c5c")
    new.add_argument(
        "--languages", default="", help="en, cy or en,cy; default: both in Wales, else English"
    )
    new.add_argument("--officer", metavar="EMAIL", help="who looks after it")
    options(new)
    new.set_defaults(run=_area_add)
    speak = inner.add_parser("languages", help="say in which languages its pages can be read")
    speak.add_argument("slug")
    speak.add_argument("languages", help="en, cy or en,cy; the first is what people see at first")
    options(speak)
    speak.set_defaults(run=_area_languages)
    listed = inner.add_parser("list", help="list the areas")
    options(listed)
    listed.set_defaults(run=_area_list)
    adopt = inner.add_parser("adopt", help="adopt a new edition; running cases keep theirs")
    adopt.add_argument("slug")
    adopt.add_argument("pack", type=Path)
    options(adopt)
    adopt.set_defaults(run=_area_adopt)
    appoint = inner.add_parser("appoint", help="give somebody a role")
    appoint.add_argument("slug")
    appoint.add_argument("email")
    appoint.add_argument("role", choices=ROLES)
    appoint.add_argument("--name", default="", help="the person's name, when they are new")
    options(appoint)
    appoint.set_defaults(run=_area_appoint)


def _area_add(asked: argparse.Namespace) -> int:
    pack = load(asked.pack)
    at = started(asked)
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from opencompact.apps.agreement.actions import adopt_pack
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.base.areas.models import Area
    from opencompact.base.areas.scoping import within

    area = Area(
        slug=asked.slug,
        name=asked.name,
        nation=asked.nation or pack.nation,
        pack_key=pack.key,
        wording=pack.wording,
        languages=_languages(asked.languages, asked.nation or pack.nation),
        **({"colour": asked.colour} if asked.colour else {}),
    )
    try:
        area.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    with transaction.atomic():
        area.save()
        with within(area):
            adopt_pack(area, pack, actor=SYSTEM, at=at)
            if asked.officer:
                _appoint(area, asked.officer, "", "officer", at)
    _done(asked, f"{area.name} is at /{area.slug}/.", {"slug": area.slug, "pack": pack.key})
    return 0


def _languages(written: str, nation: str) -> list[str]:
    usual = ["en", "cy"] if nation == "wales" else ["en"]
    return [key.strip() for key in written.split(",")] if written else usual


def _area_languages(asked: argparse.Namespace) -> int:
    at = started(asked)
    from django.core.exceptions import ValidationError

    from opencompact.base.areas.actor import SYSTEM
    from opencompact.site.speaking import speak

    area = area_at(asked.slug)
    try:
        speak(area, _languages(asked.languages, area.nation), actor=SYSTEM, at=at)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    _done(asked, f"{area.name} can be read in {', '.join(area.languages)}.", {"slug": area.slug})
    return 0


def _done(asked: argparse.Namespace, line: str, data: dict[str, Any]) -> None:
    if asked.json:
        answer(data)
    else:
        say(line)


def _area_list(asked: argparse.Namespace) -> int:
    started(asked)
    from opencompact.base.areas.models import Area

    areas = list(Area.objects.order_by("slug").values("slug", "name", "nation", "pack_key"))
    if asked.json:
        answer({"areas": areas})
    else:
        for area in areas:
            say(f"{area['slug']:<20} {area['name']} ({area['nation']}, {area['pack_key']})")
        if not areas:
            say("There is no area yet. Make one with: opencompact area add.")
    return 0


def _area_adopt(asked: argparse.Namespace) -> int:
    pack = load(asked.pack)
    at = started(asked)
    from opencompact.apps.agreement.actions import AdoptionError, adopt_pack
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.base.areas.scoping import within

    area = area_at(asked.slug)
    try:
        with within(area):
            edition = adopt_pack(area, pack, actor=SYSTEM, at=at)
    except AdoptionError as error:
        raise CommandError(str(error)) from None
    _done(asked, f"{area.name} has adopted {edition.title}.", {"edition": edition.key})
    return 0


def _area_appoint(asked: argparse.Namespace) -> int:
    at = started(asked)
    from opencompact.base.areas.scoping import within

    area = area_at(asked.slug)
    with within(area):
        _appoint(area, asked.email, asked.name, asked.role, at)
    line = f"{asked.email} is now {asked.role} of {area.name}. They sign in with a code by e-mail."
    _done(asked, line, {"email": asked.email, "role": asked.role})
    return 0


def _appoint(area: Any, email: str, name: str, role: str, at: datetime) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from opencompact.apps.organisations.actions import Appointment, appoint
    from opencompact.base.areas.actor import SYSTEM, RoleKind
    from opencompact.base.areas.permission import NotNow

    try:
        validate_email(email)
        wanted = Appointment(email, name, RoleKind(role), timezone.localdate(at))
        appoint(area, wanted, actor=SYSTEM, at=at)
    except ValidationError:
        raise CommandError(f"“{email}” is no e-mail address.") from None
    except NotNow as error:
        raise CommandError(error.message) from None


def _import(asked: argparse.Namespace) -> int:
    from opencompact.formats.fetching import FetchError, is_address
    from opencompact.formats.tables import TableError

    if not is_address(asked.file) and not Path(asked.file).is_file():
        raise CommandError(f"There is no file {asked.file}.")
    at = started(asked)
    from opencompact.apps.organisations.tasks import import_file, import_people

    area = area_at(asked.area)
    take_in = import_people if asked.what == "people" else import_file
    try:
        found = take_in(area.slug, asked.file, dry_run=asked.dry_run, at=at)
    except (FetchError, TableError) as error:
        raise CommandError(f"{asked.file}: {error}") from None
    if asked.json:
        answer(found)
        return 0
    if found["note"]:
        note(found["note"])
    said = ", ".join(f"{found[key]} {key}" for key in ("created", "updated", "unchanged"))
    say(f"{'Would be: ' if asked.dry_run else ''}{found['read']} rows read, {said}.")
    for bad in found["rejected"]:
        say(f"Row {bad['row']} was left out: {bad['reason']}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    started(asked)
    from opencompact.base import audit
    from opencompact.base.audit import heads

    report = audit.verify()
    head = _head(asked.head) if asked.head else None
    faults = [*report.faults, *(heads.faults(head) if head else ())]
    if asked.json:
        told = {"head_at": head.at, "head_count": head.count} if head else {}
        answer({"checked": report.checked, "faults": faults, "head": report.head, **told})
    else:
        for fault in faults:
            say(fault)
        if head and not faults:
            say(f"The chain runs through the {head.count} events that it had on {head.at[:10]}.")
        say(f"{report.checked} events checked, {len(faults)} faults. Head: {report.head}")
    return 1 if faults else 0


def _head(path: Path) -> Any:
    """The head that a file holds; CommandError when it cannot be read or holds none."""
    from opencompact.base.audit import heads

    try:
        return heads.read(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except heads.NoHeadError as error:
        raise CommandError(f"{path}: {error}") from None
