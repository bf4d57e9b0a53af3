"""Letters about the steps of a case, and the area's own words for them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.agreement.queries import spoken_pack
from opencompact.apps.disputes import policy, queries
from opencompact.apps.disputes.actions import UnfitError, edition_in_force
from opencompact.apps.disputes.actions.letters import keep_letter, note_letter_sent
from opencompact.apps.disputes.forms.letters import (
    LetterSentForm,
    LetterWordsForm,
    StepLetterForm,
)
from opencompact.apps.disputes.models import StepLetter
from opencompact.apps.disputes.queries import letters
from opencompact.apps.disputes.views.challenges.sheet import posted, told
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.notify import rewording
from opencompact.base.notify.actions import common
from opencompact.base.notify.kinds import Kind
from opencompact.base.notify.wording import filled, text_of, words_for
from opencompact.base.ui.pages import render
from opencompact.core.procedure import Step, StepNotAllowedError
from opencompact.formats.letters import blocks

CONFLICT = 409


def step_letter(request: AreaRequest, area: str, number: str, sequence: int) -> HttpResponse:
    """A letter about one step: its words, how it looks, and into the case file."""
    desk, one = _told(request, number, sequence)
    form = StepLetterForm(
        posted(request), parties=desk.case.parties.all(), initial=_initial(desk, one)
    )
    look = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        signature = (given["signed_by"], given["signed_as"])
        words = (given["subject"], given["text"])
        look = letters.step_letter(desk.story, form.chosen, *words, signature, desk.on)
        if "save" in request.POST:
            by = {"actor": request.actor, "on": desk.on, "at": timezone.now()}
            made = keep_letter(desk.story, one, look, form.chosen, **by)  # type: ignore[arg-type]
            messages.success(
                request, _("The letter is in the case file. Note how it goes, once it went.")
            )
            return redirect("disputes:letter_sent", area, number, made.pk)
    context = {"form": form, "told": one, "blocks": blocks(look) if look else ()}
    return desk.show("step_letter", context)


def _initial(desk: Desk, one: queries.Told) -> dict[str, str]:
    words = words_for(desk.request.area, letters.kind_of(one.step))
    filled_in = letters.words_of(desk.story, one, words, desk.held)
    return {
        "party": "all",
        "subject": filled_in.subject,
        "text": letters.body_from(filled_in),
        "signed_by": desk.request.actor.name,
    }


def letter_sent(request: AreaRequest, area: str, number: str, letter: UUID) -> HttpResponse:
    """Note how a letter went, to whom and on which day."""
    desk, one, made = _made(request, number, letter)
    sides = [made.party] if made.party else list(desk.case.parties.all())
    initial = {"parties": [side.key for side in sides], "sent_on": desk.on}
    form = LetterSentForm(posted(request), parties=sides, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            note_letter_sent(
                desk.story,
                one,
                made,
                form.chosen,
                given["how"],
                given["sent_on"],
                actor=request.actor,
                on=desk.on,
                at=timezone.now(),
            )
        except UnfitError as error:
            told(form, error)
        else:
            messages.success(request, _("It is noted in the case that the letter went."))
            return redirect("disputes:case", area, number)
    return desk.show("letter_sent", {"form": form, "told": one, "letter": made})


def _told(request: AreaRequest, number: str, sequence: int) -> tuple[Desk, queries.Told]:
    """A step of a case about which the visitor may write; nobody else learns that it is there."""
    desk = opened(request, number)
    found = next((one for one in desk.story.told if one.event.sequence == sequence), None)
    if found is None or not queries.may_read(found, desk.held):
        raise Http404("There is no such step here.")
    permit(request, policy.can_write_letter(request.actor, desk.case, found.open_to))
    return desk, found


def _made(request: AreaRequest, number: str, letter: UUID) -> tuple[Desk, queries.Told, StepLetter]:
    desk = opened(request, number)
    made = next((one for one in desk.case.letters.all() if one.pk == letter), None)
    if made is None:
        raise Http404("There is no such letter here.")
    desk, one = _told(request, number, made.event.sequence)
    return desk, one, made


def letter_texts(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every step with its letter, and where the area has words of its own."""
    permit(request, policy.can_word_letters(request.actor))
    procedure = spoken_pack(edition_in_force(request.area)).procedure
    found = letters.kinds_of(procedure)
    own = {kind.key for _step, kind in found if _is_own(request, kind)}
    rows = [(step, kind.key in own) for step, kind in found]
    return render(request, "disputes/letters/texts.html", {"rows": rows, "procedure": procedure})


def letter_text(request: AreaRequest, area: str, step: str) -> HttpResponse:
    """Write the words for the letter of one step, look at them, and save them."""
    permit(request, policy.can_word_letters(request.actor))
    kind = letters.kind_of(_step(request, step))
    form = LetterWordsForm(posted(request), kind=kind, initial=_words(request, kind))
    if request.method == "POST" and form.is_valid() and "save" in request.POST:
        version = form.cleaned_data["version"]
        by = {"actor": request.actor, "at": timezone.now()}
        try:
            rewording.reword(request.area, kind, form.words, version=version, **by)  # type: ignore[arg-type]
        except rewording.StaleTextError:
            typed = request.POST.copy()
            typed["version"] = str(_version(request, kind))
            again = LetterWordsForm(typed, kind=kind)
            again.is_valid()
            return _text_page(request, kind, step, again, CONFLICT)
        messages.success(request, _("Letters about this step begin with these words now."))
        return redirect("disputes:letter_texts", area)
    return _text_page(request, kind, step, form)


@require_POST
def usual_letter_text(request: AreaRequest, area: str, step: str) -> HttpResponse:
    """Give up the area's own words for the usual ones."""
    permit(request, policy.can_word_letters(request.actor))
    kind = letters.kind_of(_step(request, step))
    if _is_own(request, kind):
        version = _version(request, kind)
        by = {"actor": request.actor, "at": timezone.now()}
        rewording.usual_again(request.area, kind, version=version, **by)  # type: ignore[arg-type]
        messages.success(request, _("Letters about this step begin with the usual words again."))
    return redirect("disputes:letter_text", area, step)


def _text_page(
    request: AreaRequest, kind: Kind, step: str, form: LetterWordsForm, status: int = 200
) -> HttpResponse:
    usable = not form.is_bound or form.is_valid()
    words = form.words if form.is_bound else words_for(request.area, kind)
    shown = filled(words, {**kind.examples, **common(request.area)}) if usable else None
    context = {
        "kind": kind,
        "step": step,
        "form": form,
        "shown": shown,
        "body": letters.body_from(shown).split("\n\n") if shown else (),
        "own": _is_own(request, kind),
        "moved": status == CONFLICT,
    }
    return render(request, "disputes/letters/text.html", context, status)


def _words(request: AreaRequest, kind: Kind) -> dict[str, object]:
    words = words_for(request.area, kind)
    return {
        "subject": words.subject,
        "says": words.says,
        "do": words.do,
        "version": _version(request, kind),
    }


def _version(request: AreaRequest, kind: Kind) -> int:
    stored = text_of(request.area, kind)
    return stored.version if stored else 0


def _is_own(request: AreaRequest, kind: Kind) -> bool:
    stored = text_of(request.area, kind)
    return bool(stored and stored.own)


def _step(request: AreaRequest, key: str) -> Step:
    try:
        return spoken_pack(edition_in_force(request.area)).procedure.step(key)
    except StepNotAllowedError as error:
        raise Http404(str(error)) from error
