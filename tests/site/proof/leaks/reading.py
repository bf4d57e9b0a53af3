"""Every text that an answer of the product holds: headers, pages, data, files and their names."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

import pypdfium2
from django.http import HttpResponseBase

DEEPEST = 4
# Drawn anew for each answer: nothing is written there, and chance would write a word some day.
DRAWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def texts(response: HttpResponseBase) -> Iterator[tuple[str, str]]:
    """Where in the answer, and what is written there."""
    for name, value in response.items():
        yield f"the header {name}", unquote(value)
    for cookie in response.cookies.values():
        yield "a cookie", unquote(cookie.OutputString())
    yield from inside("the body", body(response))


def body(response: Any) -> bytes:
    """The whole body, whether it came at once or in pieces."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def inside(where: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The content itself, and what it unpacks to: known by its first bytes, not by its name."""
    text = content.decode("utf-8", "replace")
    yield where, html.unescape(DRAWN.sub("", text))
    if depth == DEEPEST:
        return
    if content.startswith(b"PK\x03\x04"):
        yield from _packed(where, content, depth)
    elif content.startswith(b"\x1f\x8b"):
        yield from inside(f"{where}, unpacked", gzip.decompress(content), depth + 1)
    elif content.startswith(b"%PDF"):
        yield f"{where}, as PDF", _printed(content)
    elif text[:1] in "{[":
        yield f"{where}, as JSON", _plain(text)
    elif "BEGIN:VCALENDAR" in text[:40]:
        yield f"{where}, as a calendar", text.replace("\r\n ", "").replace("\r\n\t", "")


def _packed(where: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    """A zip, and so a spreadsheet or a Word file: the names of its members and what they hold."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        yield f"{where}, its note", packed.comment.decode("utf-8", "replace")
        for member in packed.infolist():
            yield f"{where}, a name inside", f"{member.filename} {member.comment!r}"
            yield from inside(f"{where}: {member.filename}", packed.read(member), depth + 1)


def _printed(content: bytes) -> str:
    """The words on the pages of a PDF and in its description; a broken one was read as it is."""
    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([*pages, str(document.get_metadata_dict())])
    return ""


def _plain(text: str) -> str:
    """JSON with its escapes undone."""
    with suppress(ValueError):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return ""
