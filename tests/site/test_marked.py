"""Every text that a person reads in a template is marked for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import DebugLexer, Token, TokenType

from tests.site.catalogue import ROOT, SOURCE

pytestmark = pytest.mark.once

# The folders that are held to it.
FOLDERS = ("base", "site", "apps")

# What stays as it is, each with the reason.
ALLOWED = {
    "Google Calendar": "the name of a program",
    "OpenCompact": "the name of the software",
    "Outlook": "the name of a program",
    "MB": "a unit",
    "PDF": "the name of a kind of file",
    "PDF, ,": "the same, before the size and the number of pages",
    "SHA-256:": "the name of a way to prove a file",
}
# What parts the title of a page from the name of the site.
DASHES = " \n\N{EN DASH}"
# Elements whose words are not read as language: commands, and rules of a style sheet.
SILENT = frozenset({"code", "pre", "script", "style"})
SPOKEN = ("alt", "aria-label", "data-label", "placeholder", "title")
# Tags whose quoted words are names, not texts.
NAMING = frozenset(
    {"block", "endblock", "extends", "load", "static", "translate", "trans", "url", "if", "elif"}
)
WORDS = re.compile(r"[^\W\d_]{2,}")
QUOTED = re.compile(r"""(_\()?(?P<mark>["'])(?P<said>.*?)(?P=mark)""")
# A quoted text begins with a capital letter or has a space; the name of a colour has neither.
TEXT = re.compile(r"^[A-Z][^\W\d_]|[^\W\d_] [^\W\d_]|^ [^\W\d_]+ ?$")
# Filters that glue a letter or a word to another.
GLUING = re.compile(r"\|(pluralize|yesno)\b")


class Read(HTMLParser):
    """What a person reads of a page, with the line on which it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        for name, value in attrs:
            if name in SPOKEN:
                self._note(value or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.silent -= tag in SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self._note(data)

    def _note(self, text: str) -> None:
        said = " ".join(text.strip(DASHES).split())
        if WORDS.search(said) and said not in ALLOWED:
            self.found.append((self.getpos()[0], said))


def unmarked(source: str, *, plain: bool = False) -> Iterator[tuple[int, str]]:
    """The line and the words of each text that is not marked."""
    left, inside = [], False
    for token in DebugLexer(source).tokenize():
        lines = "\n" * token.contents.count("\n") if token.token_type != TokenType.TEXT else ""
        if token.token_type == TokenType.BLOCK:
            name = _name(token)
            inside = name.startswith("blocktrans") or (inside and not name.startswith("endblockt"))
        if token.token_type == TokenType.TEXT:
            left.append("\n" * token.contents.count("\n") if inside else token.contents)
            continue
        # An element whose name is filled in is an element all the same.
        named = bool(left) and left[-1].endswith(("<", "</"))
        left.append("x" if named else lines)
        yield from ((token.lineno, said) for said in _quoted(token))
    text = "".join(left)
    if plain:
        yield from ((1, line.strip()) for line in text.splitlines() if WORDS.search(line))
        return
    page = Read()
    page.feed(text)
    page.close()
    yield from page.found


def _name(token: Token) -> str:
    return token.contents.split(maxsplit=1)[0]


def _quoted(token: Token) -> Iterator[str]:
    """The texts that stand in quotes inside a tag or behind a filter."""
    if token.token_type == TokenType.COMMENT or _name(token) in NAMING:
        return
    yield from (found[0] for found in GLUING.finditer(token.contents))
    for found in QUOTED.finditer(token.contents):
        if not found[1] and TEXT.search(found["said"]):
            yield found["said"]


def templates() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((SOURCE / folder).rglob("templates/**/*")):
            if path.suffix in {".html", ".txt", ".svg"}:
                yield path


def test_every_text_of_a_template_is_marked():
    found = [
        f"{path.relative_to(ROOT)}:{line}: “{said}”"
        for path in templates()
        for line, said in unmarked(path.read_text(encoding="utf-8"), plain=path.suffix == ".txt")
    ]
    assert not found, "Mark these, or say in ALLOWED why not:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Some words</p>",
        '<img alt="A picture">',
        '<nav aria-label="Which ones"></nav>',
        '<td data-label="May"></td>',
        '{% button "Save" %}',
        '{% empty _("None") "Nothing yet" %}',
        '{{ name|default:"Somebody" }}',
        '{{ names|join:" and " }}',
        "<p>{{ count }} row{{ count|pluralize }}</p>",
        "{% if more %}<p>{{ more }} more</p>{% endif %}",
        "{% blocktranslate %}Marked{% endblocktranslate %} and not",
    ],
)
def test_the_search_finds_what_is_not_marked(source):
    assert list(unmarked(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p class="govuk-body">{{ text }}</p>',
        '{% translate "Some words" %}',
        "{% blocktranslate trimmed %}Some <strong>words</strong>{% endblocktranslate %}",
        '{% button _("Save") "secondary" name="do" value="save" %}',
        "<pre><code>curl address</code></pre>",
        "{{ day|date:'Y-m-d' }}",
        "{# A word to whoever reads the template. #}",
    ],
)
def test_the_search_leaves_the_rest_alone(source):
    assert not list(unmarked(source))
