"""Assessments held against the rules of the agreement that was in force."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import editions, pack_of
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.queries.listing import published
from opencompact.apps.organisations.queries import judging
from opencompact.base.areas.models import Area
from opencompact.core.rules import Fact, Measured

RECORD = "assessment"


def facts(one: Assessment) -> dict[str, Fact]:
    """What is recorded of an assessment; of what nobody recorded there is no fact."""
    found: Mapping[str, Fact | None] = {
        "assessed": one.assessed_on,
        "decided": one.decided_on,
        "published": one.published_on,
        "reviewed": one.reviewed_on,
        "evidence": one.evidence.strip(),
        "mitigation": one.mitigation.strip(),
    }
    return {name: fact for name, fact in found.items() if fact}


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every published assessment of which the day that counts has come. Three queries."""
    known = list(editions(area))
    for one in published(area):
        if (day := _day(one)) and day <= on:
            yield _measured(one, _in_force(known, day), day)


def judged(one: Assessment) -> list[judging.Judged]:
    """One assessment held against the rules for its kind; a draft as far as it is written."""
    day = _day(one) or one.entered_on
    edition = _in_force(list(editions(one.area)), day)
    return judging.judged(one.area, _measured(one, edition, day))


def _day(one: Assessment) -> date | None:
    """The day that says which edition counts: that of the decision, else of the assessment."""
    return one.decided_on or one.assessed_on


def _in_force(known: list[Edition], day: date) -> Edition | None:
    """The edition of a day; before the first was adopted the first one, as in judging."""
    begun = (one for one in known if one.adopted_on and one.adopted_on <= day)
    return next(begun, known[-1] if known else None)


def _measured(one: Assessment, edition: Edition | None, day: date) -> Measured:
    owner = pack_of(edition).owner(one.body.sector) if edition else frozenset[str]()
    return Measured(
        record=RECORD,
        key=one.number,
        title=one.title,
        address=reverse("assessments:assessment", args=[one.area.slug, one.number]),
        body=one.body.slug,
        owner=owner,
        on=day,
        facts=facts(one),
    )
