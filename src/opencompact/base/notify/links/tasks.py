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
    left = Q(sent_at__isnull=False) | Q(failed_at__isnull=False, created_at__lt=at - LASTS)
    holding = Message.objects.filter(left, body__regex=rf"{secret.START}[\w-]")
    messages = list(holding.order_by("created_at", "id")[:BATCH])
    for message in messages:
        message.body = secret.hidden(message.body)
    Message.objects.bulk_update(messages, ["body"])
    return len(messages)
