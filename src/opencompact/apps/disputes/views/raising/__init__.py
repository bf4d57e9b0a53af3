"""Raising a disagreement: the gates first, then one thing a page, then a last look."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.actions.log import begin_jointly
from opencompact.apps.disputes.forms import needs, papers_form
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.apps.disputes.views.desk import opened
from opencompact.apps.disputes.views.raising import checking
from opencompact.apps.disputes.views.raising.draft import Draft, offer_behind, with_keys
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui.pages import render
from opencompact.core.procedure import Gate

CHECK, STOP = "check", "stop"


@open_page
def begin(request: AreaRequest, area: str) -> HttpResponse:
    """What it takes and what happens then, for everybody; the way in for who may raise one."""
    draft = Draft(request, actions.edition_in_force(request.area))
    if request.method == "POST":
        permit(request, policy.can_raise(request.actor))
        draft.kept["wanted"] = request.POST.getlist("commitment")
        draft.kept.pop("joint", None)  # whoever begins here begins alone
        request.session[draft.name] = draft.kept
        return _to(area, draft.pages[0])
    context = {
        "procedure": draft.procedure,
        "begin": draft.begin,
        "cites": "commitments" in draft.pages,
        "may": policy.can_raise(request.actor),
        "unsigned": draft.sides.own_unsigned() if request.actor.signed_in else [],
        "wanted": with_keys(draft.edition, request.GET.getlist("commitment")),
        "started": any(page in draft.kept for page in draft.pages),
    }
    return render(request, "disputes/raise/begin.html", context)


def raise_page(request: AreaRequest, area: str, page: str) -> HttpResponse:
    """One page of questions; what was posted is kept, right or wrong."""
    permit(request, policy.can_raise(request.actor))
    draft = Draft(request, actions.edition_in_force(request.area))
    if page == STOP:
        return _stopped(request, draft)
    if page != CHECK and page not in draft.pages:
        raise Http404("There is no such question.")
    if missing := draft.missing(page):
        return _to(area, missing)
    return _check(request, draft) if page == CHECK else _answered(request, draft, page)


def _answered(request: AreaRequest, draft: Draft, page: str) -> HttpResponse:
    if request.method == "POST":
        draft.keep(page, request.POST)
        if "search" in request.POST:
            return HttpResponseRedirect(f"{request.path}#found")
        if draft.form(page).is_valid():
            return _onward(request, draft, page)
    return _page(request, draft, page, draft.shown(page))


def sent(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """The number, and what happens next."""
    desk = opened(request, number)
    return desk.show(
        "raise/sent",
        {
            "turns": queries.lines(desk.story, queries.turns_for(desk.story, desk.held), desk.held),
            "unspoken": queries.unspoken(desk.case, queries.people(desk.case, desk.on)),
        },
    )


def _raised(request: AreaRequest, draft: Draft, files: Any) -> Case:
    """Raise it alone, or together with those whose reports brought the visitor here."""
    raising, actor, at = draft.raising(files), request.actor, timezone.now()
    if offer := offer_behind(draft):
        return begin_jointly(offer, raising, actor=actor, on=draft.today, at=at)
    return actions.raise_case(request.area, raising, actor=actor, on=draft.today, at=at)


def _to(area: str, page: str) -> HttpResponse:
    return redirect("disputes:raise_page", area, page)


def _onward(request: AreaRequest, draft: Draft, page: str) -> HttpResponse:
    """To the next page, to the last look where it was reached before, or to what stops it here."""
    slug = request.area.slug
    if page in {"before", "who"} and _closed(request, draft):
        return _to(slug, STOP)
    return _to(slug, draft.missing() or CHECK)


def _closed(request: AreaRequest, draft: Draft) -> tuple[Gate, ...]:
    """The gates that what is known so far does not pass."""
    gates = draft.form("before")
    facts = gates.facts() if gates.is_valid() else {}
    who = draft.form("who")
    given = (
        [who.cleaned_data["organisation"], *who.cleaned_data["others"]] if who.is_valid() else []
    )
    return actions.gates_closed_to(request.area, draft.procedure, facts, given, draft.today)


def _stopped(request: AreaRequest, draft: Draft) -> HttpResponse:
    """Why the procedure is not for this, and what else there is to do."""
    closed = _closed(request, draft)
    if not closed:
        return _to(request.area.slug, draft.missing() or CHECK)
    context = {
        "closed": closed,
        "signs": signs(request.area, request.actor, "refused", draft.today),
        "unsigned": draft.sides.own_unsigned(),
        "back": draft.pages[0],
    }
    return render(request, "disputes/raise/stop.html", context)


def _page(request: AreaRequest, draft: Draft, page: str, form: Any) -> HttpResponse:
    pages = draft.pages
    context = {
        "form": form,
        "page": page,
        "number": pages.index(page) + 1,
        "of": len(pages) + 1,
        "back": pages[pages.index(page) - 1] if page != pages[0] else "",
        "procedure": draft.procedure,
        **_more(draft, page, form),
    }
    return render(request, f"disputes/raise/{page}.html", context)


def _more(draft: Draft, page: str, form: Any) -> dict[str, Any]:
    """What a page shows besides its form."""
    if page == "who":
        gate = next((one for one in draft.procedure.gates if one.fact == actions.SIGNATORIES), None)
        return {"unsigned": draft.sides.unsigned(), "gate": gate, "words": draft.sides.words()}
    if page == "commitments":
        chosen = set(form["commitments"].value() or ())
        return {"parts": checking.boxes(pack_of(draft.edition), chosen), "chosen": len(chosen)}
    if page == "what":
        return {"step": draft.begin.step}
    return {}


def _check(request: AreaRequest, draft: Draft) -> HttpResponse:
    """Everything once more, with what will happen; then it is sent."""
    made = papers_form(draft.begin)
    form = made(request.POST, request.FILES) if request.method == "POST" else made()
    if request.method == "POST" and form.is_valid():
        files = needs.files(draft.begin.step.needs, form.cleaned_data)
        try:
            case = _raised(request, draft, files)
        except actions.RefusedError:
            return _to(request.area.slug, STOP)
        except actions.UnfitError:
            return _to(request.area.slug, draft.pages[-1])
        draft.forget()
        return redirect("disputes:sent", request.area.slug, case.number)
    context = {"form": form, "of": len(draft.pages) + 1, **checking.summary(request, draft)}
    return render(request, "disputes/raise/check.html", context)
