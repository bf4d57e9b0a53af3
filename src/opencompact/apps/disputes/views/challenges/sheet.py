"""What every page of a challenge begins with: the challenge, if the visitor may know of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.queries.keeping import removed_of
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.pages import render
from opencompact.core.record import record


@record
class Sheet:
    """A challenge opened by somebody who may know of it."""

    request: AreaRequest
    standing: queries.Standing
    on: date

    @property
    def challenge(self) -> Challenge:
        return self.standing.challenge

    @property
    def writes(self) -> bool:
        """Say whether the visitor is one of the challengers."""
        return policy.can_write_challenge(self.request.actor, self.challenge)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Render a page with what each of them shows; nobody keeps a copy on the way."""
        shared = {
            "sheet": self,
            "challenge": self.challenge,
            "standing": self.standing,
            "today": self.on,
            "writes": self.writes,
        }
        answer = render(
            self.request, f"disputes/challenge/{page}.html", {**shared, **context}, status
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def back(self, name: str = "challenge", *args: Any) -> HttpResponseRedirect:
        """The way to a page of this challenge."""
        slug = self.request.area.slug
        return redirect(f"disputes:{name}", slug, self.challenge.pk, *args)


def opened(request: AreaRequest, challenge: UUID) -> Sheet:
    """Open a challenge: sign-in for a stranger to us, 404 for a stranger to the challenge."""
    permit(request, request.actor.signed_in)
    found = queries.visible_challenge(request.actor, challenge)
    if found is None:
        raise Http404("There is no such challenge here.")
    permit(request, policy.can_see_challenge(request.actor, found))
    on = timezone.localdate()
    return Sheet(request, queries.standing(found, calendar_for(request.area), on), on)


def whole(sheet: Sheet) -> None:
    """NotNow for a challenge of which the words were removed."""
    if removed_of(sheet.challenge):
        raise NotNow(
            _("Its words were removed, because the time for which they are kept is over."),
            [_("write a new one")],
        )


def writing(request: AreaRequest, challenge: UUID) -> Sheet:
    """Open a challenge to write in it, which is for its challengers and before it is sent."""
    sheet = opened(request, challenge)
    permit(request, policy.can_write_challenge(request.actor, sheet.challenge))
    if sheet.standing.sent:
        raise NotNow(
            _("The letter has been sent, so its facts stay as they went."),
            [_("note what came of it"), _("write a new one")],
        )
    whole(sheet)
    return sheet


def posted(request: AreaRequest) -> QueryDict | None:
    """What was sent, though it be nothing; None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def told(form: BaseForm, error: UnfitError, **names: str) -> None:
    """Put what an action refused where it belongs in a form; `names` are other names there."""
    for name, fault in error.faults.items():
        field = names.get(name, name)
        form.add_error(field if field in form.fields else None, fault)
