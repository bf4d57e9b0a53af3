"""Markdown to HTML without a script in it: no raw HTML goes in, nh3 cleans what comes out."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "dd",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"scope"}}
SMALLEST = 4
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
CLASSES = {
    "p": "govuk-body", "a": "govuk-link", "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number", "h2": "govuk-heading-m", "h3": "govuk-heading-s",
    "h4": "govuk-heading-s", "table": "govuk-table", "th": "govuk-table__header",
    "td": "govuk-table__cell", "blockquote": "govuk-inset-text",
}  # fmt: skip


def to_html(text: str) -> str:
    """Turn Markdown into clean HTML with the classes of the house; `# Title` becomes an h2."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1]) + 1, SMALLEST)}"
    return nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        set_tag_attribute_values={tag: {"class": name} for tag, name in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
