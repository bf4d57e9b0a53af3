"""What the worlds are made of: an area with its people and objects, and who is asked for pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from opencompact.apps.organisations.models import Organisation
from opencompact.base.accounts.models import User
from opencompact.base.areas.models import Area

AT = datetime(2026, 11, 10, 12, tzinfo=UTC)
Mark = Callable[[str], str]

ACTORS = (
    "anonymous",
    "unverified",
    "member",
    "organisation admin",
    "champion",
    "complainant",
    "respondent",
    "adviser",
    "mediator",
    "panel member",
    "panel member in conflict",
    "group member",
    "chair",
    "officer",
    "officer in conflict",
    "officer of another area",
    "API token",
)


@dataclass
class Place:
    """One area with its register and its cases; `objects` fills the addresses."""

    area: Area
    people: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    mark: Mark | None = None

    def word(self, label: str) -> str:
        """The word that is planted for a label; none where nothing is planted."""
        return self.mark(f"{self.area.slug} {label}") if self.mark else ""

    def told(self, label: str, text: str) -> str:
        """A text that somebody writes, with its word at the end."""
        return f"{text} {self.word(label)}".rstrip()

    def address(self, who: str) -> str:
        """Somebody's e-mail address, with its word in it."""
        parts = (*who.split(), self.word(f"address of {who}"))
        return f"{'.'.join(filter(None, parts))}@{self.area.slug}.example"


@dataclass
class World:
    """The area under test (`here`) and its neighbour (`there`), with an account for each actor.

    `secret` is that of the officer's token, which opens everything the API has for an officer.
    """

    here: Place
    there: Place
    actors: dict[str, User | None]
    secret: str
