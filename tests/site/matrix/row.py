"""What a row of the matrix says: who may open an address, by groups of actors."""

from __future__ import annotations

from dataclasses import dataclass

from tests.site.matrix.place import ACTORS

ALL = frozenset(ACTORS)
NOBODY: frozenset[str] = frozenset()
OFFICERS = frozenset({"officer", "officer in conflict"})
# A token opens the API and nothing else: on every page its holder is a visitor.
SIGNED_IN = ALL - {"anonymous", "API token"}
WITH_A_ROLE = SIGNED_IN - {"unverified", "member", "adviser", "officer of another area"}
OWN_SIDE = frozenset({"complainant"})
OTHER_SIDE = frozenset({"respondent"})
PARTIES = OWN_SIDE | OTHER_SIDE
PANEL = frozenset({"chair", "panel member"})
DESK = frozenset({"officer"})
REPRESENTATIVES = PARTIES | {"organisation admin"}
CASE = PARTIES | PANEL | DESK | {"mediator", "adviser"}


@dataclass(frozen=True)
class Row:
    """Who is let in by GET and by POST. `kind` names the objects that fill the address.

    `sibling` is who may open the same page of the other object in the area (None: the same people).
    A page that only takes one method answers 405 to the other: `get=None` or `post=None`. `body` is
    what a post must carry for its object to be found.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None = None
    kind: str = ""
    sibling: frozenset[str] | None = None
    body: dict[str, str] | None = None


def read(who: frozenset[str], kind: str = "", sibling: frozenset[str] | None = None) -> Row:
    """A page to read; what is posted there is only shown the same page."""
    return Row(who, who, kind, sibling)


PUBLIC = (read(ALL),)
KEPT = read(OFFICERS)
SIGNERS = OFFICERS | OWN_SIDE
# The role under test is the champion's; the sibling is that of an officer.
HOLDER = OFFICERS | {"champion"}


def case(who: frozenset[str], kind: str, sibling: frozenset[str], post: bool = True) -> Row:
    """A page of a case; of the sibling case only those who stand above cases, `sibling`."""
    return Row(who, who if post else None, kind, sibling)


NEIGHBOURS = OFFICERS | {"chair"}
# A champion of the organisation that a letter went to, although also an officer or on the panel.
ADDRESSED = frozenset({"respondent", "officer in conflict", "panel member in conflict"})
# Of the sibling letter, which went to another body: its champion, and officers, who have a copy.
OTHER_ADDRESSED = frozenset({"champion"})
LETTER = OWN_SIDE | ADDRESSED | DESK
OTHER_LETTER = OTHER_ADDRESSED | OFFICERS


def draft(kind: str = "draft challenge") -> tuple[Row, ...]:
    """A page of a challenge that was not sent: for its writers alone."""
    return (read(OWN_SIDE, kind, NOBODY),)


def drafted(kind: str = "draft challenge") -> tuple[Row, ...]:
    """The same, where something is only posted."""
    return (Row(None, OWN_SIDE, kind, NOBODY),)
