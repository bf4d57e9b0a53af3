"""Loading an area from a folder: every hash is checked first, and it is all taken in or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from opencompact import __version__
from opencompact.base import audit
from opencompact.base.accounts.actions import enrol
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit import carrying
from opencompact.core.record import record

from . import clearing, erasing, papers, rows, tables
from .exporting import FORMAT, PEOPLE, Progress, Table, people_by_id, rows_of
from .folder import MANIFEST, ArchiveError, digest_of_file, inside, manifest_of

Ids = dict[str, UUID]


@record
class Compared:
    """One table: its rows and hash in the folder, and as they stand in the database now."""

    table: str
    rows: int
    given: str
    found: str

    @property
    def equal(self) -> bool:
        return self.given == self.found


@record
class Imported:
    """An area that was taken in: each table compared, and the people who were here before."""

    slug: str
    name: str
    tables: tuple[Compared, ...]
    files: int
    matched: int
    fresh: tuple[UUID, ...]
    events: int
    erased_again: int = 0

    @property
    def made(self) -> int:
        """How many people got an account."""
        return len(self.fresh)


def import_area(folder: Path, *, at: datetime, progress: Progress) -> Imported:
    """Take in the area of a folder. ArchiveError, and nothing written, when anything is wrong."""
    progress("Checking every file")
    manifest = manifest_of(folder)
    _fits(manifest)
    copied: list[str] = []
    try:
        with transaction.atomic():
            taken = _load(folder, manifest, copied, at, progress)
            clearing.replay(settings.DATA, at=at)
            again = erasing.replay(settings.DATA, at=at, fresh=frozenset(taken.fresh))
            return replace(taken, erased_again=again)
    except BaseException:
        for path in copied:
            default_storage.delete(path)
        raise


def _fits(manifest: dict[str, Any]) -> None:
    if not {"format", "software", "tables", "history", "files"} <= set(manifest):
        raise ArchiveError(f"{MANIFEST} is not whole. Use an unchanged copy.")
    if manifest.get("format") != FORMAT or manifest.get("software") != __version__:
        raise ArchiveError(
            f"This was written by OpenCompact {manifest.get('software')}, and this is"
            f" {__version__}. Load it with that version, then update."
        )
    wanted = [tables.label(model) for model in tables.area_models()]
    if [one["table"] for one in manifest["tables"]] != wanted:
        raise ArchiveError("It has other tables than this software: use the version that wrote it.")


def _load(
    folder: Path, manifest: dict[str, Any], copied: list[str], at: datetime, progress: Progress
) -> Imported:
    ids, fresh = _people(folder)
    area = _area(folder)
    with within(area):
        for model in tables.area_models():
            progress(f"Loading {tables.label(model)}")
            _table(folder, model, area, ids)
        _afterwards(folder)
        _no_strangers(area)
        events = _history(folder, manifest, area, ids, at)
        _files(folder, manifest, area, copied)
        connection.check_constraints()
        progress("Comparing every table")
        compared = tuple(_compared(manifest, area))
    data = {"manifest": digest_of_file(folder / MANIFEST), "rows": sum(c.rows for c in compared)}
    audit.record("archive.import_area", actor=SYSTEM, area=None, obj=area, data=data, at=at)
    matched = len(ids) - len(fresh)
    return Imported(area.slug, area.name, compared, len(copied), matched, fresh, events)


def _lines(folder: Path, place: str) -> Iterator[dict[str, Any]]:
    path = inside(folder, place)
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield rows.read(line)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{place} cannot be read: {error}.") from None


def _people(folder: Path) -> tuple[Ids, tuple[UUID, ...]]:
    """Our id for each address, and the accounts made; who is here already keeps their own."""
    users = get_user_model().objects
    ids: Ids = {}
    fresh = []
    for one in _lines(folder, PEOPLE):
        email = str(one["email"])
        known = users.filter(email=email).first()
        ids[email] = known.pk if known else _enrolled(email, one)
        if known is None:
            fresh.append(ids[email])
    return ids, tuple(fresh)


def _enrolled(email: str, said: dict[str, Any]) -> UUID:
    user = enrol(email=email, name=str(said["name"]))
    if not said["active"]:
        user.is_active = False
        user.save(update_fields=["is_active"])
    return user.pk


def _area(folder: Path) -> Area:
    """The area of the folder; refused when its address is taken by one that holds anything."""
    (data,) = _lines(folder, f"data/{tables.label(Area)}.jsonl")
    area: Area = _restored(Area, data)
    try:
        area.clean_fields()
    except ValidationError as error:
        raise ArchiveError(f"The area itself does not fit: {' '.join(error.messages)}") from None
    there = Area.objects.filter(slug=area.slug).first() or Area.objects.filter(pk=area.pk).first()
    if there is not None:
        if not _is_empty(there):
            raise ArchiveError(
                f"There is an area at /{there.slug}/ already, so nothing was taken in. Load this in"
                " another installation."
            )
        there.delete()
    return area


def _is_empty(area: Area) -> bool:
    """Say whether nothing at all belongs to an area."""
    with within(area):
        return not any(
            model._base_manager.filter(**{tables.area_field(model): area.pk}).exists()  # noqa: SLF001
            for model in tables.every_model()
            if model is not Area and tables.area_field(model)
        )


def _restored(model: tables.Model, data: dict[str, Any]) -> Any:
    try:
        return rows.restored(model, data)
    except ValueError as error:
        raise ArchiveError(f"A row of {tables.label(model)} does not fit: {error}.") from None


def _table(folder: Path, model: tables.Model, area: Area, ids: Ids) -> None:
    first = tables.FIRST.get(tables.label(model), {})
    loaded = []
    for data in _lines(folder, f"data/{tables.label(model)}.jsonl"):
        row = _restored(model, _by_id(model, data, ids))
        owner = tables.area_field(model)
        if (row.pk if owner == "pk" else getattr(row, f"{owner}_id")) != area.pk:
            raise ArchiveError(f"A row of {tables.label(model)} belongs to another area.")
        for name, value in first.items():
            setattr(row, name, value)
        loaded.append(row)
    rows.write(loaded)


def _by_id(model: tables.Model, data: dict[str, Any], ids: Ids) -> dict[str, Any]:
    """The row with our ids of people in place of their addresses."""
    named = {f.attname for f in tables.fields(model) if tables.is_person(model, f)}
    return {k: str(ids.get(v, v)) if k in named and v else v for k, v in data.items()}


def _afterwards(folder: Path) -> None:
    """Set what a guard takes only now: an edition is a draft while its commitments are written."""
    for model in tables.area_models():
        if first := tables.FIRST.get(tables.label(model)):
            for data in _lines(folder, f"data/{tables.label(model)}.jsonl"):
                row = _restored(model, data)
                values = {name: getattr(row, name) for name in first}
                model._default_manager.filter(pk=row.pk).update(**values)  # noqa: SLF001


def _no_strangers(area: Area) -> None:
    """Refuse rows that point to something of another area."""
    for model in tables.area_models():
        for field in tables.fields(model):
            other = field.related_model if isinstance(field, models.ForeignKey) else None
            if other is None or other is Area or other not in tables.area_models():
                continue
            pointed = rows_of(model, area).exclude(**{field.name: None})
            there = f"{field.name}__{tables.area_field(other)}"
            if pointed.exclude(**{there: area}).exists():
                raise ArchiveError(f"{tables.label(model)} points to something of another area.")


def _history(folder: Path, manifest: dict[str, Any], area: Area, ids: Ids, at: datetime) -> int:
    count = 0
    for number, said in enumerate(manifest["history"], 1):
        events = [_event(one) for one in _lines(folder, f"data/history-{number}.jsonl")]
        strand = carrying.Strand(said["head_count"], said["head_hash"], tuple(events))
        faults = list(carrying.faults(area.pk, events))
        if faults or strand.digest != said["digest"]:
            raise ArchiveError(" ".join(faults) or f"The history in part {number} is not whole.")
        actors = {
            UUID(one["actor_id"]): ids[one["email"]]
            for one in _lines(folder, f"data/history-{number}-people.jsonl")
        }
        carrying.take_in(area, strand, number, actors, by=SYSTEM, at=at)
        count += len(events)
    return count


def _event(data: dict[str, Any]) -> dict[str, Any]:
    uuids = {name: UUID(data[name]) if data[name] else None for name in ("area_id", "actor_id")}
    return {**data, **uuids, "at": datetime.fromisoformat(data["at"])}


def _files(folder: Path, manifest: dict[str, Any], area: Area, copied: list[str]) -> None:
    """Copy the files that rows speak of, each to the path that its own row says."""
    places = {one["path"]: one["place"] for one in manifest["files"]}
    for model in filter(papers.holds_files, tables.area_models()):
        for row in rows_of(model, area).order_by("pk"):
            for stored in papers.files_of(row):
                _copy(folder, places, stored, copied)


def _copy(folder: Path, places: dict[str, str], stored: papers.Stored, copied: list[str]) -> None:
    place = places.get(stored.path, "")
    source = inside(folder, place)
    if not place or not source.is_file():
        raise ArchiveError(f"The file {stored.path} is not in the folder.")
    if stored.sha256 and digest_of_file(source) != stored.sha256:
        raise ArchiveError(f"{place} is not the file that was handed in.")
    if default_storage.exists(stored.path):
        raise ArchiveError(f"There is another file at {stored.path} already.")
    with source.open("rb") as file:
        copied.append(stored.path)
        if default_storage.save(stored.path, File(file)) != stored.path:
            raise ArchiveError(f"The file {stored.path} could not be kept under its name.")


def _compared(manifest: dict[str, Any], area: Area) -> Iterator[Compared]:
    """Write every table out again and compare; a difference undoes everything."""
    people = people_by_id()
    for one, model in zip(manifest["tables"], tables.area_models(), strict=True):
        said = Table(one["table"], one["rows"], one["sha256"])
        lines = rows.lines(model, rows_of(model, area), people)
        found = Compared(said.table, said.rows, said.sha256, rows.digest(lines))
        if not found.equal:
            raise ArchiveError(f"{said.table} is not the same here as in the folder.")
        yield found
