"""A mail server on this machine: what the software really sends, as a mail program shows it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings


class Postbox:
    """Keeps every mail that arrives, the newest last."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def texts(self, address: str) -> list[str]:
        """The text of each mail to an address, the newest last."""
        found = [mail for mail in self.mails if address in mail["To"]]
        return [str(mail.get_body(("plain",)).get_content()) for mail in found]

    def newest(self, address: str) -> str:
        """The text of the last mail to an address."""
        found = self.texts(address)
        assert found, f"Nobody wrote to {address}."
        return found[-1]

    def link(self, address: str) -> str:
        """The last link that acts among the mails to an address."""
        found = re.findall(r"https?://\S+/act/[\w-]+/", "\n".join(self.texts(address)))
        assert found, f"Nobody sent a link to {address}."
        return str(found[-1])


@contextmanager
def opened(site: str) -> Iterator[Postbox]:
    """A mail server to which the software sends; links in its mail lead to `site`."""
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    try:
        with override_settings(
            BASE_URL=site, EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port
        ):
            yield box
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
