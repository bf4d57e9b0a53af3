"""An area as a folder that a person can read and that can be loaded again, whole."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from opencompact import __version__
from opencompact.apps.agreement.queries import editions
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit import carrying
from opencompact.core.record import record
from opencompact.formats.typeset import pdf

from . import papers, rows, tables
from .folder import Folder, new_folder
from .naming import Names, safe_name
from .readable import agreement, cases, lists, welcome

FORMAT: Final = 1
PEOPLE: Final = "data/people.jsonl"
Progress = Callable[[str], None]


@record
class Table:
    """A table of an export: how many rows it has, and the hash of all of them."""

    table: str
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        return f"data/{self.table}.jsonl"


@record
class Exported:
    """What an export holds; `sha256` is that of its manifest and stands for the whole."""

    tables: tuple[Table, ...]
    files: int
    sha256: str


@transaction.atomic
def export_area(area: Area, folder: Path, *, at: datetime, progress: Progress) -> Exported:
    """Write everything of an area to a new folder; ArchiveError when something is there already."""
    with within(area), new_folder(folder) as made:
        progress(f"Writing the data of {area.name}")
        found = tuple(_tables(area, made))
        strands = list(_history(area, made))
        progress("Writing the files")
        files = list(_files(area, made))
        progress("Writing what people read")
        _readable(area, made, at)
        manifest = {
            "format": FORMAT,
            "software": __version__,
            "made_at": at.isoformat(),
            "area": {"slug": area.slug, "name": area.name},
            "tables": [{"table": t.table, "rows": t.rows, "sha256": t.sha256} for t in found],
            "history": strands,
            "files": files,
        }
        whole = Exported(found, len(files), made.close(manifest))
    data = {"manifest": whole.sha256, "rows": sum(t.rows for t in found), "files": whole.files}
    audit.record("archive.export_area", actor=SYSTEM, area=None, obj=area, data=data, at=at)
    return whole


def people_by_id() -> dict[Any, str]:
    """The address of everybody with an account, by which rows name them outside."""
    return dict(get_user_model().objects.values_list("pk", "email"))


def rows_of(model: tables.Model, area: Area) -> Any:
    """The rows of a model that belong to an area, read inside it."""
    wanted = area.pk if model is Area else area
    return model._default_manager.filter(**{tables.area_field(model): wanted})  # noqa: SLF001


def _tables(area: Area, made: Folder) -> Iterator[Table]:
    people = people_by_id()
    named: set[str] = set()
    for model in tables.area_models():
        lines = _noting(rows.lines(model, rows_of(model, area), people), model, named)
        count, sha256 = made.put_lines(f"data/{tables.label(model)}.jsonl", lines)
        yield Table(tables.label(model), count, sha256)
    for strand in carrying.strands(area):
        ids = {one["actor_id"] for one in strand.events} & people.keys()
        named |= {*strand.people.values(), *(people[pk] for pk in ids)}
    made.put_lines(PEOPLE, _people(named))


def _noting(lines: Iterator[str], model: tables.Model, named: set[str]) -> Iterator[str]:
    """Pass rows on and note the addresses of the people they name."""
    names = [field.attname for field in tables.fields(model) if tables.is_person(model, field)]
    for line in lines:
        if names:
            named.update(filter(None, map(rows.read(line).get, names)))
        yield line


def _people(named: set[str]) -> Iterator[str]:
    found = get_user_model().objects.filter(email__in=named).order_by("email")
    for user in found:
        yield rows.text({"email": user.email, "name": user.name, "active": user.is_active}) + "\n"


def _history(area: Area, made: Folder) -> Iterator[dict[str, Any]]:
    """Each strand of the area's history, and who the ids in it are."""
    people = people_by_id()
    for number, strand in enumerate(carrying.strands(area), 1):
        events = [{k: rows.plain(None, v) for k, v in one.items()} for one in strand.events]
        here = {one["actor_id"] for one in strand.events} & people.keys()
        actors = strand.people or {pk: people[pk] for pk in here}
        file = f"data/history-{number}.jsonl"
        made.put_lines(file, (rows.text(one) + "\n" for one in events))
        made.put_lines(
            f"data/history-{number}-people.jsonl",
            (
                rows.text({"actor_id": str(pk), "email": email}) + "\n"
                for pk, email in sorted(actors.items(), key=str)
            ),
        )
        yield {
            "events": len(events),
            "digest": strand.digest,
            "head_count": strand.head_count,
            "head_hash": strand.head_hash,
        }


def _files(area: Area, made: Folder) -> Iterator[dict[str, str]]:
    """Copy every file that a row of the area speaks of; papers of cases lie with their case."""
    names = Names()
    places = cases.paper_places(area, names)
    for model in filter(papers.holds_files, tables.area_models()):
        for row in rows_of(model, area).order_by("pk"):
            for stored in papers.files_of(row):
                place = places.get(stored.path) or names.place("files", Path(stored.path).name)
                made.put(place, papers.chunks(stored.path))
                yield {"path": stored.path, "place": place}


def _readable(area: Area, made: Folder, at: datetime) -> None:
    on = timezone.localdate(at)
    kept = list(editions(area).order_by("adopted_on", "key"))
    for edition in kept:
        text = agreement.markdown(edition)
        place = f"agreement/{safe_name(edition.key)}"
        made.put(f"{place}.md", text.encode())
        made.put(f"{place}.pdf", pdf(text, title=str(edition), at=at))
    for name, content in lists.tables(area, on):
        made.put(name, content)
    stories = list(cases.pages(area, on))
    for page in stories:
        made.put(page.place, page.text.encode())
    made.put("README.md", welcome.text(area, kept, len(cases.every_case(area)), at).encode())
