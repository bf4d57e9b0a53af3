"""Assessments held against the rules of the agreement that was in force."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.agreement.queries import edition_on, editions, pack_of
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.queries.listing import published
from opencompact.apps.organisations.queries import departure_for
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.record import record
from opencompact.core.rules import Fact, Judgement, Measured, judge

RECORD = "assessment"


@record
class Judged:
    """One rule held against a record, with the commitment that it measures."""

    judgement: Judgement
    commitment: Commitment | None


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


def judged(one: Assessment) -> list[Judged]:
    """One assessment held against the rules for its kind; a draft as far as it is written."""
    day = _day(one) or one.entered_on
    edition = edition_on(one.area, day)
    if edition is None:
        return []
    rules = [rule for rule in pack_of(edition).rules if rule.record == RECORD]
    keys = [rule.commitment for rule in rules]
    found = Commitment.objects.filter(edition=edition, key__in=keys).select_related("area")
    commitments = {each.key: each for each in found}
    record, calendar = _measured(one, edition, day), calendar_for(one.area)
    return [
        Judged(
            judge(
                rule,
                record.facts,
                owner=record.owner,
                calendar=calendar,
                departure=departure_for(one.area, RECORD, one.number, rule.commitment),
                on=record.on,
            ),
            commitments.get(rule.commitment),
        )
        for rule in rules
    ]


def _day(one: Assessment) -> date | None:
    """The day that says which edition counts: that of the decision, else of the assessment."""
    return one.decided_on or one.assessed_on


def _in_force(known: list[Edition], day: date) -> Edition | None:
    return next((one for one in known if one.adopted_on and one.adopted_on <= day), None)


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
