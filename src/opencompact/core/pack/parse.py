"""Texts in, pack out. Every complaint names the file, the line, the field and what to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from opencompact.core.pack.check import check
from opencompact.core.pack.schema import Pack
from opencompact.core.procedure import Fault

PACK: TypeAdapter[Pack] = TypeAdapter(Pack)
MAIN, PROCEDURE = "pack.yaml", "procedure.yaml"

# The sentences of the reading library, in ours.
_SAYINGS = {
    "missing": "this field is missing: add it",
    "unexpected_keyword_argument": "there is no such field here: remove it or mend its spelling",
    "extra_forbidden": "there is no such field here: remove it or mend its spelling",
    "tuple_type": "this must be a list: write [one, two], or a dash before each line",
    "string_type": "this must be text: put it in quotes",
    "int_parsing": "this must be a whole number",
    "int_type": "this must be a whole number",
    "bool_parsing": "this must be true or false",
    "bool_type": "this must be true or false",
    "date_from_datetime_parsing": "this must be a date, as in 2026-11-21",
    "date_type": "this must be a date, as in 2026-11-21",
    "dataclass_type": "this must hold fields (name: value), each on a line of its own",
    "dict_type": "this must hold fields (name: value)",
}


class PackError(ValueError):
    """The pack cannot be used. `faults` has a line for each: file:line: field: what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def parse(files: Mapping[str, str]) -> Pack:
    """Make a pack of `files` (name within the pack's folder -> text), or raise PackError.

    `pack.yaml` is needed; `procedure.yaml` holds the procedure where `pack.yaml` does not.
    """
    trees = {name: _tree(files, name) for name in (MAIN, PROCEDURE) if name in files}
    if MAIN not in trees:
        raise PackError([f"{MAIN}:1: this file is missing: every pack has one."])
    data = plain(trees[MAIN])
    if not isinstance(data, dict):
        raise PackError([f"{MAIN}:1: a pack is made of fields (name: value)."])
    if PROCEDURE in trees:
        data["procedure"] = plain(trees[PROCEDURE])
    absent = list(_read_prose(data, files))
    try:
        pack = PACK.validate_python(data)
    except ValidationError as error:
        raise PackError([*_invalid(trees, error), *_at(trees, absent)]) from None
    faults = [*absent, *check(pack)]
    if faults:
        raise PackError(list(_at(trees, faults)))
    return pack


def dump(pack: Pack) -> dict[str, Any]:
    """Return the whole pack as data that JSON can hold; `restore` makes an equal pack of it."""
    data: dict[str, Any] = PACK.dump_python(pack, mode="json")
    return data


def restore(data: Mapping[str, Any]) -> Pack:
    """Make the pack again from what `dump` returned."""
    return PACK.validate_python(data)


def read_yaml(text: str, name: str) -> Any:
    """Read one YAML 1.2 document with its places kept; raise PackError with file and line."""
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = re.sub(r"\s+", " ", str(error.problem or error.context or "cannot be read"))
        raise PackError([f"{name}:{line}: this is not valid YAML: {said}"]) from None


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


def _tree(files: Mapping[str, str], name: str) -> Any:
    return read_yaml(files[name], name)


def _read_prose(data: dict[str, Any], files: Mapping[str, str]) -> Iterator[Fault]:
    parts = data.get("parts")
    for n, part in enumerate(parts if isinstance(parts, list) else ()):
        name = part.get("file") if isinstance(part, dict) else None
        if name and name in files:
            part["prose"] = files[name]
        elif name:
            yield Fault(("parts", n, "file"), f"there is no file “{name}” in the pack: add it.")


def _invalid(trees: Mapping[str, Any], error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = tuple(part for part in fault["loc"] if part not in {"duration", "presence"})
        says = _SAYINGS.get(fault["type"], fault["msg"][:1].lower() + fault["msg"][1:])
        yield from _at(trees, [Fault(place, says)])


def _at(trees: Mapping[str, Any], faults: Sequence[Fault]) -> Iterator[str]:
    for fault in faults:
        name, place = MAIN, fault.place
        if place[:1] == ("procedure",) and PROCEDURE in trees:
            name, place = PROCEDURE, place[1:]
        where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place)
        yield f"{name}:{line_of(trees[name], place)}: {where}: {fault.says}"
