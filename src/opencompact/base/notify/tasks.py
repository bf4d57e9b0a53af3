"""Sends what waits in the outbox; two senders at once never send a message twice."""

import logging
import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q

from opencompact.core.record import record

from .digests import gather
from .letters import Letter, letter
from .models import WAITING, Message
from .sorting import arrange
from .topics import Rhythm

logger = logging.getLogger(__name__)
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
    return WAITING & Q(rhythm=Rhythm.AT_ONCE, next_try_at__lte=at)


def deliver(at: datetime) -> Delivered:
    """Decide how new messages go, make the digests that are due, and send what is to leave now."""
    arrange(at)
    gather(at)
    return send(at)


def send(at: datetime) -> Delivered:
    """Send each message that is due; stop early when the mail server cannot be reached at all."""
    sent = failed = 0
    connection = get_connection()
    ready = Message.objects.filter(due(at)).select_related("area")
    try:
        for message in ready.order_by("next_try_at", "id")[:BATCH]:
            if not claim(message, at):
                continue
            words = written(message, at)
            if words is None:
                withdraw(message, at)
                continue
            error = attempt(message, words, connection) if isinstance(words, Letter) else words
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


def written(message: Message, at: datetime) -> Letter | Exception | None:
    """The letter as it leaves now, or the error of a check: it may not hold up others' mail."""
    try:
        return letter(message, at)
    except Exception as error:
        logger.exception("The mail %s could not be written.", message.key)
        return RuntimeError(f"{type(error).__name__}: {error}")


def withdraw(message: Message, at: datetime) -> None:
    """Give up a message for which there is no reason any more: nothing comes after it is done."""
    Message.objects.filter(pk=message.pk).update(cancelled_at=at)
    message.items.update(cancelled_at=at)


def attempt(message: Message, words: Letter, connection: Any) -> Exception | None:
    """Hand one message to the mail server; the error when that did not work."""
    try:
        connection.open()
        mail(message, words, connection).send()
    except (OSError, ValueError) as error:  # what sockets, smtplib and header checks raise
        connection.close()
        return error
    return None


def mail(message: Message, words: Letter, connection: Any) -> EmailMultiAlternatives:
    """The mail itself. Its HTML says what its text says, and loads nothing from anywhere."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if words.stop:  # RFC 8058: the mail program asks this address itself, by POST
        headers["List-Unsubscribe"] = f"<{words.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(
        subject=message.subject,
        body=words.text,
        to=[formataddr((message.to_name, message.to_address))],
        headers=headers,
        connection=connection,
    )
    made.attach_alternative(words.html, "text/html")
    return made


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
