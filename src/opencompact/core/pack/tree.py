"""YAML texts as trees that know their lines; what is wrong is told with file and line."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq, TaggedScalar
from ruamel.yaml.error import MarkedYAMLError, YAMLError

DEEPEST = 50
"""No pack nests deeper; a text that does is no pack."""

# What the reading library says -> what a person can do about it.
_REMEDIES = (
    (r"character '\\t'", "a tab stands here: indent with spaces"),
    (r"duplicate key \"(.*?)\"", r"“\1” is written twice: keep one"),
    (r"another document", "a second document begins here: remove the line of dashes before it"),
    (
        r"mapping values are not allowed",
        "there is a colon where none can be: put the text in quotes, or mend the spaces before it",
    ),
    (
        r"expected <block end>",
        "this line starts at another column than its neighbours: line it up with them",
    ),
    (r"could not find expected ':'", "this line is no field: write it as name: value"),
    (r"expected ',' or '(.)'", r"the bracket opened here is not closed: end it with \1"),
    (r"unexpected end of stream", "the quotation mark opened here is not closed: close it"),
    (r"unknown escape", r"a backslash in double quotes means something else: use single quotes"),
    (r"cannot start any token", "a text cannot begin with this character: put it in quotes"),
    (r"undefined alias|alphabetic or numeric", "a text cannot begin with * or &: put it in quotes"),
)
_BEGUN = re.compile(r"expected ',' or|unexpected end of stream|could not find expected")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class PackError(ValueError):
    """The pack cannot be used. `faults` has a line for each: file:line: field: what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@lru_cache(maxsize=16)
def read_yaml(text: str, name: str) -> Any:
    """Read one YAML 1.2 document with its places kept; raise PackError with file and line.

    A pack takes a third of a second to read, so that the last ones are kept: change no tree.
    """
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line, said = _explained(error)
    except YAMLError as error:
        line, said = _unreadable(text, error)
    except RecursionError:
        line, said = 1, "the text is nested too deeply to be a pack"
    except ValueError as error:
        line, said = _impossible(text, error)
    else:
        _refuse_repeats(tree, name)
        return tree
    raise PackError([f"{name}:{line}: {said}."])


def plain(node: Any) -> Any:
    """Turn a YAML tree with places into plain dicts, lists and values."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def line_of(node: Any, place: Sequence[str | int]) -> int:
    """Follow `place` down the tree as far as it goes and return the line, counted from 1."""
    line = 1
    for key in place:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
        else:
            break
        node = node[key]
    return line


def _explained(error: MarkedYAMLError) -> tuple[int, str]:
    said = re.sub(r"\s+", " ", str(error.problem or error.context or "it cannot be read"))
    # What was begun and not ended is told where it was begun, not where the text ran out.
    marks = [error.problem_mark, error.context_mark]
    mark = next(filter(None, reversed(marks) if _BEGUN.search(said) else marks), None)
    line = mark.line + 1 if mark else 1
    for pattern, remedy in _REMEDIES:
        if found := re.search(pattern, said):
            return line, f"{found.expand(remedy)} (not valid YAML)"
    return line, f"this is not valid YAML: {said}"


def _unreadable(text: str, error: YAMLError) -> tuple[int, str]:
    place = getattr(error, "position", 0)
    return text.count("\n", 0, place) + 1, "there is a character here that no text has: remove it"


def _impossible(text: str, error: ValueError) -> tuple[int, str]:
    """Find the date that the calendar does not have."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in _DATE.findall(line):
            try:
                date.fromisoformat(found)
            except ValueError:
                return number, f"there is no day {found}: give one that the calendar has"
    return 1, f"a value cannot be read: {error}"


def _refuse_repeats(tree: Any, name: str) -> None:
    """Refuse *references and !tags: what a pack says stands there in full, as plain text."""
    seen: set[int] = set()
    left: list[tuple[Any, int, int]] = [(tree, 1, 0)]
    while left:
        node, line, depth = left.pop()
        if isinstance(node, TaggedScalar):
            raise PackError([f"{name}:{line}: a text cannot begin with !: put it in quotes."])
        if not isinstance(node, CommentedMap | CommentedSeq):
            continue
        if id(node) in seen or getattr(node, "merge", None):
            raise PackError([f"{name}:{line}: this repeats another place by *: write it out."])
        if depth > DEEPEST:
            raise PackError([f"{name}:{line}: the text is nested too deeply to be a pack."])
        seen.add(id(node))
        keys = node if isinstance(node, CommentedMap) else range(len(node))
        left += [(node[key], max(line, line_of(node, (key,))), depth + 1) for key in keys]
