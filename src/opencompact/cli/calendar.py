"""The holidays of an area: `calendar list`, `add`, `import`. Open cases are dated anew at once."""

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, day, options, say, weekday
from opencompact.formats.govuk import bank_holidays


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    calendar = commands.add_parser("calendar", help="see and change the holidays of an area")
    inner = calendar.add_subparsers(metavar="ACTION", required=True)
    listed = inner.add_parser("list", help="list the holidays that the area's days are counted by")
    listed.add_argument("slug", help="the area")
    listed.add_argument("--year", type=int, help="one year alone")
    options(listed)
    listed.set_defaults(run=_list)
    one = inner.add_parser("add", help="note a holiday of the area's own, or one that it works")
    one.add_argument("slug", help="the area")
    one.add_argument("day", type=day, help="as 2026-12-24")
    one.add_argument("name", help="why: what people call the day")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--working", action="store_true", help="work is done on this day")
    which.add_argument(
        "--forget", action="store_true", help="drop what was noted; the nation's calendar holds"
    )
    options(one)
    one.set_defaults(run=_add)
    imports = inner.add_parser("import", help="bring areas up to GOV.UK's list of bank holidays")
    imports.add_argument("file", type=Path, help="the list, saved as a file (JSON)")
    imports.add_argument("--area", metavar="SLUG", help="one area alone; else all of them")
    options(imports)
    imports.set_defaults(run=_import)


def _list(asked: argparse.Namespace) -> int:
    started(asked)
    from opencompact.base.areas.models import LocalHoliday
    from opencompact.base.areas.queries import calendar_for
    from opencompact.base.areas.scoping import within

    area = area_at(asked.slug)
    with within(area):
        own = {one.day: one for one in LocalHoliday.objects.all()}
    days = {
        on: (name, "area" if on in own else area.nation) for on, name in calendar_for(area).holidays
    }
    days |= {on: (one.name, "works") for on, one in own.items() if one.working}
    shown = [(on, *days[on]) for on in sorted(days) if asked.year in {None, on.year}]
    if asked.json:
        listed = [{"day": on, "name": name, "of": whose} for on, name, whose in shown]
        answer({"area": area.slug, "nation": area.nation, "days": listed})
        return 0
    words = {"area": "  (the area's own)", "works": "  (the area works)"}
    for on, name, whose in shown:
        say(f"{weekday(on):<30} {name}{words.get(whose, '')}")
    return 0


def _add(asked: argparse.Namespace) -> int:
    at = started(asked)
    from opencompact.apps.disputes.actions import forget_day, note_days
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.base.areas.scoping import within

    area = area_at(asked.slug)
    with within(area):
        if asked.forget:
            changed = forget_day(area, asked.day, actor=SYSTEM, at=at)
        else:
            days = [(asked.day, asked.name, asked.working)]
            changed = note_days(area, days, actor=SYSTEM, at=at)
    _tell(asked, [(area, changed)])
    return 0


def _import(asked: argparse.Namespace) -> int:
    try:
        listed = bank_holidays(asked.file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{asked.file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{asked.file} is no text: give the list as JSON.") from None
    at = started(asked)
    from opencompact.base.areas.models import Area

    areas = [area_at(asked.area)] if asked.area else list(Area.objects.order_by("slug"))
    _tell(asked, [(area, _brought(area, listed.get(area.nation, ()), at)) for area in areas])
    return 0


def _brought(area: Any, listed: Iterable[tuple[date, str]], at: datetime) -> Any:
    from opencompact.apps.disputes.actions import differing, note_days
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.base.areas.scoping import within

    with within(area):
        return note_days(area, differing(area, listed), actor=SYSTEM, at=at)


def _tell(asked: argparse.Namespace, changed: list[tuple[Any, Any]]) -> None:
    if asked.json:
        rows = [{"area": area.slug, "days": one.days, "moved": one.moved} for area, one in changed]
        answer({"areas": rows})
        return
    for area, one in changed:
        days = "1 day" if one.days == 1 else f"{one.days} days"
        moved = "1 date" if one.moved == 1 else f"{one.moved} dates"
        say(f"{area.name}: {days} changed, {moved} of open cases moved.")
    if not changed:
        say("There is no area yet. Make one with: opencompact area add.")
