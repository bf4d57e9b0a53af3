"""Each view decides exactly once who may see it; a page that decides nothing is an error."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from .actor import Actor
    from .models import ApiToken, Area

View = TypeVar("View", bound=Callable[..., Any])
OPEN, PERMITTED = "open", "permitted"


class AreaRequest(HttpRequest):
    """A request as the area middleware hands it to a view (for type hints only)."""

    area: "Area"
    actor: "Actor"
    api_token: "ApiToken | None"
    decision: str


class UndecidedPageError(RuntimeError):
    """A view answered without saying who may see the answer."""


class SignInNeeded(Exception):  # noqa: N818 - an outcome, not a fault
    """The page may open for somebody who signs in; becomes a redirect to the sign-in page."""


class ProtectionNeeded(Exception):  # noqa: N818 - an outcome, not a fault
    """The person's roles wait for a second factor; becomes a redirect to where it is set up."""


class NotNow(Exception):  # noqa: N818 - an outcome, not a fault
    """The person may, but not at this point; becomes a 409 page that says what is possible now."""

    def __init__(self, message: str, possible: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.possible = list(possible)


def permit(request: Any, decision: bool) -> None:
    """Let the view go on when a policy says yes; otherwise sign-in, or 403 when signed in.

    Whose roles wait for a second factor is sent to set it up.
    """
    if not isinstance(decision, bool):
        raise TypeError(f"permit() needs True or False, not {decision!r}. Call the policy.")
    request.decision = PERMITTED
    if decision:
        return
    if request.actor.held_back:
        raise ProtectionNeeded
    raise PermissionDenied if request.actor.signed_in else SignInNeeded


def public(request: Any) -> None:
    """Say that this page is for everybody."""
    request.decision = OPEN


def open_page(view: View) -> View:
    """Decorate a view, or an operation of the API, that is for everybody."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> Any:
        public(request)
        return view(request, *args, **kwargs)

    return cast("View", opened)
