"""Everything that is held about one person, for that person: nothing of anybody else's in it."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.consultations.models import Document as Published
from opencompact.apps.disputes.models import Document, RoomPaper
from opencompact.apps.disputes.models.letters import LETTER
from opencompact.apps.organisations.models import Signature
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import unscoped
from opencompact.base.audit.models import Event, ImportedActor, ImportedEvent, kind
from opencompact.base.ui.dates import moment
from opencompact.core.record import record

from . import papers, rows, tables, traces
from .folder import new_file, new_folder
from .naming import Names
from .naming_people import addresses_of, everywhere, forms, is_telling, pattern, telling_names
from .staying import SECRET_NAMES

OTHER: Final = "[another person]"
ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# The tables that hold addresses as text, beside those that point to an account.
TO: Final = {
    "consultations.Response": "email",
    "disputes.Report": "email",
    "notify.Message": "to_address",
}
# That somebody is named in a report is not said: it would tell of the report.
UNTOLD: Final = frozenset({"disputes.JointMember", "disputes.Report", "disputes.ReportEntry"})
CHAIN: Final = (Event, ImportedEvent)
# The apps whose rows, and whose steps in the history, may be sealed from an officer.
CONFIDENTIAL: Final = ("disputes.", "notify.")
# What people say of somebody's papers is about the papers, and their own.
OF_OTHERS: Final = frozenset({"disputes.BundleMark", "disputes.PaperWord"})
Held = dict[str, list[dict[str, Any]]]

TITLE: Final = gettext_noop("What is held about {name}")
README: Final = (
    gettext_noop("Made on {at} for {email}."),
    gettext_noop(
        "This is everything that {place} keeps about you: your account, your roles, what you"
        " signed, what you did, and the mail that was written to you. Names and addresses of other"
        " people were taken out, also in what you wrote yourself. `data.json` holds the same for a"
        " program. Papers that you handed in are in the folder `papers`."
    ),
    gettext_noop(
        "What other people wrote about you in a confidential case is not in here. Where you are"
        " named in such a place, this says in which table, and the officers decide what they can"
        " give you without betraying somebody else's confidence: {mentions}."
    ),
    gettext_noop("You can ask for anything that is wrong to be corrected, and to be erased."),
)


@record
class Subject:
    """What is held about a person: rows by table, papers by place, and where others name them."""

    name: str
    email: str
    at: datetime
    place: str
    held: Held
    papers: dict[str, str]
    mentions: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(map(len, self.held.values()))


def subject_access(
    person: Any, *, area: Area | None = None, sealed: bool = False, by: Actor, at: datetime
) -> Subject:
    """Gather what is held about somebody, in one area or everywhere, and record that it was done.

    The caller holds a transaction.
    """
    found = gather(person, area=area, sealed=sealed, at=at)
    data = {"rows": found.rows, "papers": len(found.papers)}
    audit.record("archive.subject_access", actor=by, area=area, obj=person, data=data, at=at)
    return found


def gather(person: Any, *, area: Area | None = None, sealed: bool = False, at: datetime) -> Subject:
    """What is held about somebody, with everybody else taken out of it.

    `sealed` leaves out what they did and were sent in confidence: an officer hands this on.
    """
    addresses = addresses_of(person)
    with unscoped():  # one person, perhaps with roles in several areas
        clean = _Cleaner(person, addresses)
        held, mentions = {}, {}
        words = pattern([*telling_names(person), *addresses])
        for model in tables.every_model():
            label = tables.label(model)
            if label == "sessions.Session" or (sealed and label.startswith(CONFIDENTIAL)):
                continue
            mine = [
                one
                for one in _rows(model, person, addresses, area)
                if not (sealed and _is_sealed(one))
            ]
            if mine:
                held[label] = [clean.row(one) for one in mine]
            if named := _mentions(model, words, {one.pk for one in mine}, area):
                mentions[label] = named
        given = _papers(person, area, sealed=sealed)
    place = area.name if area else _("this site")
    return Subject(str(person), person.email, at, place, held, given, mentions)


class _Cleaner:
    """Takes other people out of rows: their ids, their names, every address but one's own."""

    def __init__(self, person: Any, addresses: set[str]) -> None:
        others = list(get_user_model().objects.exclude(pk=person.pk).values_list("pk", "name"))
        signed = Signature._base_manager.exclude(user=person).values_list("signed_by", flat=True)  # noqa: SLF001
        own = person.name.casefold()
        names = {name for name in (*(name for _, name in others), *signed) if is_telling(name)}
        self.names = pattern(f for name in names if name.casefold() != own for f in forms(name))
        self.ids = {str(pk) for pk, _ in others}
        self.person, self.addresses = person, addresses

    def row(self, row: Any) -> dict[str, Any]:
        """A row as plain data for the person it is about."""
        model = type(row)
        return {
            field.attname: self._value(model, field, getattr(row, field.attname))
            for field in tables.fields(model)
            if not any(word in field.name for word in SECRET_NAMES)
        }

    def _value(self, model: tables.Model, field: Any, value: Any) -> Any:
        named = tables.is_person(model, field) or (model in CHAIN and field.name == "actor_id")
        if named and value is not None and value != self.person.pk:
            return OTHER
        return everywhere(rows.plain(field, value), self._text)

    def _text(self, text: str) -> str:
        if text in self.ids:
            return OTHER
        text = self.names.sub(OTHER, text) if self.names else text
        return ADDRESS.sub(self._address, text)

    def _address(self, found: re.Match[str]) -> str:
        return found[0] if found[0].lower() in self.addresses else OTHER


def _rows(
    model: tables.Model, person: Any, addresses: set[str], area: Area | None
) -> Iterator[Any]:
    """The rows of a table that are about somebody."""
    if model is get_user_model():
        yield person
        return
    about = _about(model, person, addresses)
    if about is None:
        return
    found = model._base_manager.filter(about).order_by("pk").distinct()  # noqa: SLF001
    owner = tables.area_field(model)
    if area is not None and owner and owner != "pk":
        found = found.filter(**{owner: area})
    yield from found.iterator(chunk_size=2000)


def _about(model: tables.Model, person: Any, addresses: set[str]) -> Q | None:
    if model in CHAIN:
        return _in_the_chain(model, person)
    found = Q()
    for field in tables.fields(model):
        if tables.is_person(model, field):
            found |= Q(**{field.attname: person.pk})
        elif isinstance(field, models.ForeignKey) and tables.label(model) not in OF_OTHERS:
            for name in tables.PEOPLE.get(tables.label(field.related_model), ()):
                if name == "actor_id":
                    found |= Q(**{f"{field.name}__{name}": person.pk})
    if column := TO.get(tables.label(model)):
        found |= Q(**{f"{column}__in": addresses})
    return found or None


def _is_sealed(row: Any) -> bool:
    """Say whether an event of the history tells of a case."""
    return isinstance(row, CHAIN) and row.verb.startswith(CONFIDENTIAL)


def _in_the_chain(model: tables.Model, person: Any) -> Q:
    """What somebody did, and what was done about them: appointed, seated, asked for."""
    ids = {person.pk}
    if model is ImportedEvent:
        ids |= set(ImportedActor.objects.filter(user=person).values_list("actor_id", flat=True))
    found = Q(actor_id__in=ids)
    for pk in ids:
        found |= Q(object_type=kind(person), object_id=str(pk)) | Q(data__icontains=str(pk))
    return found


def _mentions(
    model: tables.Model, words: re.Pattern[str] | None, mine: set[Any], area: Area | None
) -> int:
    """How many rows of a table name somebody that are not about them."""
    label, owner = tables.label(model), tables.area_field(model)
    if words is None or label in traces.LEFT | UNTOLD or tables.stays(model):
        return 0
    found = model._base_manager.all()  # noqa: SLF001
    if area is not None and owner:
        found = found.filter(**{owner: area})
    return sum(_is_named(one, words) for one in found if one.pk not in mine)


def _is_named(row: Any, words: re.Pattern[str]) -> bool:
    """Whether somebody is named in a row, or in the document of a consultation that it is."""
    by_row = bool(traces.is_mentioned(row, words))
    return by_row or (isinstance(row, Published) and traces.is_named_in(row, words))


def _papers(person: Any, area: Area | None, *, sealed: bool) -> dict[str, str]:
    """The papers somebody handed in: where each lies here, by its place in the answer."""
    names = Names()
    published = Published._base_manager.filter(added_by=person)  # noqa: SLF001
    if area is not None:
        published = published.filter(area=area)
    found = [*([] if sealed else _of_cases(person, area)), *published.order_by("pk")]
    return {names.place("papers", one.name): one.path for one in found}


def _of_cases(person: Any, area: Area | None) -> list[Any]:
    """Those in cases and their rooms, which may be sealed from an officer."""
    later = Q(given_at__isnull=False)
    # A letter about a step is written by somebody else than whoever took the step.
    own = (~later & Q(event__actor_id=person.pk) & ~Q(need=LETTER)) | (
        later & Q(actor_id=person.pk)
    )
    with_steps = Document._base_manager.filter(own)  # noqa: SLF001
    in_rooms = RoomPaper._base_manager.filter(actor_id=person.pk)  # noqa: SLF001
    if area is not None:
        with_steps, in_rooms = with_steps.filter(area=area), in_rooms.filter(area=area)
    return [*with_steps.order_by("pk"), *in_rooms.order_by("pk")]


def pages(found: Subject) -> Iterator[tuple[str, bytes]]:
    """The files of the answer: to read, for a program, and the papers."""
    yield "README.md", _readable(found).encode()
    data = {"made_at": found.at.isoformat(), "about": found.email, "tables": found.held}
    yield "data.json", (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    for place, path in found.papers.items():
        yield place, b"".join(papers.chunks(path))


def zipped(found: Subject) -> bytes:
    """The answer as one zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for place, content in pages(found):
            package.writestr(zipfile.ZipInfo(place), content)
    return out.getvalue()


def write(found: Subject, place: Path) -> None:
    """Write the answer to a new folder, or to a new zip file."""
    if place.suffix.lower() == ".zip":
        with new_file(place) as file:
            file.write(zipped(found))
        return
    with new_folder(place) as folder:
        for name, content in pages(found):
            folder.put(name, content)


def _readable(found: Subject) -> str:
    mentions = ", ".join(f"{label} ({n})" for label, n in found.mentions.items())
    facts = {
        "name": found.name,
        "email": found.email,
        "at": moment(found.at),
        "place": found.place,
        "mentions": mentions or _("nowhere"),
    }
    said = [f"# {_(TITLE)}", *map(_, README)]
    parts = ["\n\n".join(one.format(**facts) for one in said) + "\n"]
    for label, held in found.held.items():
        parts.append(f"## {_title(label)}\n")
        for one in held:
            lines = [f"- {k.replace('_', ' ')}: {_shown(v)}" for k, v in one.items() if _says(k, v)]
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _title(label: str) -> str:
    """The name of a table in words."""
    words = str(apps.get_model(label)._meta.verbose_name_plural)  # noqa: SLF001
    return words[:1].upper() + words[1:]


def _says(name: str, value: Any) -> bool:
    """Say whether a person can make something of a column; the others are in data.json."""
    return bool(value) and name != "id" and not name.endswith(("_id", "hash", "previous"))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())
