"""What keepers need: their bodies, what a draft lacks, which reviews are due, who hears of it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.assessments.models import Assessment, Depth, Effect, Need
from opencompact.apps.assessments.policy import OF_A_BODY
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import addresses, officers, organisations_of, roles_at
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area


def bodies_of(actor: Actor) -> list[Organisation]:
    """The bodies whose records somebody keeps by a role in them, by name."""
    mine = {pk for kind in OF_A_BODY for pk in actor.organisations(kind)}
    return [one for one in organisations_of(actor) if one.pk in mine]


def missing(assessment: Assessment) -> list[str]:
    """What a draft has to say before everybody can read it; empty when nothing is missing."""
    return list(_missing(assessment))


def _missing(one: Assessment) -> Iterator[str]:
    if not one.decision.strip():
        yield _("Say which decision it belongs to.")
    if not one.assessed_on:
        yield _("Give the day on which it was made.")
    if one.depth == Depth.SCREENING:
        if not one.need:
            yield _("Say whether a full assessment is needed.")
        elif one.need == Need.NO and not one.need_words.strip():
            yield _("Say why no full assessment is needed.")
        return
    if not one.evidence.strip():
        yield _("Say on what evidence it rests.")
    if _harms(one) and not one.mitigation.strip():
        yield _("It says that somebody is harmed: say what would soften that, or that nothing can.")


def _harms(one: Assessment) -> bool:
    effects = [one.sector_effect, one.users_effect, *(each.effect for each in one.effects.all())]
    return Effect.HARM in effects


def due_reviews(on: date) -> QuerySet[Assessment]:
    """Published assessments whose review was to be by a day, and was not noted since."""
    found = Assessment.objects.filter(published_on__isnull=False, reviewed_on=None)
    return found.filter(review_on__lte=on).select_related("area", "body").order_by("review_on")


def readers(area: Area, body: Organisation, on: date) -> list[tuple[str, str]]:
    """Who answers for what a body records, by name and address; the officers where nobody does."""
    held = roles_at(area, on).filter(kind__in=OF_A_BODY, organisation=body)
    return addresses(held.filter(user__is_active=True)) or officers(area, on)
