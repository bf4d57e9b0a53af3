"""The forms of a page: what they ask, and how somebody fills them in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(input|select|textarea|option)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
Field = dict[str, str]
# Signing in, out or away ends the walk, and taking a wrong address or code teaches nothing.
LEFT_ALONE = ("/account/", "/switch/")


def of(page: str) -> Iterator[tuple[Field, list[Field]]]:
    """Each form with its fields, as attributes; `tag` is the element, options follow their list."""
    for head, inside in FORM.findall(page):
        fields = [{"tag": tag, **_attributes(rest)} for tag, rest in FIELD.findall(inside)]
        yield _attributes(head), fields


def _attributes(text: str) -> Field:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(text)}


def filled_in(page: str, word: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each form that changes something goes, and its answers with a word typed in."""
    for head, fields in of(page):
        action = head.get("action", "")
        if head.get("method") == "post" and not action.startswith(LEFT_ALONE):
            yield action, dict(_answers(fields, word))


def _answers(fields: list[Field], word: str) -> Iterator[tuple[str, Any]]:
    name = ""
    for field in fields:
        if field["tag"] == "option":
            if name and field.get("value"):
                yield name, field["value"]
                name = ""
            continue
        name = field.get("name", "") if field["tag"] == "select" else ""
        # Where a file is taken, its address may stand instead: one of the two is given.
        if field.get("type") == "url" and any(one.get("type") == "file" for one in fields):
            continue
        if field.get("name") and field["tag"] != "select":
            yield field["name"], _answer(field, word)


def _answer(field: Field, word: str) -> Any:
    kind = field.get("type", "text")
    if kind in {"hidden", "checkbox", "radio", "submit"}:
        return field.get("value", "on")
    if kind == "file":
        return SimpleUploadedFile(f"{word}.csv", f"name,address\n{word},{word}\n".encode())
    if field.get("inputmode") == "numeric" or kind == "number":
        return field.get("value") or "1"
    return f"{word}@example.org" if kind == "email" else field.get("value") or word
