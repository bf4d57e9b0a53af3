"""The one shape of every answer that is not a success."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import JsonResponse
from ninja import Field, Schema

PLAIN = {"ensure_ascii": False}
ASK = "Look at the fields for what is wrong with each, and send it again. Nothing was changed."


class Fault(Schema):
    """Why there is no answer, and what to do about it."""

    error: str = Field(
        description="A sentence that says what to do.",
        examples=["There is no such organisation here. Look for it in the list."],
    )
    possible: list[str] = Field(
        default_factory=list,
        description="What can be done instead, where that is known.",
        examples=[["page", "per_page", "q"]],
    )
    fields: dict[str, str] = Field(
        default_factory=dict,
        description="What is wrong with what was given, by name.",
        examples=[{"per_page": "Give a whole number from 1 to 200."}],
    )


def answer(
    status: int,
    error: str,
    *,
    possible: Iterable[str] = (),
    fields: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> JsonResponse:
    """A refusal as JSON; `more` are parts that only one kind of refusal has."""
    body = {
        "error": error,
        "possible": list(possible),
        "fields": dict(fields or {}),
        **(more or {}),
    }
    return JsonResponse(body, status=status, json_dumps_params=PLAIN)


def of_form(form: BaseForm) -> JsonResponse:
    """What the form of the page finds wrong with what was given, by field."""
    fields = {
        name: " ".join(str(message).rstrip(".") + "." for message in found)
        for name, found in form.errors.items()
        if name != "__all__"
    }
    whole = " ".join(map(str, form.non_field_errors()))
    return answer(400, whole or ASK, fields=fields)
