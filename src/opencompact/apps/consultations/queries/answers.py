"""Questions and responses: what is asked, what came, and who may be told what came of it."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from opencompact.apps.consultations.models import Consultation, Feedback, Question, Response, Window
from opencompact.base.areas.models import Area
from opencompact.base.notify.models import ActionLink

CONTINUE = "consultations.continue_response"
# Names and addresses are taken out of responses so long after the last window: a habit of ours.
NAMED_FOR = timedelta(days=365)


def questions(consultation: Consultation) -> list[Question]:
    """What is asked, in order."""
    return list(consultation.questions.all())


def responses(consultation: Consultation) -> QuerySet[Response]:
    """What was sent, in the order in which it came."""
    return Response.objects.filter(consultation=consultation).exclude(sent_on=None)


def has_answers(consultation: Consultation) -> bool:
    """Whether anybody has begun to answer: then the questions stay as they are."""
    return Response.objects.filter(consultation=consultation).exists()


def begun_by(link: ActionLink) -> Response | None:
    """The response that a link goes on with; None once it was sent, or is gone."""
    found: Response | None = (
        Response.objects.select_related("consultation__area", "consultation__body")
        .filter(pk=link.object_id, sent_on=None)
        .first()
    )
    return found


def _ended(before: date) -> QuerySet[Consultation]:
    """Consultations whose last window closed before a day, and those withdrawn before it."""
    still = Window.objects.filter(consultation=OuterRef("pk"), closes__gte=before)
    over = Q(withdrawn_on__lt=before) | (Q(windows__isnull=False) & ~Exists(still))
    return Consultation.objects.filter(over)


def unfinished(area: Area, on: date) -> QuerySet[Response]:
    """Responses that were never sent, of consultations in which nobody can answer any more."""
    return Response.objects.filter(
        area=area, sent_on=None, consultation__in=_ended(on).values("pk")
    )


def named_too_long(area: Area, on: date) -> QuerySet[Response]:
    """Responses that still hold a name or an address long after the consultation ended."""
    found = Response.objects.filter(area=area, consultation__in=_ended(on - NAMED_FOR).values("pk"))
    return found.exclude(name="", email="")


def to_tell(feedback: Feedback) -> QuerySet[Response]:
    """Those who left an address, asked to hear what came of it, and were not told yet."""
    found = Response.objects.filter(consultation=feedback.consultation_id, wants_feedback=True)
    return found.filter(told_on=None).exclude(sent_on=None).exclude(email="")
