"""The words of an area's mail: the kinds, writing its own with a preview, the usual ones again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.notify import kinds, rewording
from opencompact.base.notify.kinds import Kind, Words
from opencompact.base.notify.letters import preview
from opencompact.base.notify.models import MailText
from opencompact.base.notify.topics import TOPICS
from opencompact.base.notify.wording import spoken, text_of, words_for
from opencompact.base.ui.pages import render
from opencompact.site.mail import policy
from opencompact.site.mail.forms import WordsForm

CONFLICT = 409


def texts(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every kind of mail by topic, with a mark where the area has words of its own."""
    permit(request, policy.can_keep(request.actor))
    own = set(MailText.objects.filter(own=True, language=spoken()).values_list("kind", flat=True))
    every = kinds.kinds().values()
    groups = [
        (topic, [(kind, kind.key in own) for kind in every if kind.topic == topic.key])
        for topic in TOPICS
    ]
    return render(
        request, "site/mail/texts.html", {"groups": [group for group in groups if group[1]]}
    )


def text(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """Write the words of one kind of mail, look at them, and save them."""
    permit(request, policy.can_keep(request.actor))
    found = _kind(kind)
    if request.method != "POST":
        return _page(request, found, _form(request, found), words_for(request.area, found))
    form = WordsForm(request.POST, kind=found)
    if not form.is_valid():
        return _page(request, found, form, None)
    if "save" not in request.POST:
        return _page(request, found, form, form.words)
    try:
        rewording.reword(
            request.area,
            found,
            form.words,
            version=form.cleaned_data["version"],
            actor=request.actor,
            at=timezone.now(),
        )
    except rewording.StaleTextError:
        return _conflict(request, found, form)
    _say(
        request,
        messages.SUCCESS,
        _("Mail of the kind “{name}” has these words from now on."),
        found,
    )
    return redirect("mail:texts", area)


def usual(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """Give up the area's own words for the usual ones, after a look at both."""
    permit(request, policy.can_keep(request.actor))
    found = _kind(kind)
    stored = text_of(request.area, found)
    if stored is None or not stored.own:
        _say(request, messages.INFO, _("“{name}” has the usual words already."), found)
        return redirect("mail:text", area, kind)
    if request.method == "POST" and request.POST.get("version") == str(stored.version):
        rewording.usual_again(
            request.area, found, version=stored.version, actor=request.actor, at=timezone.now()
        )
        _say(request, messages.SUCCESS, _("“{name}” has the usual words again."), found)
        return redirect("mail:texts", area)
    return render(
        request,
        "site/mail/usual.html",
        {"kind": found, "stored": stored, "moved": request.method == "POST"},
    )


def _say(request: AreaRequest, level: int, said: str, kind: Kind) -> None:
    messages.add_message(request, level, said.format(name=kind.name))


def _kind(key: str) -> Kind:
    found = kinds.kinds().get(key)
    if found is None:
        raise Http404("There is no such kind of mail.")
    return found


def _form(request: AreaRequest, kind: Kind) -> WordsForm:
    words, stored = words_for(request.area, kind), text_of(request.area, kind)
    initial = {
        "subject": words.subject,
        "says": words.says,
        "do": words.do,
        "version": stored.version if stored else 0,
    }
    return WordsForm(initial=initial, kind=kind)


def _page(
    request: AreaRequest,
    kind: Kind,
    form: WordsForm,
    words: Words | None,
    other: MailText | None = None,
) -> HttpResponse:
    """The form with the letter that its words make; without one while something is wrong."""
    stored = text_of(request.area, kind)
    context = {
        "kind": kind,
        "form": form,
        "letter": preview(request.area, kind, words, timezone.localdate()) if words else None,
        "own": bool(stored and stored.own),
        "before": stored if stored and not stored.own else None,
        "other": other,
    }
    status = CONFLICT if other else 200
    return render(request, "site/mail/text.html", context, status=status)


def _conflict(request: AreaRequest, kind: Kind, form: WordsForm) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    stored = text_of(request.area, kind)
    typed = request.POST.copy()
    typed["version"] = str(stored.version if stored else 0)
    again = WordsForm(typed, kind=kind)
    return _page(request, kind, again, form.words, other=stored)
