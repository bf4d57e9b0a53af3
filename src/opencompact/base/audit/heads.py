"""The head of the chain as a signed note, to be kept by people outside the server's reach."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from opencompact.core.record import record

from .chain import START, moment
from .models import AuditHead, Event

FIELDS: Final = ("at", "count", "hash", "key")
NOTE: Final = re.compile(r"\{[^{}]*\"signature\"[^{}]*\}")


class NoHeadError(ValueError):
    """The file holds no head of a chain. The message says what to look for."""


@record
class Head:
    """How long the chain was at a moment, its last hash, and the key that signed this."""

    at: str
    count: int
    hash: str
    key: str
    signature: str

    @property
    def text(self) -> str:
        """The note itself: one line that a mail or a text file can hold."""
        return json.dumps({name: getattr(self, name) for name in (*FIELDS, "signature")})


def signed(at: datetime) -> Head:
    """The head as it stands, signed with a key that belongs to this installation alone."""
    stored = AuditHead.objects.filter(pk=1).first()
    key = _own_key()
    said: dict[str, Any] = {
        "at": moment(at),
        "count": stored.count if stored else 0,
        "hash": stored.hash if stored else START,
        "key": _letters(key.public_key().public_bytes_raw()),
    }
    return Head(**said, signature=_letters(key.sign(_message(said))))


def read(content: bytes) -> Head:
    """Find the note in a file: the note alone, a text around it, or a saved mail.

    Raises NoHeadError.
    """
    texts = ("".join(text.splitlines()) for text in _texts(content))
    found = next((note for text in texts if (note := NOTE.search(text))), None)
    try:
        fields = json.loads(found[0]) if found else {}
        return Head(**{name: _checked(fields, name) for name in (*FIELDS, "signature")})
    except (KeyError, TypeError, ValueError):
        raise NoHeadError(
            "This file holds no head of the history. Save the whole mail, or copy the line that"
            ' begins with {"at" and ends with } into a text file.'
        ) from None


def faults(head: Head) -> tuple[str, ...]:
    """What stands against `head`: who signed it, and whether the chain still runs through it."""
    if not _is_signed(head):
        return ("The note was changed after it was signed.",)
    if head.key != _letters(_own_key().public_key().public_bytes_raw()):
        return ("The note was signed by another installation, or the key was changed since.",)
    return () if _stands(head) else (_gone(head),)


def _stands(head: Head) -> bool:
    if head.count == 0:
        return head.hash == START
    return Event.objects.filter(id=head.count, hash=head.hash).exists()


def _gone(head: Head) -> str:
    return (
        f"On {head.at[:10]} the chain had {head.count} events and ended in {head.hash[:12]}…;"
        " it no longer runs through there. Events were changed or removed since."
    )


def _is_signed(head: Head) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(head.key, validate=True))
        signature = base64.b64decode(head.signature, validate=True)
        key.verify(signature, _message({name: getattr(head, name) for name in FIELDS}))
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(said: dict[str, Any]) -> bytes:
    """What is signed: the fields in their order, so that no other reading has the signature."""
    return json.dumps([said[name] for name in FIELDS]).encode()


def _own_key() -> Ed25519PrivateKey:
    seed = hashlib.sha256(b"opencompact head of the chain\0" + settings.AUDIT_KEY.encode())
    return Ed25519PrivateKey.from_private_bytes(seed.digest())


def _letters(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _checked(fields: dict[str, Any], name: str) -> Any:
    value = fields[name]
    if not isinstance(value, int if name == "count" else str) or isinstance(value, bool):
        raise TypeError(name)
    return value


def _texts(content: bytes) -> Iterator[str]:
    """The body of a saved mail, put together again as it was sent; then the file as it is."""
    mail = message_from_bytes(content, policy=policy.default)
    body = mail.get_body(("plain",)) if mail["Message-ID"] else None
    if body:
        yield str(body.get_content())
    yield content.decode("utf-8", "replace")
