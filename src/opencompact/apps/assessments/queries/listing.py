"""Finding assessments: words in any order, filters, and for keepers their drafts."""

from django.db.models import Q, QuerySet

from opencompact.apps.assessments.models import Assessment, Depth, Effect, Need
from opencompact.apps.assessments.policy import OF_A_BODY
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.record import record

MOST_WORDS = 8
SORTS: dict[str, tuple[str, ...]] = {
    "newest": ("-published_on", "-number"),
    "oldest": ("published_on", "number"),
    "decided": ("-decided_on", "-number"),
}


@record
class Wanted:
    """What a reader asks of the list; empty values ask for nothing."""

    text: str = ""
    body: str = ""
    depth: str = ""
    need: str = ""
    harms: str = ""
    state: str = ""
    sort: str = "newest"


def published(area: Area) -> QuerySet[Assessment]:
    """What everybody can read, with body and effects, the latest first."""
    return _whole(area).filter(published_on__isnull=False).order_by(*SORTS["newest"])


def listed(area: Area, actor: Actor) -> QuerySet[Assessment]:
    """What somebody can read: what is published, and the drafts that they keep."""
    found = _whole(area)
    if actor.is_(RoleKind.OFFICER):
        return found
    mine = {pk for kind in OF_A_BODY for pk in actor.organisations(kind)}
    return found.filter(Q(published_on__isnull=False) | Q(body__in=mine))


def one_assessment(area: Area, actor: Actor, number: str) -> Assessment | None:
    """The assessment with a number, or None for somebody who may not know of it."""
    return listed(area, actor).filter(number=number).first()


def searched(found: QuerySet[Assessment], wanted: Wanted) -> QuerySet[Assessment]:
    """What words and filters leave of `found`, in the order that was asked for."""
    for word in wanted.text.split()[:MOST_WORDS]:
        said = Q(title__icontains=word) | Q(decision__icontains=word) | Q(number__icontains=word)
        found = found.filter(said | Q(body__name__icontains=word))
    if wanted.body:
        found = found.filter(body__slug=wanted.body)
    if wanted.depth in Depth.values:
        found = found.filter(depth=wanted.depth)
    if wanted.need in Need.values:
        found = found.filter(need=wanted.need)
    if wanted.state in {"draft", "published"}:
        found = found.filter(published_on__isnull=wanted.state == "draft")
    found = _harming(found, wanted.harms)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def _harming(found: QuerySet[Assessment], who: str) -> QuerySet[Assessment]:
    """Those that say that somebody is harmed: a group, the sector, or its users."""
    if who == "sector":
        return found.filter(sector_effect=Effect.HARM)
    if who == "users":
        return found.filter(users_effect=Effect.HARM)
    if who:
        harmed = Q(effects__group=who, effects__effect=Effect.HARM)
        return found.filter(harmed)
    return found


def _whole(area: Area) -> QuerySet[Assessment]:
    found: QuerySet[Assessment] = Assessment.objects.filter(area=area)
    return found.select_related("area", "body", "full_of").prefetch_related("effects")
