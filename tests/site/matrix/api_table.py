"""Who may call which operation of the API: a row for each. One without a row fails the suite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.site.matrix.row import (
    ALL,
    CASE,
    DESK,
    LETTER,
    NEIGHBOURS,
    NOBODY,
    OFFICERS,
    OTHER_LETTER,
    SIGNERS,
    WITH_A_ROLE,
)
from tests.site.matrix.row import OWN_SIDE as SIDE
from tests.site.matrix.row import PARTIES as SIDES

AREA = "/api/v1/areas/{area}"


@dataclass(frozen=True)
class Call:
    """Who is let in with a token that has every scope. `scope` is the one that it needs.

    `kind` and `sibling` are those of the pages' rows. `body` is sent as JSON, `form` as a form. A
    `public` operation lets in everybody, with a token or without.
    """

    who: frozenset[str] = ALL
    scope: str = ""
    kind: str = ""
    sibling: frozenset[str] | None = None
    body: dict[str, Any] | None = None
    form: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    @property
    def public(self) -> bool:
        return self.who == ALL


def public(kind: str = "", query: str = "") -> tuple[Call, ...]:
    return (Call(kind=kind, query=query),)


CLOCK = "?date=2026-11-20&amount=3&unit=weeks"
KEPT = "write:register"
PLEDGE = {"name": "Ada", "position": "Chair", "authority": True, "public": True}
CALLS: dict[tuple[str, str], tuple[Call, ...]] = {
    # Everybody.
    ("get", "/api/v1/areas"): public(),
    ("get", "/api/v1/clock"): public(query=CLOCK),
    ("get", AREA): public(),
    ("get", f"{AREA}/agreement"): public(),
    ("get", f"{AREA}/editions"): public(),
    ("get", f"{AREA}/commitments"): public(),
    ("get", f"{AREA}/commitments/{{commitment}}"): public("commitment"),
    ("get", f"{AREA}/glossary"): public(),
    ("get", f"{AREA}/organisations"): public(),
    ("get", f"{AREA}/organisations/{{organisation}}"): public("organisation"),
    ("get", f"{AREA}/signatories"): public(),
    ("get", f"{AREA}/findings"): public(),
    ("get", f"{AREA}/findings/{{number}}"): public("finding"),
    ("get", f"{AREA}/procedure"): public(),
    ("get", f"{AREA}/clock"): public(query=CLOCK),
    # The people of the area, each as on the pages.
    ("get", f"{AREA}/token"): (Call(WITH_A_ROLE),),
    ("get", f"{AREA}/cases"): (Call(WITH_A_ROLE, "read:cases"),),
    ("get", f"{AREA}/cases/{{number}}"): (
        # An adviser has no role in the area, and so no token.
        Call(CASE - {"adviser"}, "read:cases", "case", NEIGHBOURS),
    ),
    ("post", f"{AREA}/cases/{{number}}/steps/{{step}}"): (
        Call(SIDES, "write:cases", "step of a party", NOBODY, {"version": 0}),
        Call(
            frozenset({"chair"}), "write:cases", "step of the chair", frozenset({"chair"}),
            {"version": 0},
        ),
        Call(
            frozenset({"mediator"}), "write:cases", "step of the mediator", NOBODY, {"version": 0},
        ),
        Call(
            frozenset({"officer"}), "write:cases", "step of the officer", OFFICERS, {"version": 0},
        ),
    ),
    # The log and challenges, each for those who may read the page.
    ("get", f"{AREA}/log"): (Call(OFFICERS | {"chair"}, "read:log"),),
    ("get", f"{AREA}/log/own"): (Call(WITH_A_ROLE, "read:log"),),
    ("get", f"{AREA}/log/told"): (Call(WITH_A_ROLE, "read:log"),),
    ("get", f"{AREA}/log/{{number}}"): (Call(DESK | SIDE, "read:log", "report", OFFICERS),),
    ("get", f"{AREA}/challenges"): (Call(WITH_A_ROLE, "read:challenges"),),
    ("get", f"{AREA}/challenges/{{challenge}}"): (
        Call(LETTER, "read:challenges", "challenge", OTHER_LETTER),
        Call(SIDE, "read:challenges", "draft challenge", NOBODY),
    ),
    # Officers.
    ("get", f"{AREA}/people"): (Call(OFFICERS, "read:people"),),
    ("get", f"{AREA}/history"): (Call(OFFICERS, "read:history"),),
    ("post", f"{AREA}/organisations"): (
        Call(OFFICERS, KEPT, body={"name": "New Group", "sector": "vcs"}),
    ),
    ("patch", f"{AREA}/organisations/{{organisation}}"): (
        Call(OFFICERS, KEPT, "organisation", body={"version": 1, "locality": "Anytown"}),
    ),
    ("get", f"{AREA}/imports"): (Call(OFFICERS, KEPT),),
    ("post", f"{AREA}/imports"): (Call(OFFICERS, KEPT, form={"sector": "vcs"}),),
    ("get", f"{AREA}/imports/{{run}}"): (Call(OFFICERS, KEPT, "run"),),
    ("post", f"{AREA}/imports/{{run}}/start"): (Call(OFFICERS, KEPT, "run"),),
    # Whoever may bind the organisation.
    ("post", f"{AREA}/organisations/{{organisation}}/signature"): (
        Call(SIGNERS, "write:signatures", "organisation", OFFICERS, PLEDGE),
    ),
    # Consultations: what is published of them is for everybody.
    ("get", f"{AREA}/consultations"): public(),
    ("get", f"{AREA}/consultations/{{number}}"): public("consultation"),
    # Payments, for everybody.
    ("get", f"{AREA}/payments"): public(),
    ("get", f"{AREA}/payments/figures"): public(),
    # Programmes and agreements, for everybody.
    ("get", f"{AREA}/agreements"): public(),
    ("get", f"{AREA}/agreements/{{agreement}}"): public("agreement"),
    ("get", f"{AREA}/programmes"): public(),
    ("get", f"{AREA}/programmes/{{programme}}"): public("programme"),
    # Impact assessments.
    ("get", f"{AREA}/assessments"): public(),
    ("get", f"{AREA}/assessments/{{number}}"): public("assessment"),
    # How commitments are kept.
    ("get", f"{AREA}/kept"): public(),
    ("get", f"{AREA}/verdicts"): public(),
}  # fmt: skip
