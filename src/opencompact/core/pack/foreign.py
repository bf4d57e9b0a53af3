"""Texts that a pack does not hold in the language it is asked for: each knows its own."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any, SupportsIndex

from opencompact.core.pack.schema import Pack
from opencompact.core.pack.translate import NAMES, TEXTS


class Foreign(str):
    """A text in another language than the page around it; put into HTML it says so."""

    __slots__ = ("language",)
    language: str

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        """What was filled in does not change the language."""
        return like(super().replace(old, new, count), self)

    def __html__(self) -> str:
        """What templates ask for: a screen reader changes its voice."""
        return f'<span lang="{self.language}">{escape(str(self))}</span>'


def foreign(text: str, language: str) -> str:
    """A text with its language; nothing has none."""
    if not text:
        return text
    made = Foreign(text)
    made.language = language
    return made


def like(text: str, whole: str) -> str:
    """A piece of `whole`, in its language."""
    return foreign(text, whole.language) if isinstance(whole, Foreign) else text


def told_apart(pack: Pack, own: Pack, words: Mapping[str, Any]) -> Pack:
    """The pack with each text that `words` did not have marked as in the language of its `own`."""
    marked: Pack = _marked(pack, own, words, own.language, "")
    return marked


def _marked(thing: Any, own: Any, words: Any, language: str, name: str) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        held = words if isinstance(words, Mapping) else {}
        return replace(
            thing,
            **{
                key: _marked(value, getattr(own, key), held.get(key), language, key)
                for key, value in ((one.name, getattr(thing, one.name)) for one in fields(thing))
                if key in TEXTS or isinstance(value, tuple) or is_dataclass(value)
            },
        )
    if isinstance(thing, tuple):
        return tuple(
            _marked(one, its_own, _words_of(its_own, words), language, name)
            for one, its_own in zip(thing, own, strict=True)
        )
    if isinstance(thing, str) and name in TEXTS and words is None:
        return foreign(thing, language)
    return thing


def _words_of(member: Any, words: Any) -> Any:
    """The words of one member of a list: found by its own name, or given for the whole list."""
    if isinstance(words, Mapping):
        return words.get(next((getattr(member, n) for n in NAMES if hasattr(member, n)), ""))
    return words
