"""How an operation is declared: public, or for a token with a scope; with all it can answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from ninja import Router
from ninja.operation import Operation
from ninja.security.http import HttpAuthBase
from ninja.utils import contribute_operation_callback

from opencompact.base.areas.tokens import Scope, needs

from .faults import Fault, answer

AREA: Final = "/areas/{slug:area}"
# A wrong token is told everywhere, also where none is needed.
ALWAYS: Final = (400, 401, 404, 405, 429)
WITH_TOKEN: Final = (403, 413)

Run = Callable[..., HttpResponseBase]


class Bearer(HttpAuthBase):
    """Lets in a token that has a scope; without one, any token of the area."""

    openapi_scheme = "bearer"
    openapi_description = "A token made on the page “Your API tokens” of an area."

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        return needs(request, self.scope)


class Routes(Router):
    """A router whose operations refuse a query parameter that they do not know."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **kwargs: Any
    ) -> None:
        contribute_operation_callback(view_func, _refuse_unknown)
        super().add_api_operation(path, methods, view_func, **kwargs)


def public(gives: Any, *, more: dict[int, Any] | None = None) -> dict[str, Any]:
    """What is declared of an operation for everybody; its function is an `@open_page`."""
    return {"auth": None, "response": {200: gives, **_faults(ALWAYS), **(more or {})}}


def private(
    scope: Scope | None,
    gives: Any,
    *,
    status: int = 200,
    more: dict[int, Any] | None = None,
) -> dict[str, Any]:
    """What is declared of an operation for a token with `scope`; its function calls `permit`."""
    faults = _faults((*ALWAYS, *WITH_TOKEN))
    return {
        "auth": Bearer(scope),
        "response": {status: gives, **faults, **(more or {})},
        "openapi_extra": {"x-scope": scope.value if scope else "any"},
    }


def _faults(statuses: tuple[int, ...]) -> dict[int, Any]:
    return dict.fromkeys(statuses, Fault)


def _refuse_unknown(operation: Operation) -> None:
    known = [
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    ]

    def strict(run: Run) -> Run:
        @wraps(run)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            unknown = [name for name in request.GET if name not in known]
            return _unknown(unknown, known) if unknown else run(request, *args, **kwargs)

        return checked

    # Kept where the framework looks for them when it copies an operation.
    operation.run = strict(operation.run)  # type: ignore[method-assign]
    operation._run_decorators = [strict]  # type: ignore[attr-defined]  # noqa: SLF001


def _unknown(unknown: list[str], known: list[str]) -> HttpResponseBase:
    says = f"It knows {', '.join(known)}." if known else "It takes none."
    fields = dict.fromkeys(unknown, "This operation does not know it. Check the spelling.")
    return answer(
        400, f"A query parameter is not known here. {says}", possible=known, fields=fields
    )
