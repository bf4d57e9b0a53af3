"""The same world with every text as long as it may be, without a space to break it at."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import unscoped, within
from tests.database import guards_lifted
from tests.site.proof.leaks import fields
from tests.site.proof.leaks.rule import OPEN

WORD, LONG, ROWS = "Llanfairpwllgwyngyllgogerychwyrndrobwll", 400, 60
PAPERS = frozenset({"Document", "RoomPaper"})
# Keys and addresses keep their form; the text of an edition is that of its pack.
KEPT = frozenset(
    {
        "binds", "clause", "colour", "commitments", "identifier", "key", "kinds", "label", "number",
        "other_identifiers", "pack_key", "postcode", "report", "slug", "source", "text", "wording",
    }
)  # fmt: skip

NUMBER = re.compile(r"-?\d+(\.\d+)?")

# A link in a mail is bound to this address: changed, it would open nothing.
BOUND = "disputes.Report.email"


def stretch(area: Area) -> None:
    """Fill every field that people write in, in every area, and the register with many rows."""
    with unscoped(), guards_lifted():
        for name, rule in fields.FIELDS.items():
            label, _, field = name.rpartition(".")
            if field not in KEPT and name != BOUND and (rule is OPEN or rule.readers):
                _fill(apps.get_model(label), field)
    with within(area):
        Organisation.objects.bulk_create(_row(area, number) for number in range(ROWS))


def _fill(model: type[models.Model], field: str) -> None:
    kind: Any = model._meta.get_field(field)
    for number, row in enumerate(model._default_manager.all()):
        value = _long(kind, getattr(row, field), number)
        model._default_manager.filter(pk=row.pk).update(**{field: value})


def _long(kind: Any, now: Any, number: int) -> Any:
    if isinstance(now, dict):
        return {key: _long(kind, one, number) for key, one in now.items()}
    if isinstance(now, list):
        return [_long(kind, one, number) for one in now]
    if isinstance(kind, models.EmailField):
        return f"{'a' * 50}{number}@{'b' * 60}.{'c' * 60}.example"
    if not now or _is_read(now):
        return now
    if kind.name == "website":
        return f"https://{'w' * 60}.example/{'p' * 200}"
    ending = ".pdf" if kind.name == "name" and kind.model.__name__ in PAPERS else ""
    most = kind.max_length or LONG
    return f"{number}{WORD * most}"[: most - len(ending)] + ending


def _is_read(text: str) -> bool:
    """Whether this is a day or a number that a page reads, which nobody can make longer."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return NUMBER.fullmatch(text) is not None
    return True


def _row(area: Area, number: int) -> Organisation:
    made = Organisation(area=area, name=f"{number}{WORD * 9}"[:200], slug=f"long-{number}")
    made.locality, made.address = WORD[:30] * 3, WORD * 9
    made.prepare()
    return made
