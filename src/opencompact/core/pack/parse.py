"""Texts in, pack out. Every complaint names the file, the line, the field and what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from opencompact.core.pack.check import check
from opencompact.core.pack.foreign import told_apart
from opencompact.core.pack.schema import Pack
from opencompact.core.pack.translate import faults as unfit
from opencompact.core.pack.translate import laid_over
from opencompact.core.pack.tree import PackError, line_of, plain, read_yaml
from opencompact.core.procedure import Fault

__all__ = [
    "PackError",
    "dump",
    "faults_in",
    "line_of",
    "located",
    "parse",
    "plain",
    "read_yaml",
    "restore",
    "spoken",
]

PACK: TypeAdapter[Pack] = TypeAdapter(Pack)
MAIN, PROCEDURE = "pack.yaml", "procedure.yaml"
LANGUAGES = {"en.yaml": "en", "cy.yaml": "cy"}

# The sentences of the reading library, in ours.
_NO_FIELD = "there is no such field here: remove it or mend its spelling"
_NO_LIST = "this must be a list: write [one, two], or a dash before each line"
_NO_TEXT = "this must be text: put it in quotes"
_NO_NUMBER = "this must be a whole number"
_NO_DECIMAL = "this must be a number, as 95 or 97.5"
_NO_BOOLEAN = "this must be true or false"
_NO_DATE = "this must be a date, as in 2026-11-21"
_NO_FIELDS = "this must hold fields (name: value), each on a line of its own"
_SAYINGS = {
    "missing": "this field is missing: add it",
    "unexpected_keyword_argument": _NO_FIELD,
    "extra_forbidden": _NO_FIELD,
    "tuple_type": _NO_LIST,
    "string_type": _NO_TEXT,
    "int_parsing": _NO_NUMBER,
    "int_parsing_size": _NO_NUMBER,
    "int_from_float": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "finite_number": _NO_NUMBER,
    "decimal_parsing": _NO_DECIMAL,
    "decimal_type": _NO_DECIMAL,
    "bool_parsing": _NO_BOOLEAN,
    "bool_type": _NO_BOOLEAN,
    "date_from_datetime_parsing": _NO_DATE,
    "date_from_datetime_inexact": _NO_DATE,
    "date_parsing": _NO_DATE,
    "date_type": _NO_DATE,
    "dataclass_type": _NO_FIELDS,
    "dict_type": _NO_FIELDS,
    "mapping_type": _NO_FIELDS,
    "union_tag_not_found": "say what kind of rule this is: write `kind`",
}
_NO_KIND = {"union_tag_not_found", "union_tag_invalid"}
_NO_VALUE = "this must be one plain value: true, false, a date, a number or text"


def parse(files: Mapping[str, str]) -> Pack:
    """Make a pack of `files` (name within the pack's folder -> text), or raise PackError.

    `pack.yaml` is needed; `procedure.yaml` holds the procedure where `pack.yaml` does not;
    `cy.yaml` or `en.yaml` holds its words in another language.
    """
    if MAIN not in files:
        raise PackError([f"{MAIN}:1: this file is missing: every pack has one."])
    trees = {name: read_yaml(files[name], name) for name in (MAIN, PROCEDURE) if name in files}
    data = plain(trees[MAIN])
    if not isinstance(data, dict):
        raise PackError([f"{MAIN}:1: a pack is made of fields: write name: value on each line."])
    twice = list(_procedure(data, trees))
    absent = list(_read_prose(data, files))
    try:
        pack = PACK.validate_python(data)
    except ValidationError as error:
        faults = [*faults_in(error), *absent]
    else:
        faults = [*absent, *check(pack)]
    if twice or faults:
        raise PackError([*twice, *_told(trees, faults)])
    return _translated(pack, files)


def dump(pack: Pack) -> dict[str, Any]:
    """Return the whole pack as data that JSON can hold; `restore` makes an equal pack of it."""
    data: dict[str, Any] = PACK.dump_python(pack, mode="json")
    return data


def spoken(pack: Pack, language: str) -> Pack:
    """The pack with its texts in `language` where it has them; its own elsewhere, marked so."""
    if language == pack.language:
        return pack
    words = pack.translations.get(language, {})
    return told_apart(restore(laid_over(dump(pack), words)), pack, words)


def _translated(pack: Pack, files: Mapping[str, str]) -> Pack:
    """The pack with the words of its languages; PackError where they do not fit it."""
    trees = {name: read_yaml(files[name], name) for name in LANGUAGES if name in files}
    data = dump(pack)
    faults = [
        located(name, tree, fault)
        for name, tree in trees.items()
        for fault in _unfit(pack, name, data, plain(tree))
    ]
    if faults:
        raise PackError(faults)
    data["translations"] = {LANGUAGES[name]: plain(tree) for name, tree in trees.items()}
    return restore(data)


def _unfit(pack: Pack, name: str, data: dict[str, Any], words: Any) -> Iterator[Fault]:
    if LANGUAGES[name] == pack.language:
        yield Fault((), "the pack is in this language itself: remove this file")
    yield from unfit(data, words)


def restore(data: Mapping[str, Any]) -> Pack:
    """Make the pack again from what `dump` returned."""
    return PACK.validate_python(data)


def faults_in(error: ValidationError) -> Iterator[Fault]:
    """Yield what the reading library complains of, in our words; each place once."""
    seen: set[tuple[str | int, ...]] = set()
    for fault in error.errors():
        kept = _without_kind(fault["loc"])
        place = kept[:-1] if _is_choice(kept) else kept
        if place not in seen:
            seen.add(place)
            says = _said(fault, place) if place == kept else _NO_VALUE
            yield Fault((*place, "kind") if fault["type"] in _NO_KIND else place, says)


def located(name: str, tree: Any, fault: Fault) -> str:
    """Write a fault of the file `name` as a line for a person: file:line: field: what to do."""
    steps = (str(part + 1) if isinstance(part, int) else part for part in fault.place)
    where = "".join(f"{'.'.join(steps)}: " if fault.place else "")
    return f"{name}:{line_of(tree, fault.place)}: {where}{fault.says.rstrip('.')}."


def _procedure(data: dict[str, Any], trees: Mapping[str, Any]) -> Iterator[str]:
    """Put the procedure where the schema has it; complain where it is given twice."""
    if PROCEDURE in trees:
        if "procedure" in data:
            twice = Fault(("procedure",), f"{PROCEDURE} holds the procedure: remove it here")
            yield located(MAIN, trees[MAIN], twice)
        data["procedure"] = plain(trees[PROCEDURE])


def _read_prose(data: dict[str, Any], files: Mapping[str, str]) -> Iterator[Fault]:
    parts = data.get("parts")
    for n, part in enumerate(parts if isinstance(parts, list) else ()):
        name = part.get("file") if isinstance(part, dict) else None
        if isinstance(name, str) and name in files:
            part["prose"] = files[name]
        elif isinstance(name, str) and name:
            yield Fault(("parts", n, "file"), f"there is no file “{name}” in the pack: add it")


def _without_kind(place: Sequence[str | int]) -> tuple[str | int, ...]:
    """Leave out the kind of a rule, which the reading library puts among the fields."""
    return (*place[:2], *place[3:]) if place[:1] == ("rules",) else tuple(place)


def _is_choice(place: Sequence[str | int]) -> bool:
    """Say whether the last part is one of the kinds that the value could have had."""
    return place[-3:-2] in {("when",), ("unless",), ("facts",)}


def _said(fault: ErrorDetails, place: tuple[str | int, ...]) -> str:
    kind, about = fault["type"], fault.get("ctx", {})
    if place == ("procedure",):
        return f"there is no procedure: write one in {PROCEDURE}"
    if not place and fault["input"] is None:
        return "the file is empty: write in it what it is for"
    if fault["input"] is None:
        return "nothing is written here: write it, or remove the field"
    if kind in {"literal_error", "enum"}:
        return f"this must be {about['expected']}"
    if kind == "union_tag_invalid":
        return f"there is no such kind of rule: write one of {about['expected_tags']}"
    return _SAYINGS.get(kind, fault["msg"][:1].lower() + fault["msg"][1:])


def _told(trees: Mapping[str, Any], faults: Iterable[Fault]) -> Iterator[str]:
    for fault in faults:
        if fault.place[:1] == ("procedure",) and PROCEDURE in trees:
            yield located(PROCEDURE, trees[PROCEDURE], Fault(fault.place[1:], fault.says))
        else:
            yield located(MAIN, trees[MAIN], fault)
