"""A pack in another language: texts laid over its own, found by the keys that both have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from opencompact.core.procedure import Fault

# What people read. Keys, numbers, clauses and everything that counts stay as they are.
TEXTS: Final = frozenset(
    {
        "about", "after_notes", "also", "as_written", "asks", "conditions", "counting",
        "hint", "instead", "intro", "label", "lifted", "meaning", "name", "note", "outcomes",
        "prose", "publisher",
        "resolved", "says", "short", "summary", "term", "text", "title", "when", "withdrawal",
        "words",
    }
)  # fmt: skip
# By what the members of a list are found, the first that they have.
NAMES: Final = ("key", "term", "name")
FREE: Final = "wording"
PLACES: Final = re.compile(r"\{\w+\}")
Place = tuple[str | int, ...]


def laid_over(data: Any, words: Any) -> Any:
    """The pack's data with `words` in place of its own, where there are any."""
    if isinstance(data, Mapping):
        return {
            name: laid_over(value, words[name]) if name in words else value
            for name, value in data.items()
        }
    if _is_listed(data):
        return [laid_over(one, words.get(_name(one), {})) for one in data]
    return words


def faults(data: Any, words: Any, place: Place = ()) -> Iterator[Fault]:
    """What of `words` does not fit the pack, each with its place in the file of the language."""
    if isinstance(data, Mapping):
        yield from _field_faults(data, words, place)
    elif _is_listed(data):
        yield from _member_faults({_name(one): one for one in data}, words, place)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        if not isinstance(words, list) or len(words) != len(data):
            yield Fault(place, f"the pack has {len(data)} texts here: write as many, in its order")
    elif not isinstance(words, str) or not words.strip():
        yield Fault(place, "this must be text: write the translation, or remove the field")
    elif PLACES.findall(words) != PLACES.findall(str(data)):
        yield Fault(place, "keep what stands in {braces} as it is: it is filled in")


def _field_faults(data: Mapping[str, Any], words: Any, place: Place) -> Iterator[Fault]:
    if not isinstance(words, Mapping):
        yield Fault(place, "this must hold fields, as the pack does here")
        return
    for name, value in words.items():
        here = (*place, name)
        if place == (FREE,):
            if not isinstance(value, str):
                yield Fault(here, "this must be text")
        elif name not in data:
            yield Fault(here, "the pack has no such field here: remove it or mend its spelling")
        elif name not in TEXTS and not isinstance(data[name], list | dict):
            yield Fault(here, "this is no text that people read: it stays as the pack has it")
        else:
            yield from faults(data[name], value, here)


def _member_faults(members: Mapping[str, Any], words: Any, place: Place) -> Iterator[Fault]:
    if not isinstance(words, Mapping):
        yield Fault(place, "write a field for each, called by its key")
        return
    for name, value in words.items():
        if name in members:
            yield from faults(members[name], value, (*place, name))
        else:
            yield Fault((*place, name), "the pack has nothing of this key here: mend it")


def _is_listed(data: Any) -> bool:
    """Whether this is a list of things that have names."""
    return isinstance(data, list | tuple) and bool(data) and isinstance(data[0], Mapping)


def _name(one: Mapping[str, Any]) -> str:
    return str(next((one[name] for name in NAMES if name in one), ""))
