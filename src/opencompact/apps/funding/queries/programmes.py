"""Named reads of funding programmes."""

from typing import Final

from django.db.models import Count, F, Q, QuerySet

from opencompact.apps.funding.models import Programme
from opencompact.apps.funding.policy.grants import bodies_of
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.policy import is_officer
from opencompact.base.areas.actor import Actor
from opencompact.core import payees

MOST_WORDS: Final = 12


def visible(actor: Actor) -> QuerySet[Programme]:
    """The programmes that somebody may know of: those published, and the drafts they keep."""
    if is_officer(actor):
        return Programme.objects.all()
    mine = bodies_of(actor)
    published = Q(is_draft=False)
    return Programme.objects.filter(published | Q(funder__in=mine) if mine else published)


def programmes(actor: Actor, text: str = "", funder: str = "") -> QuerySet[Programme]:
    """Programmes by words and funder, those that opened last first, with how many agreements."""
    found = visible(actor)
    for word in payees.plain(text).split()[:MOST_WORDS]:
        found = found.filter(search__contains=f" {word}")
    if funder:
        found = found.filter(funder__slug=funder)
    published = Count("agreements", filter=Q(agreements__is_draft=False))
    ordered = found.annotate(given=published).select_related("funder")
    return ordered.order_by(F("opens").desc(nulls_last=True), "title", "pk")


def named(actor: Actor, slug: str) -> QuerySet[Programme]:
    """The programme with an address, where somebody may know of it."""
    return visible(actor).filter(slug=slug).select_related("area", "funder")


def funders(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that have a programme, by name."""
    return Organisation.objects.filter(pk__in=visible(actor).order_by().values("funder"))
