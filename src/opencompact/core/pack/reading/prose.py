"""Markdown read into blocks of tokens: a template can show them and nothing is ever raw HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from opencompact.core.pack.foreign import like
from opencompact.core.pack.reading.words import Glossary, Token, explain, joined, slug
from opencompact.core.record import record

MARKDOWN = MarkdownIt("commonmark", {"html": False})
SAFE = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)
TOP = 3
"""The highest heading of a chapter: one is the agreement's name, two the chapter's."""
NUMBER = re.compile(r"\d{1,3}[a-z]?(?:\.\d{1,3})*(?:\([a-z]{1,3}\))?")
"""A clause number, bold at the start of a paragraph: it belongs in the margin."""
KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "numbered",
    "list_item": "item",
    "blockquote": "quote",
}


@record
class Block:
    """A paragraph, heading, list, numbered list, item or quote.

    `level` is a heading's, 3 to 6; `number` a paragraph's own; `start` a numbered list's first.
    """

    kind: str
    tokens: tuple[Token, ...] = ()
    blocks: tuple["Block", ...] = ()
    level: int = 0
    anchor: str = ""
    start: int = 1
    number: str = ""

    @property
    def text(self) -> str:
        """The words of the block and all within it, a space between blocks."""
        return " ".join(part for part in (joined(self.tokens), words(self.blocks)) if part)

    @property
    def tight(self) -> bool:
        """Whether the block is nothing but one paragraph, as an item of a short list is."""
        return [block.kind for block in self.blocks] == ["paragraph"]


def words(blocks: Iterable[Block]) -> str:
    """Return the plain words of `blocks`."""
    return " ".join(block.text for block in blocks)


def prose(source: str, glossary: Glossary, name: str = "") -> tuple[Block, ...]:
    """Read Markdown. Terms are explained where they come first; top blocks get anchors.

    `name` starts the anchors of the blocks that are no headings: "about-1", "about-2".
    """
    root = SyntaxTreeNode(MARKDOWN.parse(source))
    blocks = _blocks(root.children, glossary, set())
    return tuple(_spoken(block, source) for block in _anchored(blocks, name))


def _spoken(block: Block, source: str) -> Block:
    """A block whose words are in the language of the text that they come from."""
    tokens = tuple(replace(token, text=like(token.text, source)) for token in block.tokens)
    return replace(block, tokens=tokens, blocks=tuple(_spoken(one, source) for one in block.blocks))


def _anchored(blocks: Iterable[Block], name: str) -> Iterator[Block]:
    taken: set[str] = set()
    for count, block in enumerate(blocks, 1):
        own = block.number or (block.text if block.kind == "heading" else "")
        anchor = f"{name}-{slug(own)}" if own else ""
        if not anchor or anchor in taken:
            anchor = f"{name}-{count}"
        taken.add(anchor)
        yield replace(block, anchor=anchor.strip("-"))


def _blocks(
    nodes: Iterable[SyntaxTreeNode], glossary: Glossary, seen: set[str]
) -> tuple[Block, ...]:
    return tuple(block for node in nodes for block in _block(node, glossary, seen))


def _block(node: SyntaxTreeNode, glossary: Glossary, seen: set[str]) -> Iterator[Block]:
    kind = KINDS.get(node.type, "")
    if kind == "heading":
        level = max(TOP, int(node.tag[1]))
        yield Block(kind, tuple(_merged(_inline(node.children))), level=level)
    elif kind == "paragraph":
        number, tokens = _number(list(_merged(_inline(node.children))))
        yield Block(kind, _words(tokens, glossary, seen), number=number)
    elif kind:
        start = int(node.attrs.get("start", 1)) if kind == "numbered" else 1
        yield Block(kind, blocks=_blocks(node.children, glossary, seen), start=start)
    elif node.type in {"code_block", "fence", "html_block"}:
        yield Block("paragraph", (Token(node.content.strip()),))


def _number(tokens: list[Token]) -> tuple[str, list[Token]]:
    """Part the number in front of a paragraph from its words."""
    if len(tokens) < 2 or not tokens[0].strong or not NUMBER.fullmatch(tokens[0].text):  # noqa: PLR2004
        return "", tokens
    return tokens[0].text, [replace(tokens[1], text=tokens[1].text.lstrip()), *tokens[2:]]


def _words(tokens: Iterable[Token], glossary: Glossary, seen: set[str]) -> tuple[Token, ...]:
    """Explain the terms of a paragraph, but none inside bold words or a link."""
    return tuple(
        part
        for token in tokens
        for part in (
            (token,) if token.strong or token.href else explain(token.text, glossary, seen)
        )
    )


def _inline(
    nodes: Iterable[SyntaxTreeNode], href: str = "", *, strong: bool = False
) -> Iterator[Token]:
    for node in nodes:
        if node.type in {"softbreak", "hardbreak"}:
            yield Token(" ", href=href, strong=strong)
        elif node.type == "link":
            yield from _inline(node.children, _safe(str(node.attrs.get("href", ""))), strong=strong)
        elif node.type in {"strong", "em"}:
            yield from _inline(node.children, href, strong=True)
        elif node.children:
            yield from _inline(node.children, href, strong=strong)
        else:
            yield Token(node.content, href=href, strong=strong)


def _safe(href: str) -> str:
    """Return `href` when it leads to a page, a place on this site or an e-mail address, else ""."""
    return href if SAFE.match(href) else ""


def _merged(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join neighbours that look alike, so that a term may run over the end of a line."""
    last: Token | None = None
    for token in tokens:
        if last and (last.strong, last.href) == (token.strong, token.href):
            last = Token(last.text + token.text, strong=last.strong, href=last.href)
            continue
        if last and last.text:
            yield last
        last = token
    if last and last.text:
        yield last
