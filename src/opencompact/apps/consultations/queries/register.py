"""Finding consultations: what is planned, open or closed, by body, theme, community and words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.consultations.models import Consultation, Feedback, Window
from opencompact.apps.consultations.policy import can_see
from opencompact.apps.organisations.models import naming
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record

DRAFT, OPEN, PLANNED, CLOSED, WITHDRAWN = "draft", "open", "planned", "closed", "withdrawn"
STATES: Final = {
    OPEN: gettext_noop("Open"),
    PLANNED: gettext_noop("Planned"),
    CLOSED: gettext_noop("Closed"),
    WITHDRAWN: gettext_noop("Withdrawn"),
    DRAFT: gettext_noop("Draft"),
}
COLOURS: Final = {OPEN: "green", PLANNED: "blue", DRAFT: "yellow"}
FIRST: Final = (DRAFT, OPEN, PLANNED, CLOSED, WITHDRAWN)
FAR: Final = date.max


@record
class Wanted:
    """What a reader asks of the register; empty values ask for nothing."""

    text: str = ""
    body: str = ""
    state: str = ""
    theme: str = ""
    community: str = ""


@record
class Row:
    """A consultation as it stands on a day, with its windows in order."""

    consultation: Consultation
    state: str
    windows: tuple[Window, ...]

    @property
    def state_name(self) -> str:
        return _(STATES[self.state])

    @property
    def colour(self) -> str:
        return COLOURS.get(self.state, "grey")

    @property
    def window(self) -> Window | None:
        """The window to name in a list: the one that is open, else the next, else the last."""
        return self.windows[-1] if self.windows else None

    @property
    def feedback(self) -> Feedback | None:
        """What came of it, once everybody may read it."""
        found = feedback_of(self.consultation)
        return found if found and found.published_on else None


def consultations(area: Area) -> QuerySet[Consultation]:
    """Every consultation of an area with all that a page shows of it."""
    windows = Prefetch("windows", Window.objects.prefetch_related("extensions"))
    found: QuerySet[Consultation] = (
        Consultation.objects.filter(area=area)
        .select_related("area", "body", "feedback")
        .prefetch_related(windows)
    )
    return found


def one(area: Area, actor: Actor, number: str) -> Consultation | None:
    """The consultation with a number, for somebody who may know of it."""
    found = consultations(area).filter(number=number).first()
    return found if found is not None and can_see(actor, found) else None


def feedback_of(consultation: Consultation) -> Feedback | None:
    """The feedback of a consultation, a draft too."""
    return getattr(consultation, "feedback", None)


def state_of(consultation: Consultation, on: date) -> str:
    """Where a consultation stands on a day."""
    if consultation.is_draft:
        return DRAFT
    if consultation.withdrawn_on is not None:
        return WITHDRAWN
    windows = consultation.windows.all()
    if any(one.opens <= on <= one.closes for one in windows):
        return OPEN
    return CLOSED if windows and all(one.closes < on for one in windows) else PLANNED


def open_window(consultation: Consultation, on: date) -> Window | None:
    """The window in which people can answer today; none when it was withdrawn or is a draft."""
    if state_of(consultation, on) != OPEN:
        return None
    return next(one for one in consultation.windows.all() if one.opens <= on <= one.closes)


def row(consultation: Consultation, on: date) -> Row:
    return Row(consultation, state_of(consultation, on), tuple(consultation.windows.all()))


def register(area: Area, actor: Actor, wanted: Wanted, on: date) -> list[Row]:
    """What somebody may know of, as they ask for it: drafts and what closes soonest first."""
    found = [row(one, on) for one in consultations(area) if can_see(actor, one)]
    return sorted(narrowed(found, wanted), key=_order)


def narrowed(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """The rows that fit what is asked for, in the same order."""
    return [one for one in rows if _fits(one, wanted)]


def published(area: Area, wanted: Wanted, on: date) -> list[Row]:
    """What everybody may know of, by number: what files and feeds hold."""
    found = [row(one, on) for one in consultations(area).exclude(published_on=None)]
    return sorted(narrowed(found, wanted), key=lambda one: one.consultation.number)


def _order(row: Row) -> tuple[int, int, str]:
    if row.state in {OPEN, PLANNED, DRAFT}:
        last = row.window
        day = (last.closes if row.state == OPEN else last.opens) if last else FAR
        return FIRST.index(row.state), day.toordinal(), row.consultation.number
    latest = row.window.closes.toordinal() if row.window else 0
    return FIRST.index(row.state), -latest, row.consultation.number


def _fits(row: Row, wanted: Wanted) -> bool:
    found = row.consultation
    return (
        wanted.state in {"", row.state}
        and wanted.body in {"", found.body.slug}
        and _among(wanted.theme, found.themes)
        and _among(wanted.community, found.communities)
        and has_words(found, wanted.text)
    )


def _among(word: str, words: Sequence[str]) -> bool:
    return not word or naming.plain(word) in map(naming.plain, words)


def has_words(found: Consultation, text: str) -> bool:
    """Whether every word asked for begins a word of what is said of a consultation."""
    said = [found.number, found.title, found.body.name, found.decision, found.audience]
    words = naming.plain(" ".join([*said, *found.themes, *found.communities]))
    return all(f" {word}" in f" {words}" for word in naming.plain(text).split())


@record
class Choices:
    """What the register can be narrowed by, each list in order."""

    bodies: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    communities: tuple[str, ...]


def choices(rows: Iterable[Row]) -> Choices:
    """The bodies, themes and communities of consultations, each once."""
    found = [one.consultation for one in rows]
    bodies = {one.body.slug: one.body.name for one in found}
    return Choices(
        tuple(sorted(bodies.items(), key=lambda one: one[1])),
        tuple(_once(word for one in found for word in one.themes)),
        tuple(_once(word for one in found for word in one.communities)),
    )


def _once(words: Iterable[str]) -> Iterator[str]:
    """Words that are only spelt in two ways are one."""
    known: dict[str, str] = {}
    for word in words:
        known.setdefault(naming.plain(word), word)
    yield from (known[key] for key in sorted(known))
