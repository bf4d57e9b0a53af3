"""What goes wrong below /api/, said in the one shape of a fault. No trace and no path gets out."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from opencompact.base.areas.permission import NotNow, SignInNeeded
from opencompact.base.areas.tokens import TokenRefused
from opencompact.base.ui.api import answer
from opencompact.base.ui.api.faults import ASK

NOBODY: Final = "This is not public. Send a token: “Authorization: Bearer oc_…”."
NOT_YOU: Final = "This token's person may not do that."
NOT_HERE: Final = "There is nothing at this address. The page /api/ lists what there is."
UNREADABLE: Final = "What was sent cannot be read. Send JSON as the page /api/ describes it."
# What Django itself refuses before or after an operation, by status.
USUAL: Final[Mapping[int, str]] = {
    400: UNREADABLE,
    401: NOBODY,
    403: NOT_YOU,
    404: NOT_HERE,
    405: "This address does not take that method.",
    413: "That is too much to send at once. Send less.",
    429: "That was too often. Wait a little, then go on.",
}
BROKEN: Final = "Something went wrong on our side. Nothing was changed; try again later."
# What pydantic says, in our words; what is not listed here says it well enough itself.
WORDS: Final[Mapping[str, str]] = {
    "missing": "Give this.",
    "extra_forbidden": "This operation does not know it. Check the spelling.",
    "int_parsing": "Give a whole number.",
    "int_type": "Give a whole number.",
    "int_from_float": "Give a whole number.",
    "int_parsing_size": "Give a smaller number.",
    "bool_parsing": "Give true or false.",
    "bool_type": "Give true or false.",
    "string_type": "Give a text.",
    "string_too_long": "Give at most {max_length} characters.",
    "string_too_short": "Give at least {min_length} characters.",
    "string_pattern_mismatch": "Give a text without control characters.",
    "string_unicode": "Give a text in UTF-8.",
    "greater_than_equal": "Give {ge} or more.",
    "less_than_equal": "Give {le} or less.",
    "literal_error": "Give one of {expected}.",
    "enum": "Give one of {expected}.",
    "date_parsing": "Give a day as YYYY-MM-DD.",
    "date_from_datetime_parsing": "Give a day as YYYY-MM-DD.",
    "date_from_datetime_inexact": "Give a day as YYYY-MM-DD.",
    "date_type": "Give a day as YYYY-MM-DD.",
    "list_type": "Give a list.",
    "dict_type": "Give an object with names and values.",
    "model_attributes_type": "Give an object with names and values.",
    "model_type": "Give an object with names and values.",
    "uuid_parsing": "Give an id as this API hands them out.",
}


def declare(api: NinjaAPI) -> None:
    """Tell the API what to answer when an operation ends with one of these."""
    handlers: dict[Any, Any] = {
        ValidationError: _invalid,
        NotNow: _not_now,
        SignInNeeded: _no_token,
        TokenRefused: _bad_token,
        PermissionDenied: _denied,
        Http404: _missing,
        HttpError: _unreadable,
        MultiPartParserError: _unreadable,
        RequestDataTooBig: _too_big,
        SuspiciousOperation: _unreadable,
        Exception: _broken,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(400, ASK, fields=_fields(error.errors))


def _fields(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names as the caller wrote them: without the source and our name for the whole."""
    found: dict[str, str] = {}
    for one in errors:
        source, *inner = [str(part) for part in one["loc"]]
        inner = inner[1:] or inner or [source]
        if source == "query":
            inner = inner[:1]  # what follows is which of several kinds of value it is not
        words = WORDS.get(one["type"], f"{one['msg']}.")
        found.setdefault(".".join(inner), words.format_map(one.get("ctx", {})))
    return found


def _not_now(_request: HttpRequest, error: NotNow) -> HttpResponse:
    return answer(409, error.message, possible=error.possible)


def _no_token(_request: HttpRequest, _error: SignInNeeded) -> HttpResponse:
    return unknown(NOBODY)


def _bad_token(_request: HttpRequest, error: TokenRefused) -> HttpResponse:
    return unknown(str(error))


def unknown(says: str) -> HttpResponse:
    """401: nobody, or nobody any more."""
    response = answer(401, says)
    response["WWW-Authenticate"] = 'Bearer realm="OpenCompact"'
    return response


def _denied(_request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return answer(403, str(error) or NOT_YOU)


def _missing(_request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(404, str(error) or NOT_HERE)


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return answer(400, UNREADABLE)


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return answer(413, USUAL[413])


def _broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave it to Django, which logs it; `in_json` then says it without a trace."""
    raise error


def in_json(response: HttpResponseBase) -> HttpResponseBase:
    """A refusal that was not made by an operation, in the shape of those that are."""
    if _is_fine(response) or response.get("Content-Type") == "application/json":
        return response
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return answer(response.status_code, BROKEN)
    allowed = response.get("Allow", "")
    said = answer(
        response.status_code,
        USUAL.get(response.status_code, UNREADABLE),
        possible=filter(None, allowed.split(", ")),
    )
    if allowed:
        said["Allow"] = allowed
    return said


def _is_fine(response: HttpResponseBase) -> bool:
    return response.status_code < HTTPStatus.BAD_REQUEST
