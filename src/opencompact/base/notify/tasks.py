"""Sends what waits in the outbox; two of these at once never send a message twice."""

import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q

from opencompact.core.record import record

from .models import Message

BATCH = 500
TRIES = 48
PAUSE = timedelta(minutes=5)
ERROR_LENGTH = 500


@record
class Delivered:
    """How many messages left, and how many tries did not succeed."""

    sent: int = 0
    failed: int = 0


def due(at: datetime) -> Q:
    return Q(sent_at=None, failed_at=None, next_try_at__lte=at)


def deliver(at: datetime) -> Delivered:
    """Send each message that is due; stop early when the mail server cannot be reached at all."""
    sent = failed = 0
    connection = get_connection()
    try:
        for message in Message.objects.filter(due(at)).order_by("next_try_at", "id")[:BATCH]:
            if not claim(message, at):
                continue
            error = attempt(message, connection)
            settle(message, error, at)
            sent, failed = sent + (error is None), failed + (error is not None)
            if unreachable(error):
                break
    finally:
        connection.close()
    return Delivered(sent=sent, failed=failed)


def claim(message: Message, at: datetime) -> bool:
    """Take the next try of a message; False when somebody else has it.

    The claim is the retry itself: a sender that dies leaves a message that is due again later.
    """
    mine = Message.objects.filter(due(at), pk=message.pk, tries=message.tries)
    taken = mine.update(tries=F("tries") + 1, next_try_at=at + PAUSE)
    message.tries += taken
    return bool(taken)


def attempt(message: Message, connection: Any) -> Exception | None:
    """Hand one message to the mail server; the error when that did not work."""
    try:
        connection.open()
        mail(message, connection).send()
    except (OSError, ValueError) as error:  # what sockets, smtplib and header checks raise
        connection.close()
        return error
    return None


def mail(message: Message, connection: Any) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[formataddr((message.to_name, message.to_address))],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def settle(message: Message, error: Exception | None, at: datetime) -> None:
    """Write down what became of a try; after the last one the message counts as failed."""
    if error is None:
        message.sent_at, message.last_error = at, ""
    else:
        message.last_error = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
        message.failed_at = at if message.tries >= TRIES else None
    message.save(update_fields=["sent_at", "failed_at", "last_error"])


def unreachable(error: Exception | None) -> bool:
    """Whether the server itself is away; a refused message says nothing about the next one."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)
    return isinstance(error, OSError)
