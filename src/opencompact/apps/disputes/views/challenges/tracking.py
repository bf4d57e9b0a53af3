"""Where a challenge stands, what can be noted about it, and taking it further."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import UnfitError, edition_in_force
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.forms.challenges import NoteForm, today
from opencompact.apps.disputes.forms.needs import PREFIX
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.queries.keeping import removed_of
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.apps.disputes.views.challenges.sheet import Sheet, opened, posted, told, whole
from opencompact.apps.disputes.views.raising.draft import Draft, begin_with
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.dates import day
from opencompact.formats.letters import blocks

NOTES = {
    "reply": Happened.REPLY,
    "follow-up": Happened.FOLLOW_UP,
    "outcome": Happened.OUTCOME,
    "end": Happened.CLOSED,
}
SAID = {
    Happened.REPLY: gettext_lazy("Note a reply"),
    Happened.FOLLOW_UP: gettext_lazy("Note that you followed it up"),
    Happened.OUTCOME: gettext_lazy("Note what came of it"),
    Happened.CLOSED: gettext_lazy("Close the challenge"),
}


def challenge(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """What is there, what is missing, whose turn it is, by when, and what can be done."""
    sheet = opened(request, challenge)
    sent = sheet.standing.sent
    calendar = calendar_for(request.area)
    context = {
        "missing": queries.unfinished(sheet.challenge),
        "stale": queries.is_stale(sheet.challenge),
        "limits": (
            queries.limits_elsewhere(sheet.challenge, calendar, sheet.on) if sheet.writes else []
        ),
        "signs": signs(request.area, request.actor, "challenge", sheet.on) if sheet.writes else [],
        "blocks": blocks(queries.letter_sent(sent)) if sent and sent.letter else (),
        "removed": removed_of(sheet.challenge),
        "answers": policy.can_answer_challenge(request.actor, sheet.challenge),
    }
    return sheet.show("challenge", context)


def note(request: AreaRequest, area: str, challenge: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """Note a reply, a reminder, an outcome or the end."""
    sheet = opened(request, challenge)
    if kind not in NOTES:
        raise Http404("There is nothing of this kind to note.")
    what = NOTES[kind]
    if what == Happened.REPLY:
        permit(request, policy.can_track_challenge(request.actor, sheet.challenge))
    else:
        permit(request, policy.can_write_challenge(request.actor, sheet.challenge))
    _still_open(sheet)
    form = NoteForm(posted(request), kind=what, initial=today(sheet.on))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"actor": request.actor, "on": sheet.on, "at": timezone.now()}
        try:
            actions.note_on_challenge(sheet.challenge, form.note, **given)
        except UnfitError as error:
            told(form, error)
        else:
            messages.success(request, _("It is noted, and the other side is told."))
            return sheet.back()
    return sheet.show("note", {"form": form, "kind": kind, "heading": SAID[what]})


def _still_open(sheet: Sheet) -> None:
    if not sheet.standing.sent:
        raise NotNow(_("The letter has not been sent yet."), [_("send it first")])
    if sheet.standing.closed:
        raise NotNow(_("This challenge is closed."), [_("read it")])
    whole(sheet)


def reply_date(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """How the usual day for a reply was reached, day by day."""
    sheet = opened(request, challenge)
    if sheet.standing.reply is None:
        raise Http404("No reply is awaited yet.")
    return sheet.show("date", {"reckoning": sheet.standing.reply})


@require_POST
def take_on(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:
    """Go on to raising a disagreement, with what is known already filled in."""
    sheet = opened(request, challenge)
    permit(request, policy.can_write_challenge(request.actor, sheet.challenge))
    if not sheet.standing.sent:
        raise NotNow(_("The letter has not been sent yet."), [_("send it first")])
    whole(sheet)
    one = sheet.challenge
    keys = [broken.commitment.key for broken in one.broken.all()]
    draft = Draft(request, edition_in_force(request.area))
    begin_with(draft, _begun(sheet), keys)
    return redirect("disputes:raise", area)


def _begun(sheet: Sheet) -> dict[str, dict[str, object]]:
    """What the pages of raising a disagreement begin with."""
    one = sheet.challenge
    mine = sheet.request.actor.organisations()
    own = [str(c.organisation_id) for c in one.challengers.all() if c.organisation_id in mine]
    done = [f"{day(each.day)}: {each.text}" for each in one.occurrences.all()]
    for event in sheet.standing.events:
        said = f": {event.text}" if event.text else ""
        done.append(f"{day(event.on)}: {event.get_kind_display()}{said}")
    hoped = "\n\n".join(filter(None, (one.wanted, one.enough)))
    return {
        "who": {"organisation": own[0], "others": [str(one.body_id)]},
        "what": {
            "subject": one.subject,
            f"{PREFIX}steps_taken": "\n".join(done),
            f"{PREFIX}outcome_sought": hoped,
        },
    }
