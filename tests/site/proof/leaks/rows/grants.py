"""Fields of grants: what is published is for everybody, a draft and a file are not."""

from typing import Any

from tests.site.proof.leaks.people import ANSWER_FOR, EVERYBODY, SPEAKS_FOR, Cast, Names
from tests.site.proof.leaks.rule import COPY, KEY, OFFICERS, OPEN, Rule

SAYS = "everybody; of a draft officers and those of the body"


def readers(cast: Cast, one: Any) -> Names:
    """Everybody, once it is published; of a draft those who keep the records of the body."""
    if not one.is_draft:
        return EVERYBODY
    body = one.funder.slug
    return cast.officers(one) | cast.some(one.area_id, {SPEAKS_FOR[body], *ANSWER_FOR[body]})


def of_variation(cast: Cast, one: Any) -> Names:
    """Those of its agreement."""
    return readers(cast, one.agreement)


DRAFT = Rule(SAYS, readers, each=False)
VARIED = Rule(SAYS, of_variation, each=False)
WRITTEN = (
    "objectives", "eligibility", "criteria", "decision_approach", "timetable", "contact",
    "type_reason", "collaboration", "vcs_shaped", "title",
)  # fmt: skip
AGREED = ("title", "description", "term_reason", "contact", "payment_terms", "monitoring")
FIELDS: dict[str, Rule] = {
    **{f"funding.Programme.{name}": DRAFT for name in WRITTEN},
    "funding.Programme.slug": KEY,
    "funding.Programme.currency": KEY,
    "funding.Programme.search": COPY,
    **{f"funding.Agreement.{name}": DRAFT for name in AGREED},
    "funding.Agreement.number": KEY,
    "funding.Agreement.identifier": OPEN,
    "funding.Agreement.programme_title": OPEN,
    "funding.Agreement.currency": KEY,
    "funding.Agreement.search": COPY,
    "funding.Agreement.source": OPEN,
    "funding.Variation.reason": VARIED,
    "funding.Variation.changes": VARIED,
    "funding.Payee.name": OPEN,
    "funding.Payee.identifier": OPEN,
    "funding.Payee.key": COPY,
    "funding.Payee.search": COPY,
    "funding.GrantRun.file_name": OFFICERS,
    "funding.GrantRun.key": KEY,
    "funding.GrantRun.report": Rule("the officers of the area", Cast.officers, each=False),
    "funding.GrantRun.text": OFFICERS,
}
