"""What the clock forgets: the secrets in mail that has left, and links long out of date."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from opencompact.base.areas.scoping import unscoped
from opencompact.base.notify.models import ActionLink, Message
from opencompact.core.record import record

from . import secret
from .offering import LASTS

BATCH = 500
WORDS = ("says", "do", "link")
HELD = rf"{secret.START}[\w-]"
KEPT = timedelta(days=180)


@record
class Forgotten:
    """How many messages hold no secret any more, and how many old links were removed."""

    messages: int
    links: int


def forget(at: datetime) -> Forgotten:
    """Take secrets out of mail that was sent or has failed for good, and remove old links."""
    with unscoped():  # the clock serves every area
        old, _ = ActionLink.objects.filter(expires_at__lt=at - KEPT).delete()
    return Forgotten(messages=_sent(at), links=old)


@transaction.atomic
def _sent(at: datetime) -> int:
    """Mail that failed keeps its link while that could still work: somebody may send it again."""
    left = Q(sent_at__isnull=False) | Q(cancelled_at__isnull=False)
    left |= Q(digest__sent_at__isnull=False)
    left |= Q(failed_at__isnull=False, created_at__lt=at - LASTS)
    holding = Q(says__regex=HELD) | Q(do__regex=HELD) | Q(link__regex=HELD)
    messages = list(Message.objects.filter(left, holding).order_by("created_at", "id")[:BATCH])
    for message in messages:
        for field in WORDS:
            setattr(message, field, secret.hidden(getattr(message, field)))
    Message.objects.bulk_update(messages, WORDS)
    return len(messages)
