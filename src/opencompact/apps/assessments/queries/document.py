"""An assessment as one text, which the PDF is made of."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from opencompact.apps.assessments.models import Assessment, Effect
from opencompact.apps.assessments.queries.groups import group_names
from opencompact.base.ui.dates import day
from opencompact.core.record import record
from opencompact.formats.typeset import as_typed


@record
class Touched:
    """What a decision does to somebody: who, the effect, and how that is known."""

    name: str
    effect: str
    words: str = ""


def document(one: Assessment) -> str:
    """Everything that an assessment says, in Markdown; what is not said is called not known."""
    return "\n\n".join(_parts(one)) + "\n"


def _parts(one: Assessment) -> Iterator[str]:
    yield f"# {as_typed(one.title)}"
    yield f"{one.get_depth_display()} {one.number}"
    if one.is_draft:
        yield f"**{_('This is a draft. It has not been published.')}**"
    yield "\n".join(f"- {label}: {as_typed(said)}" for label, said in _facts(one))
    yield from _text(_("What is to change, and why"), one.about)
    yield f"## {_('Whom it touches')}"
    yield _table(one)
    for heading, *said in texts(one):
        yield from _text(heading, *said)
    if one.need:
        yield from _text(_("What came of the screening"), one.get_need_display(), one.need_words)
    if one.reviewed_on:
        yield from _text(_("Looked at again on {day}").format(day=day(one.reviewed_on)), one.found)


def _facts(one: Assessment) -> Iterator[tuple[str, str]]:
    unknown = _("not known")
    yield _("Organisation"), one.body.name
    yield _("Decision"), one.decision
    yield _("Decided on"), day(one.decided_on) if one.decided_on else unknown
    if one.decision_link:
        yield _("Paper"), one.decision_link
    yield _("Assessed on"), day(one.assessed_on) if one.assessed_on else unknown
    if one.published_on:
        yield _("Published on"), day(one.published_on)
    if one.review_on:
        yield _("To be looked at again by"), day(one.review_on)


def _text(heading: str, *texts: str) -> Iterator[str]:
    said = [as_typed(text) for text in texts if text.strip()]
    yield f"## {as_typed(heading)}"
    yield from said or [_("Nothing is said about this.")]


def _table(one: Assessment) -> str:
    head = f"| {_('Who')} | {_('Effect')} | {_('How that is known')} |\n|---|---|---|"
    rows = [(row.name, str(Effect(row.effect).label), row.words) for row in touched(one)]
    return "\n".join([head, *(f"| {' | '.join(map(_cell, row))} |" for row in rows)])


def _cell(text: str) -> str:
    return " ".join(as_typed(text).split())


def touched(one: Assessment) -> list[Touched]:
    """What is said of everybody, organisations first; of whom nobody said, it is not known."""
    said = {each.group: each for each in one.effects.all()}
    groups = [
        Touched(name, said[key].effect, said[key].words)
        if key in said
        else Touched(name, Effect.UNKNOWN)
        for key, name in group_names(one).items()
    ]
    return [
        Touched(_("Voluntary and community organisations"), one.sector_effect, one.sector_words),
        Touched(_("People who use their services"), one.users_effect, one.users_words),
        *groups,
    ]


def texts(one: Assessment) -> list[tuple[str, str, str]]:
    """What is written, each with its heading and a web address that belongs to it."""
    return [
        (_("Evidence"), one.evidence, ""),
        (_("Who was asked"), one.asked, one.consultation_link),
        (_("What softens the harm"), one.mitigation, ""),
    ]
