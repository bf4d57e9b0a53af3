"""Sends mail through GOV.UK Notify, which serves public bodies: a mail back end of Django.

The template there has the subject ((subject)) and the body ((body)); nothing else is needed.
"""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

TOO_MANY: Final = 429
BROKEN: Final = 500


class AwayError(OSError):
    """Notify cannot take mail now: it is away, or has had enough of us for the moment."""


class RefusedError(ValueError):
    """Notify does not take this mail; what it says is about the mail or the settings."""


class Backend(BaseEmailBackend):
    """settings.EMAIL_BACKEND with settings.GOVUK_NOTIFY: key, template and address of Notify."""

    client: NotificationsAPIClient | None = None

    def open(self) -> bool:
        """Make the client once; it connects when it sends."""
        if self.client is not None:
            return False
        chosen = settings.GOVUK_NOTIFY
        self.client = NotificationsAPIClient(
            chosen["key"], base_url=chosen["url"], timeout=settings.EMAIL_TIMEOUT
        )
        return True

    def close(self) -> None:
        if self.client is not None:
            self.client.request_session.close()
            self.client = None

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand over each mail to each of its readers; answer how many mails went."""
        self.open()
        for message in email_messages:
            for reader in message.recipients():
                self._send(message, parseaddr(reader)[1])
        return len(email_messages)

    def _send(self, message: EmailMessage, address: str) -> None:
        assert self.client is not None
        fields: dict[str, Any] = {
            "email_address": address,
            "template_id": settings.GOVUK_NOTIFY["template"],
            "personalisation": {"subject": message.subject, "body": message.body},
            "reference": message.extra_headers.get("Message-ID", "").strip("<>"),
            "one_click_unsubscribe_url": message.extra_headers.get("List-Unsubscribe", "").strip(
                "<>"
            ),
        }
        try:
            self.client.send_email_notification(**fields)
        except APIError as error:
            raise _told(error) from error


def _told(error: APIError) -> AwayError | RefusedError:
    """What an answer means: 429 and 500 are worth another try by anybody, 400 only for others."""
    away = error.status_code == TOO_MANY or error.status_code >= BROKEN
    return (AwayError if away else RefusedError)(f"GOV.UK Notify answered {error}")
