"""Writes a table into the register, 500 rows a transaction: stopped anywhere, it can go on."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from opencompact.apps.organisations.actions import slugs
from opencompact.apps.organisations.models import ImportRun, Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.formats.tables import Table

from .cleaning import Candidate
from .columns import Choices
from .planning import CHUNK, Chunk, Plan
from .tally import VERB, ImportReport, Tally

CHANGED = (
    "name", "sector", "kinds", "size", "address", "locality", "postcode", "website",
    "other_identifiers", "match_key", "search", "updated_at", "version",
)  # fmt: skip


def import_table(  # noqa: PLR0913 - the one door for tables; each is a choice of the caller
    area: Area,
    table: Table,
    choices: Choices,
    *,
    actor: Actor,
    at: datetime,
    run: ImportRun | None = None,
    dry_run: bool = False,
    rows: int | None = None,
) -> ImportReport:
    """Bring `table` into the register of `area`; with a run, go on where it stands.

    `dry_run` writes nothing and says what would happen; `rows` stops after about so many rows.
    Call it inside the area and outside a transaction. Source: ORG-2.
    """
    plan = Plan(table, choices)
    if dry_run:
        return look_ahead(plan)
    tally = Tally(plan, run)
    left = len(plan.items) if rows is None else rows
    while left > 0 and (done := _write_next(area, tally, actor=actor, at=at)):
        left -= done
    return tally.report


def look_ahead(plan: Plan) -> ImportReport:
    """Return what writing all of `plan` would do. Reads only."""
    tally = Tally(plan)
    plan.ready(0)
    for start in range(0, len(plan.items), CHUNK):
        tally.add(Chunk(plan, plan.items[start : start + CHUNK]))
    return tally.report


def _write_next(area: Area, tally: Tally[Plan], *, actor: Actor, at: datetime) -> int:
    """Write the next rows in one transaction; return how many there were, 0 at the end."""
    plan = tally.plan
    with transaction.atomic():
        # One import at a time in an area: the next one sees all that this one has written.
        Area.objects.select_for_update(no_key=True).get(pk=area.pk)
        start = tally.start()
        items = plan.items[start : start + CHUNK]
        if not items:
            return 0
        plan.ready(start)
        chunk = Chunk(plan, items, hold=True)
        entries = [*_add(area, chunk, plan, at), *_change(chunk, at)]
        audit.record_many(entries, actor=actor, area=area, at=at)
        tally.add(chunk)
        tally.save(actor=actor, at=at)
    plan.done(len(items))
    return len(items)


def _add(area: Area, chunk: Chunk, plan: Plan, at: datetime) -> Iterator[audit.Entry]:
    """Add the organisations that are new."""
    addresses = slugs.free(item.name for item in chunk.new)
    new = [
        _organisation(area, item, slug, item.sector or plan.sector, at)
        for item, slug in zip(chunk.new, addresses, strict=True)
    ]
    Organisation.objects.bulk_create(new)
    for item, organisation in zip(chunk.new, new, strict=True):
        plan.first_rows[organisation.pk] = item.row
        yield _entry(organisation, item.row, added=True)


def _organisation(
    area: Area, item: Candidate, slug: str, sector: str, at: datetime
) -> Organisation:
    identifier, *others = item.identifiers or ("",)
    organisation = Organisation(
        area=area,
        name=item.name,
        slug=slug,
        sector=sector,
        kinds=list(item.kinds),
        size=item.size,
        identifier=identifier,
        other_identifiers=others,
        address=item.address,
        locality=item.locality,
        postcode=item.postcode,
        website=item.website,
        created_at=at,
        updated_at=at,
    )
    organisation.prepare()
    return organisation


def _change(chunk: Chunk, at: datetime) -> Iterator[audit.Entry]:
    """Write the organisations that changed, all of them in one statement."""
    for row, organisation, fields in chunk.changed:
        organisation.updated_at, organisation.version = at, organisation.version + 1
        organisation.prepare()
        yield _entry(organisation, row, fields=fields)
    Organisation.objects.bulk_create(
        [organisation for _, organisation, _ in chunk.changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=list(CHANGED),
    )


def _entry(organisation: Organisation, row: int, **data: Any) -> audit.Entry:
    label = organisation._meta.label  # noqa: SLF001 - Django's public name for it
    return audit.Entry(VERB, label, str(organisation.pk), {"row": row, **data})
