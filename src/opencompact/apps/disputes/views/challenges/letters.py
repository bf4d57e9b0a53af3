"""The letter of a challenge: its words, its files, how it goes, and the link to read it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import api
from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.actions.challenges.sending import can_mail
from opencompact.apps.disputes.forms.challenges import LetterForm, SendForm
from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.views.challenges.sheet import (
    Sheet,
    opened,
    posted,
    told,
    whole,
    writing,
)
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render
from opencompact.formats.letters import Letter, blocks, pdf, word
from opencompact.formats.papers import KINDS

WRITERS = {"docx": word, "pdf": pdf}
CONFLICT = 409


def letter(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """Write over the draft, look at it, and keep it."""
    sheet = writing(request, challenge)
    form = LetterForm(posted(request), initial=_initial(sheet))
    if request.method != "POST" or not form.is_valid():
        return _page(sheet, form)
    given = dict(form.cleaned_data)
    if given["text"].replace("\r\n", "\n").strip() == queries.drafted(sheet.challenge, sheet.on):
        given["text"] = ""  # nothing was changed: the draft goes on following the facts
    try:
        actions.write_letter(sheet.challenge, **given, actor=request.actor, at=timezone.now())
    except actions.ChangedError:
        typed = request.POST.copy()
        typed["version"] = str(sheet.challenge.version)
        return _page(sheet, LetterForm(typed), CONFLICT)
    except UnfitError as error:
        told(form, error)
        return _page(sheet, form)
    return sheet.back("challenge_letter" if "look" in request.POST else "challenge_send")


def _initial(sheet: Sheet) -> dict[str, object]:
    one = sheet.challenge
    return {
        "text": one.letter or queries.drafted(one, sheet.on),
        "signed_by": one.signed_by or sheet.request.actor.name,
        "signed_as": one.signed_as,
        "version": one.version,
    }


def _page(sheet: Sheet, form: LetterForm, status: int = 200) -> HttpResponse:
    one = sheet.challenge
    context = {
        "form": form,
        "blocks": blocks(queries.letter_as_it_stands(one, sheet.on)),
        "stale": queries.is_stale(one),
        "own": bool(one.letter),
        "moved": status == CONFLICT,
    }
    return sheet.show("letter", context, status)


@require_POST
def draft_again(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """Give up the own words for a new draft."""
    sheet = writing(request, challenge)
    actions.draft_anew(sheet.challenge, actor=request.actor, at=timezone.now())
    messages.success(request, _("The letter was drafted anew from the facts."))
    return sheet.back("challenge_letter")


def letter_file(request: AreaRequest, area: str, challenge: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """The letter as a file: as it went, or as it would go today."""
    sheet = opened(request, challenge)
    whole(sheet)
    sent = sheet.standing.sent
    made = (
        queries.letter_sent(sent)
        if sent
        else queries.letter_as_it_stands(sheet.challenge, sheet.on)
    )
    return _file(sheet.challenge, made, kind)


def _file(challenge: Challenge, letter: Letter, kind: str) -> HttpResponse:
    """A file whose name says nothing of what is in it."""
    answer = HttpResponse(WRITERS[kind](letter), content_type=KINDS[kind])
    name = f"{challenge.reference.lower()}.{kind}"
    answer.headers["Content-Disposition"] = api.attachment(name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def send(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """A last look, and how it goes."""
    sheet = writing(request, challenge)
    one = sheet.challenge
    by_mail = bool(one.route) and can_mail(one, sheet.on)
    form = SendForm(posted(request), by_mail=by_mail, initial={"version": one.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.send_challenge(
                one,
                given["how"],
                sent_on=given["sent_on"],
                version=given["version"],
                actor=request.actor,
                on=sheet.on,
                at=timezone.now(),
            )
        except actions.ChangedError:
            form, status = SendForm(by_mail=by_mail, initial={"version": one.version}), CONFLICT
        except UnfitError as error:
            told(form, error)
        else:
            messages.success(request, _("The letter is noted as sent. It stays as it went."))
            return sheet.back()
    context = {
        "form": form,
        "missing": queries.unfinished(one),
        "blocks": blocks(queries.letter_as_it_stands(one, sheet.on)),
        "moved": status == CONFLICT,
    }
    return sheet.show("send", context, status)


def _stands(link: ActionLink, on: date) -> str:  # noqa: ARG001 - as purposes are asked
    found = queries.challenge_at(link.object_id)
    sent = found is not None and any(one.letter for one in found.events.all())
    return "" if sent else _("There is no such letter any more.")


def _show(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """The letter for whoever it was mailed to; posted to, the same as a file."""
    found = queries.challenge_at(link.object_id)
    sent = next((one for one in found.events.all() if one.letter), None) if found else None
    if found is None or sent is None:
        raise PermissionDenied
    made = queries.letter_sent(sent)
    if (kind := request.POST.get("file", "")) in WRITERS:
        return _file(found, made, kind)
    context = {"challenge": found, "blocks": blocks(made), "link": link}
    answer = render(request, "disputes/challenge/read.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


READ_LETTER = links.Purpose(show=_show, stands=_stands)
