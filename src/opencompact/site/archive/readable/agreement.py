"""An edition of the agreement as Markdown, from the pack that was adopted."""

import re
from collections.abc import Iterator
from typing import Final

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import pack_of
from opencompact.base.ui.dates import day
from opencompact.core.pack import Group, Pack, Part

HEADING: Final = re.compile(r"^(#+) ", re.MULTILINE)
BELOW, DEEPEST = 3, 6


def markdown(edition: Edition) -> str:
    """The whole edition: its chapters, the pledge, the words, and every commitment in a table."""
    pack = pack_of(edition)
    return "\n\n".join(part.strip() for part in _all(edition, pack) if part.strip()) + "\n"


def _all(edition: Edition, pack: Pack) -> Iterator[str]:
    yield f"# {edition.title}"
    yield f"{edition.label}. {standing(edition)}"
    yield pack.summary
    for part in pack.parts:
        yield from _part(part)
    if pack.pledge:
        yield "## The pledge"
        yield _quote(pack.pledge.text.replace("{organisation}", "[organisation]"))
        yield "\n".join(f"- {condition}" for condition in pack.pledge.conditions)
        yield pack.pledge.withdrawal
    if pack.glossary:
        yield "## Words explained"
        yield "\n".join(f"- **{term.term}**: {_line(term.meaning)}" for term in pack.glossary)
    yield "## Every commitment"
    yield _table(pack)
    yield f"Made from “{pack.source.title}”, published by {pack.source.publisher}."


def standing(edition: Edition) -> str:
    """Since when an edition is in force, or from when to when it was."""
    if edition.adopted_on is None:
        return "It has not been adopted."
    if edition.superseded_on is None:
        return f"In force since {day(edition.adopted_on)}."
    return f"In force from {day(edition.adopted_on)} to {day(edition.superseded_on)}."


def _part(part: Part) -> Iterator[str]:
    yield f"## {part.number} {part.title}" if part.number else f"## {part.title}"
    yield _lowered(part.prose)
    for group in part.groups:
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield f"### {group.number} {group.title}" if group.number else f"### {group.title}"
    yield group.intro
    for one in group.commitments:
        yield f"**{f'{one.number} {one.title}'.strip()}.** {one.text.strip()}"


def _lowered(prose: str) -> str:
    """Headings of a chapter's prose go below the chapter's own, the highest of them directly."""
    levels = [len(found[1]) for found in HEADING.finditer(prose)]
    lift = BELOW - min(levels, default=BELOW)
    return HEADING.sub(lambda found: "#" * min(len(found[1]) + lift, DEEPEST) + " ", prose)


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.strip().splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(pack: Pack) -> str:
    names = {sector.key: sector.short for sector in pack.sectors}
    rows = [
        f"| {one.number} | {_cell(one.title)} | {', '.join(names[key] for key in one.binds)} |"
        for one in pack.commitments()
    ]
    return "\n".join(["| Number | Commitment | Whom it binds |", "|---|---|---|", *rows])


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")
