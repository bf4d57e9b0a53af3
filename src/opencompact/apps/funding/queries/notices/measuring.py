"""Notices held against the rules of the agreement that was in force when they were given."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import editions, pack_of
from opencompact.apps.funding.models import Notice, NoticeKind
from opencompact.apps.funding.queries.notices.promised import FUNDS, RECORD, edition_for, in_force
from opencompact.apps.funding.queries.notices.reading import notices
from opencompact.apps.organisations.queries.judging import Judged, judged
from opencompact.base.areas.models import Area
from opencompact.core.rules import Fact, Measured


def facts(one: Notice, given_on: date | None) -> dict[str, Fact]:
    """What is recorded of a notice; of what nobody recorded there is no fact.

    What was written goes no further than that it was: verdicts are shown to everybody.
    """
    default = one.kind == NoticeKind.DEFAULT
    found: Mapping[str, Fact | None] = {
        "notice_given": given_on,
        "ends": one.ends,
        "exceptional": one.exceptional,
        "reasons": True if one.reasons.strip() else None,
        "assessed": one.assessed_on,
        "decided": one.decided_on,
        "responded_before_decision": one.could_respond,
        "response_until": one.respond_by,
        "joint_discussion": one.discussed_on,
        "users_told": one.users_told_on,
        "default_notice": default,
        "remedy_offered": one.remedy_offered if default else None,
        "remedy_time_given": one.remedy_offered if default else None,
    }
    return {name: fact for name, fact in found.items() if fact is not None}


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every notice given by a day and not withdrawn. Two queries.

    Of what it says, and to whom, nothing goes out: only its key, its body and its facts.
    """
    known = list(editions(area))
    for one in notices(area).filter(given_on__lte=on, withdrawn_on=None):
        if one.given_on:
            yield _measured(one, in_force(known, one.given_on), one.given_on)


def judged_notice(one: Notice, on: date) -> list[Judged]:
    """One notice held against the rules for its kind; a draft as if it were given today."""
    day = one.given_on or on
    return judged(one.area, _measured(one, edition_for(one.area, day), day))


def _measured(one: Notice, edition: Edition | None, day: date) -> Measured:
    funder = one.agreement.funder
    return Measured(
        record=RECORD,
        key=one.key,
        title=f"{funder.name}, {day.isoformat()}",
        address=reverse("funding:notice", args=[one.area.slug, one.key]),
        body=funder.slug,
        owner=pack_of(edition).owner(funder.sector, FUNDS) if edition else frozenset(),
        on=day,
        facts=facts(one, day),
    )
