"""The notices that somebody may know of, the people of both sides, and what a draft still lacks."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.funding.models import Agreement, Notice, NoticeKind
from opencompact.apps.funding.policy.grants import KEEPERS, bodies_of
from opencompact.apps.funding.policy.notices import can_see_notice
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import addresses, officers, roles_at
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area

MOST_WORDS, SHOWN = 8, 20


def notices(area: Area) -> QuerySet[Notice]:
    """Notices with all that a page or a row needs, in a fixed number of queries."""
    found: QuerySet[Notice] = Notice.objects.filter(area=area)
    sides = ("area", "agreement__area", "agreement__funder", "agreement__payee__organisation")
    return found.select_related(*sides)


def visible_notices(area: Area, actor: Actor) -> QuerySet[Notice]:
    """Those that somebody may read: drafts first, then the latest given."""
    found = notices(area).order_by("given_on", "-begun_on", "key").reverse()
    if actor.is_(RoleKind.OFFICER):
        return found
    mine = bodies_of(actor)
    given = Q(given_on__isnull=False, agreement__payee__organisation__in=mine)
    return found.filter(Q(agreement__funder__in=mine) | given)


def visible_notice(area: Area, actor: Actor, key: str) -> Notice | None:
    """The notice with a key, or None for somebody who may not know of it."""
    found = notices(area).prefetch_related("answers__by").filter(key=key).first()
    return found if found is not None and can_see_notice(actor, found) else None


def choosable(area: Area, actor: Actor, text: str, on: date) -> list[Agreement]:
    """Agreements on which somebody may give notice: they have words in common, and still run."""
    found = Agreement.objects.filter(area=area, is_draft=False).select_related("funder", "payee")
    if not actor.is_(RoleKind.OFFICER):
        found = found.filter(funder__in=bodies_of(actor))
    for word in text.split()[:MOST_WORDS]:
        named = Q(title__icontains=word) | Q(payee__name__icontains=word)
        found = found.filter(named | Q(number__icontains=word) | Q(funder__name__icontains=word))
    running = Q(ends=None) | Q(ends__gte=on)
    return list(found.filter(running).order_by("ends", "title", "number")[:SHOWN])


def recipients(notice: Notice, on: date) -> list[tuple[str, str]]:
    """Who answers or speaks for the recipient, to write to; nobody where it is not known who is."""
    return _people(notice.area, notice.agreement.payee.organisation, on)


def funders_people(area: Area, funder: Organisation, on: date) -> list[tuple[str, str]]:
    """Who answers or speaks for a funder, to write to; the officers where nobody does."""
    return _people(area, funder, on) or officers(area, on)


def _people(area: Area, body: Organisation | None, on: date) -> list[tuple[str, str]]:
    if body is None:
        return []
    held = roles_at(area, on).filter(kind__in=KEEPERS, organisation=body, user__is_active=True)
    return addresses(held)


def side_of(actor: Actor, notice: Notice) -> Organisation | None:
    """The side for which somebody answers a notice; of two the recipient's."""
    mine = bodies_of(actor)
    sides = (notice.agreement.payee.organisation, notice.agreement.funder)
    return next((one for one in sides if one is not None and one.pk in mine), None)


def missing(notice: Notice) -> list[tuple[str, str]]:
    """What a draft lacks before it can be given, each with the step that asks for it."""
    return list(_missing(notice))


def _missing(one: Notice) -> Iterator[tuple[str, str]]:
    if not one.what.strip():
        yield "what", _("Say what changes or ends.")
    if one.ends is None:
        yield "what", _("Give the day on which it takes effect.")
    if not one.reasons.strip():
        yield "reasons", _("Give the reasons.")
    if one.exceptional and not one.exceptional_words.strip():
        yield "reasons", _("Say what makes it an exceptional case.")
    if one.kind == NoticeKind.DEFAULT and one.remedy_offered and one.remedy_by is None:
        yield "checks", _("Say by when things can be put right.")
