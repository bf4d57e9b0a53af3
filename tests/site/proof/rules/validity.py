"""A strict reader of HTML: what passes it is valid by construction.

Our pages close every element that they open, so that no guess of a browser is ever needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from html.parser import HTMLParser

from tests.site.proof.rules import grammar

TEXT, FIGURES = re.compile(r">[^<>]*<"), re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
SEEN = frozenset({"img", "input", "svg"})
Attributes = dict[str, str | None]


@dataclass
class Open:
    """An element that is open: what has been in it so far."""

    tag: str
    children: list[str] = field(default_factory=list)
    says: bool = False


class Reader(HTMLParser):
    """Reads one page; `faults` says what is wrong with it, each with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.stack: list[Open] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.pointers: list[tuple[str, str]] = []
        self.labels: set[str] = set()
        self.controls: list[str] = []
        self.counted: dict[str, int] = {}
        self.level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in("svg"):
            self._note_ids(dict(attrs))
        else:
            said = dict(attrs)
            if len(said) < len(attrs):
                self._fault(f"<{tag}> has an attribute twice")
            self._place(tag)
            self._check(tag, said)
        if tag not in grammar.VOID:
            self.stack.append(Open(tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in grammar.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1].tag != tag:
            inside = self.stack[-1].tag if self.stack else "nothing"
            self._fault(f"</{tag}> closes what is not open: inside <{inside}>")
            return
        closed = self.stack.pop()
        if (
            tag in grammar.HEADINGS | {"a", "button", "title", "legend", "label"}
            and not closed.says
        ):
            self._fault(f"<{tag}> is empty")
        if tag == "dl" and not closed.children:
            self._fault("<dl> is empty")
        if self.stack and closed.says:
            self.stack[-1].says = True

    def handle_data(self, data: str) -> None:
        if not data.strip() or not self.stack:
            return
        top = self.stack[-1]
        top.says = True
        if grammar.CHILDREN.get(top.tag):
            self._fault(f"<{top.tag}> holds bare words: {data.strip()[:30]}")
        if "<" in data:
            self._fault(f"a bare < in {data.strip()[:30]}")

    def handle_entityref(self, name: str) -> None:
        self.handle_data(name)
        if f"{name};" not in html5:
            self._fault(f"&{name}; is no character")

    def handle_charref(self, name: str) -> None:
        self.handle_data(name)

    def handle_decl(self, decl: str) -> None:
        self.counted["doctype"] = decl.lower() == "doctype html"

    def done(self) -> list[str]:
        """All faults, with those that only show at the end."""
        self.close()
        left = [one.tag for one in self.stack]
        if left:
            self._fault(f"never closed: {left}")
        if not self.counted.get("doctype"):
            self._fault("it does not begin with <!doctype html>")
        for tag in sorted(grammar.ONCE):
            if self.counted.get(tag, 0) != 1:
                self._fault(f"<{tag}> is there {self.counted.get(tag, 0)} times")
        for name, target in self.pointers:
            if target not in self.ids:
                self._fault(f"{name} names “{target}”, which is not there")
        self.faults += [f"no label for {one}" for one in self.controls if one not in self.labels]
        return self.faults

    def _in(self, *tags: str) -> bool:
        return any(one.tag in tags for one in self.stack)

    def _fault(self, says: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {says}")

    def _place(self, tag: str) -> None:
        """May this element stand here?"""
        self.counted[tag] = self.counted.get(tag, 0) + 1
        if tag not in grammar.KNOWN:
            self._fault(f"<{tag}> is not an element that we use")
        if self.stack:
            self.faults += [f"line {self.getpos()[0]}: {one}" for one in misplaced(tag, self.stack)]
            self.stack[-1].children.append(tag)
            self.stack[-1].says |= tag in SEEN
        if tag in grammar.HEADINGS:
            level = int(tag[1])
            if level > self.level + 1:
                self._fault(f"<{tag}> follows a heading of level {self.level}")
            self.level = level

    def _check(self, tag: str, said: Attributes) -> None:
        """Are its attributes those that it may and must have?"""
        for name, value in said.items():
            if not _may_have(tag, name):
                self._fault(f"<{tag}> may not have the attribute {name}")
            allowed = grammar.VALUES.get((tag, name))
            if allowed and value not in allowed:
                self._fault(f'{name}="{value}" is not for <{tag}>')
        for name in sorted(grammar.NEEDED.get(tag, frozenset()) - said.keys()):
            self._fault(f"<{tag}> needs the attribute {name}")
        self._note_ids(said)
        self._note_label(tag, said)

    def _note_ids(self, said: Attributes) -> None:
        if "id" in said:
            name = said["id"] or ""
            if not name or name in self.ids or re.search(r"\s", name):
                self._fault(f"the id “{name}” is empty, has a space or stands twice")
            self.ids.add(name)
        for name in grammar.POINTING & said.keys():
            self.pointers += [(name, one) for one in (said[name] or "").split()]

    def _note_label(self, tag: str, said: Attributes) -> None:
        if tag == "label" and said.get("for"):
            self.labels.add(said["for"] or "")
        if tag not in grammar.LABELLED or said.get("type") in grammar.UNLABELLED:
            return
        if not ({"aria-label", "aria-labelledby"} & said.keys() or self._in("label")):
            self.controls.append(said.get("id") or f"<{tag} name={said.get('name')}>")


def misplaced(tag: str, stack: list[Open]) -> Iterator[str]:
    """What is wrong with an element at this place."""
    parent = stack[-1]
    around = {one.tag for one in stack}
    if tag not in grammar.CHILDREN.get(parent.tag, {tag}) and parent.tag in grammar.CHILDREN:
        yield f"<{tag}> may not stand in <{parent.tag}>"
    if parent.tag not in grammar.PARENTS.get(tag, {parent.tag}):
        yield f"<{tag}> belongs in {sorted(grammar.PARENTS[tag])}, not in <{parent.tag}>"
    if parent.tag == "div" and tag in {"dt", "dd"} and "dl" not in around:
        yield f"<{tag}> stands outside a list of terms"
    if tag == "dd" and not {"dt", "dd"} & set(parent.children):
        yield "<dd> has no <dt> before it"
    if tag in grammar.FIRST and parent.children:
        yield f"<{tag}> has to come first in <{parent.tag}>"
    if tag in grammar.BLOCKS:
        yield from _among_words(tag, stack)
    for outer, closed in grammar.CLOSED_TO.items():
        if outer in around and tag in closed:
            yield f"<{tag}> may not stand in <{outer}>"


def _among_words(tag: str, stack: list[Open]) -> Iterator[str]:
    around = {one.tag for one in stack}
    for outer in sorted(around & grammar.ONLY_WORDS):
        if tag in grammar.HEADINGS and outer in grammar.WITH_HEADING:
            continue
        yield f"<{tag}> may not stand among the words of <{outer}>"


def _may_have(tag: str, name: str) -> bool:
    if tag == "svg" or name.startswith(("data-", "aria-")) or name in grammar.GLOBAL:
        return True
    return name in grammar.ATTRIBUTES.get(tag, frozenset())


def faults(page: str) -> list[str]:
    """What is wrong with a page, in words; empty when it is valid."""
    reader = Reader()
    reader.feed(page)
    return reader.done()


@dataclass
class Validity:
    """Reads each build of page once: pages that differ in words and figures only are the same."""

    known: dict[int, list[str]] = field(default_factory=dict)

    def of(self, page: str) -> list[str]:
        """The faults of a page."""
        built = hash(FIGURES.sub("0", TEXT.sub("><", page)))
        if built not in self.known:
            self.known[built] = faults(page)
        return self.known[built]
