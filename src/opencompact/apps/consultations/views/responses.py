"""Questions, responses and feedback, for those who keep a consultation."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations import actions, policy, queries, tables
from opencompact.apps.consultations.forms import FeedbackForm, QuestionForm, RespondForm, shown
from opencompact.apps.consultations.forms.answering import scale
from opencompact.apps.consultations.models import Consultation, Kind, Question, Response
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer
from opencompact.core.record import record

from . import reading


@record
class Bar:
    """One choice of a question, and how many chose it."""

    label: str
    number: int
    width: int


def _kept(request: AreaRequest, number: str) -> Consultation:
    found = reading.find(request, number)
    permit(request, policy.can_read_responses(request.actor, found))
    return found


def questions(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """What is asked, with a way to add a question."""
    found = _kept(request, number)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask(found, form.asked, actor=request.actor, at=timezone.now())
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, _("The question is added."))
            return redirect("consultations:questions", area, number)
    return _questions(request, found, form)


def _questions(
    request: AreaRequest, found: Consultation, form: QuestionForm, one: Question | None = None
) -> HttpResponse:
    context = {
        **reading.shown(request, found),
        "form": form,
        "questions": queries.questions(found),
        "question": one,
        "fixed": queries.has_answers(found),
    }
    return render(request, "consultations/questions.html", context)


def question(request: AreaRequest, area: str, number: str, question: UUID) -> HttpResponse:
    """Change one question, or take it away."""
    found = _kept(request, number)
    one = get_object_or_404(Question, pk=question, consultation=found)
    if request.POST.get("step") == "remove":
        actions.unask(one, actor=request.actor, at=timezone.now())
        messages.success(request, _("The question is removed."))
        return redirect("consultations:questions", area, number)
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(posted, initial=QuestionForm.initial_of(one))
    if form.is_valid():
        try:
            actions.reword(one, form.asked, actor=request.actor, at=timezone.now())
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("consultations:questions", area, number)
    return _questions(request, found, form, one)


def responses(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """What came, each with its own page, and how often each choice was made."""
    found = _kept(request, number)
    asked, came = queries.questions(found), list(queries.responses(found))
    context = {
        **reading.shown(request, found),
        "page": listing.page(request, came),
        "total": len(came),
        "questions": asked,
        "charts": [(one, list(_bars(one, came))) for one in asked if one.kind != Kind.TEXT],
    }
    return render(request, "consultations/responses.html", context)


def _bars(one: Question, came: list[Response]) -> Iterator[Bar]:
    given = [response.answers.get(one.key) for response in came]
    counted = Counter(
        part for value in given for part in (value if isinstance(value, list) else [value])
    )
    steps = scale(one) if one.kind == Kind.SCALE else [(text, text) for text in one.choices]
    for value, label in steps:
        yield Bar(label, counted[value], counted[value] * 100 // max(1, len(came)))


def response(request: AreaRequest, area: str, number: str, response: UUID) -> HttpResponse:  # noqa: ARG001
    """Everything that one response says."""
    found = _kept(request, number)
    one = get_object_or_404(queries.responses(found), pk=response)
    rows = [(q.text, shown(one.answers.get(q.key))) for q in queries.questions(found)]
    context = {**reading.shown(request, found), "response": one, "rows": rows}
    return render(request, "consultations/response.html", context)


def add_response(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Record what came on paper or was said on the telephone."""
    found = _kept(request, number)
    asked = queries.questions(found)
    posted = request.POST if request.method == "POST" else None
    form = RespondForm(posted, questions=asked, paper=True, saving=True)
    if form.is_valid():
        try:
            made = actions.key_in(
                found, form.given, form.came, actor=request.actor, at=timezone.now()
            )
        except actions.UnfitError as error:
            form.blame(error)
        else:
            says = _("It is recorded as {reference}.").format(reference=made.reference)
            messages.success(request, says)
            return redirect("consultations:add_response", area, number)
    context = {**reading.shown(request, found), "form": form, "asked": asked}
    return render(request, "consultations/add_response.html", context)


def responses_file(request: AreaRequest, area: str, number: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """One row a response, one column a question, for programs that analyse."""
    found = _kept(request, number)
    columns = tables.response_columns(queries.questions(found))
    copy = Copy(tables.RESPONSES, request.area, timezone.now())
    return answer(kind, copy, columns, queries.responses(found))


def feedback(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Write what came of it, and publish it."""
    found = _kept(request, number)
    kept = queries.feedback_of(found)
    posted = request.POST if request.method == "POST" else None
    form = FeedbackForm(posted, initial=FeedbackForm.initial_of(kept))
    if form.is_valid():
        try:
            return _written(request, found, form)
        except actions.UnfitError as error:
            form.blame(error)
        except actions.EditConflict as conflict:
            return _conflict(request, found, form, conflict.stored)
    return _feedback(request, found, form)


def _written(request: AreaRequest, found: Consultation, form: FeedbackForm) -> HttpResponse:
    at, actor = timezone.now(), request.actor
    version = form.cleaned_data["version"] or 0
    actions.write_feedback(found, form.texts, version=version, actor=actor, at=at)
    if request.POST.get("step") != "publish":
        messages.success(request, _("It is kept."))
        return redirect("consultations:feedback", found.area.slug, found.number)
    actions.publish_feedback(found, actor=actor, at=at)
    messages.success(request, _("It is published. Those who asked for it are told."))
    return redirect(found)


def _feedback(
    request: AreaRequest, found: Consultation, form: FeedbackForm, **more: Any
) -> HttpResponse:
    context = {
        **reading.shown(request, found),
        "form": form,
        "feedback": queries.feedback_of(found),
        "due": queries.feedback_due(found),
        "came": queries.responses(found).count(),
        **more,
    }
    return render(request, "consultations/feedback.html", context, 409 if more else 200)


def _conflict(
    request: AreaRequest, found: Consultation, form: FeedbackForm, stored: Any
) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    differences = [
        (form.fields[name].label, getattr(stored, name), typed)
        for name, typed in form.texts.items()
        if getattr(stored, name) != typed
    ]
    again = request.POST.copy()
    again["version"] = str(stored.version)
    return _feedback(request, found, FeedbackForm(again), differences=differences)
