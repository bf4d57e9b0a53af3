"""The description of the API made ready to be read by a person."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from opencompact.core.record import record

METHODS = ("get", "post", "patch")


@record
class Parameter:
    """Something an operation is asked with, or is sent."""

    name: str
    kind: str
    needed: bool
    says: str


@record
class Operation:
    """One operation: how it is called, with what, and what it answers with."""

    key: str
    title: str
    method: str
    address: str
    says: str
    scope: str
    asked: tuple[Parameter, ...]
    sent: tuple[Parameter, ...]
    answers: tuple[Parameter, ...]


@record
class Section:
    """The operations of one part of the software."""

    name: str
    operations: tuple[Operation, ...]


def sections(description: Mapping[str, Any]) -> list[Section]:
    """Every operation, by the part of the software it belongs to."""
    found: dict[str, list[Operation]] = {}
    for address, methods in description["paths"].items():
        for method in METHODS:
            if one := methods.get(method):
                tag = one["tags"][0]
                found.setdefault(tag, []).append(_operation(description, address, method, one))
    return [Section(name, tuple(operations)) for name, operations in found.items()]


def _operation(
    description: Mapping[str, Any], address: str, method: str, found: Mapping[str, Any]
) -> Operation:
    success = next(one for one in found["responses"] if int(one) < HTTPStatus.MULTIPLE_CHOICES)
    return Operation(
        key=found["operationId"],
        title=found["summary"],
        method=method.upper(),
        address=address,
        says=found.get("description", ""),
        scope=found.get("x-scope", ""),
        asked=tuple(_asked(found)),
        sent=tuple(_fields(description, found.get("requestBody", {}))),
        answers=tuple(_fields(description, found["responses"][success])),
    )


def _asked(one: Mapping[str, Any]) -> Iterator[Parameter]:
    for given in one["parameters"]:
        if given["in"] == "query":
            schema = given["schema"]
            yield Parameter(
                given["name"], _kind(schema), given["required"], schema.get("description", "")
            )


def _fields(description: Mapping[str, Any], holder: Mapping[str, Any]) -> Iterator[Parameter]:
    """The fields of what is sent or answered; of a list, those of its rows."""
    for content in holder.get("content", {}).values():
        schema = _resolved(description, content["schema"])
        if "rows" in schema.get("properties", {}):
            schema = _resolved(description, schema["properties"]["rows"]["items"])
        needed = schema.get("required", [])
        for name, field in schema.get("properties", {}).items():
            says = field.get("description", "")
            yield Parameter(name, _kind(_resolved(description, field)), name in needed, says)


def _resolved(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema itself, where another place only names it."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return description["components"]["schemas"][name] if name else schema


def _kind(schema: Mapping[str, Any]) -> str:
    """What kind of value it is, in a word or two."""
    if "enum" in schema:
        return "one of " + ", ".join(map(str, filter(None, schema["enum"])))
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        known = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(filter(None, known)))
    if "format" in schema:
        return {"date-time": "moment", "binary": "file", "uuid": "id"}.get(
            str(schema["format"]), str(schema["format"])
        )
    return {
        "array": "list", "object": "object", "integer": "number", "string": "text",
        "boolean": "true or false",
    }.get(str(schema.get("type", "")), "object")  # fmt: skip
