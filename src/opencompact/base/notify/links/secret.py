"""The secret of a link: how it is made, compared and kept out of logs. Knows nothing of Django."""

import hashlib
import logging
import re
import secrets

START = "/act/"
BYTES = 32
# Whatever stands where a secret would, whole or cut off.
SECRET = re.compile(rf"({START}|{START.replace('/', '%2[Ff]')})[\w-]+")
HIDDEN = r"\1…"


def new() -> str:
    """A secret that nobody can guess, in letters that stand in an address: 256 bits."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> str:
    """What is kept of a secret, and what it is found by; from it nobody gets back to the secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def path(token: str) -> str:
    return f"{START}{token}/"


def may_hold(address: str) -> bool:
    """Say whether a path may hold a secret, so that it is repeated nowhere."""
    return address.startswith(START)


def hidden(text: str) -> str:
    """The text with the secret of each link in it left out."""
    return SECRET.sub(HIDDEN, text)


class Formatter(logging.Formatter):
    """Writes a line of the log, its traceback included, without the secrets of links."""

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))
