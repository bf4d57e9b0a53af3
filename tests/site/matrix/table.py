"""Who may open what: a row for every address. A new address without a row fails the suite."""

from __future__ import annotations

from dataclasses import dataclass

from tests.site.matrix.world import ACTORS

ALL = frozenset(ACTORS)
NOBODY: frozenset[str] = frozenset()
OFFICERS = frozenset({"officer", "officer in conflict"})
SIGNED_IN = ALL - {"anonymous"}
OWN_SIDE = frozenset({"complainant"})
OTHER_SIDE = frozenset({"respondent"})
PARTIES = OWN_SIDE | OTHER_SIDE
PANEL = frozenset({"chair", "panel member"})
DESK = frozenset({"officer"})
CASE = PARTIES | PANEL | DESK | {"mediator"}


@dataclass(frozen=True)
class Row:
    """Who is let in by GET and by POST. `kind` names the objects that fill the address.

    `sibling` is who may open the same page of the other object in the area (None: the same people).
    A page that only takes one method answers 405 to the other: `get=None` or `post=None`.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None = None
    kind: str = ""
    sibling: frozenset[str] | None = None


def read(who: frozenset[str], kind: str = "", sibling: frozenset[str] | None = None) -> Row:
    """A page to read; what is posted there is only shown the same page."""
    return Row(who, who, kind, sibling)


PUBLIC = read(ALL)
ROWS: dict[str, Row] = {
    # The agreement is open to everybody.
    "agreement:front": PUBLIC,
    "agreement:data": PUBLIC,
    "agreement:part": read(ALL, "part"),
    "agreement:who": read(ALL, "sector"),
    "agreement:glossary": PUBLIC,
    "agreement:search": PUBLIC,
    "agreement:print": PUBLIC,
    "agreement:editions": PUBLIC,
    "agreement:edition": read(ALL, "edition"),
    "agreement:commitment": read(ALL, "commitment"),
    "ui:theme": PUBLIC,
    # The register is open, the keeping of it is for officers.
    "organisations:register": PUBLIC,
    "organisations:register-csv": PUBLIC,
    "organisations:register-json": PUBLIC,
    "organisations:organisation": read(ALL, "organisation"),
    "organisations:add": read(OFFICERS),
    "organisations:edit": read(OFFICERS, "organisation"),
    "organisations:import": read(OFFICERS),
    "organisations:import-run": read(OFFICERS, "run"),
    "organisations:import-columns": read(OFFICERS, "run"),
    "organisations:import-start": Row(None, OFFICERS, "run"),
    "organisations:import-rejected": read(OFFICERS, "run"),
    # Signing: whoever may bind the organisation; an officer records what came on paper.
    "organisations:signatories": PUBLIC,
    "organisations:signatories-csv": PUBLIC,
    "organisations:signatories-json": PUBLIC,
    "organisations:sign-up": PUBLIC,
    "organisations:ask": read(SIGNED_IN),
    "organisations:sign": read(OFFICERS | OWN_SIDE, "organisation", OFFICERS),
    "organisations:signed": read(OFFICERS | OWN_SIDE, "organisation", OFFICERS),
    "organisations:withdraw": read(OFFICERS | OWN_SIDE, "organisation", OFFICERS),
    "organisations:cover": read(OFFICERS | OWN_SIDE, "organisation", OFFICERS),
    "organisations:uncover": Row(None, OFFICERS | OWN_SIDE, "coverage", OFFICERS),
    # People.
    "organisations:people": read(OFFICERS),
    "organisations:appoint": read(OFFICERS),
    "organisations:end-role": read(OFFICERS, "role"),
}
