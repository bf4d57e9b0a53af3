"""What waits for those who keep a body's records: ends to decide on, reviews to make."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.assessments.policy import can_keep, can_keep_some
from opencompact.apps.assessments.queries import due_reviews
from opencompact.apps.funding.queries.due import soon_for
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from .cases import Task


def ends(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """Agreements whose last day of notice is near, as one thing to do. Others stand in the list."""
    found = soon_for(area, actor, on)
    if found:
        said = ngettext(
            "Decide what becomes of an agreement",
            "Decide what becomes of {number} agreements",
            len(found),
        )
        first = found[0]
        yield Task(
            title=said.format(number=len(found)),
            about=_("First: {title}. After this day notice would come too late.").format(
                title=first.agreement.title
            ),
            href=reverse("funding:due", args=[area.slug]),
            due=first.latest,
        )


def reviews(actor: Actor, on: date) -> Iterator[Task]:
    """Assessments that were to be looked at again by now."""
    if not can_keep_some(actor):
        return
    for one in due_reviews(on):
        if can_keep(actor, one):
            yield Task(
                title=_("Look again at an impact assessment"),
                about=one.title,
                href=reverse("assessments:note_review", args=[one.area.slug, one.number]),
            )
