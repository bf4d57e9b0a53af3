"""A real mail server for tests: keeps what arrives, and refuses whom it is told to refuse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Inbox:
    """What arrived, in order, as envelopes; `refused` are addresses that are turned away."""

    def __init__(self):
        self.mails, self.refused = [], set()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - theirs
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name is theirs
        self.mails.append(envelope)
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(address for mail in self.mails for address in mail.rcpt_tos)

    @property
    def letters(self) -> list[EmailMessage]:
        """Every mail as its reader's program understands it."""
        return [message_from_bytes(mail.content, policy=policy.default) for mail in self.mails]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def sink(settings, handler: Inbox | None = None) -> Iterator[Inbox]:
    """A mail server on this machine, on a port that was free, and the settings for it."""
    handler, port = handler or Inbox(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    try:
        yield handler
    finally:
        controller.stop()


def text(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html(letter: EmailMessage) -> str:
    return letter.get_body(("html",)).get_content().replace("\r\n", "\n")
