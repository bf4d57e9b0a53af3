"""The questions of a consultation: written and taken away until somebody has begun to answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Kind, Question
from opencompact.apps.consultations.queries import has_answers
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.core.record import record

from .faults import UnfitError

FEWEST, MOST, MOST_QUESTIONS, ENDS = 2, 20, 60, 2
CHOSEN: Final = frozenset({Kind.ONE, Kind.MANY})


@record
class Asked:
    """A question as it was written."""

    kind: str
    text: str
    hint: str = ""
    choices: Sequence[str] = ()
    required: bool = False


@transaction.atomic
def ask(consultation: Consultation, asked: Asked, *, actor: Actor, at: datetime) -> Question:
    """Add a question behind the others."""
    _hold(consultation)
    if faults := dict(_faults(asked)):
        raise UnfitError(faults)
    last = consultation.questions.aggregate(last=Max("place"))["last"] or 0
    if last >= MOST_QUESTIONS:
        says = _("There are at most {most} questions")
        raise UnfitError({"text": says.format(most=MOST_QUESTIONS)})
    made = Question.objects.create(
        area=consultation.area, consultation=consultation, place=last + 1, **_said(asked)
    )
    _noted("ask", made, actor, at)
    return made


@transaction.atomic
def reword(question: Question, asked: Asked, *, actor: Actor, at: datetime) -> Question:
    """Change a question; it keeps its place."""
    _hold(question.consultation)
    if faults := dict(_faults(asked)):
        raise UnfitError(faults)
    for name, value in _said(asked).items():
        setattr(question, name, value)
    question.save()
    _noted("reword", question, actor, at)
    return question


@transaction.atomic
def unask(question: Question, *, actor: Actor, at: datetime) -> None:
    """Take a question away; the others keep their places, and so their columns."""
    _hold(question.consultation)
    _noted("unask", question, actor, at)
    question.delete()


def _hold(consultation: Consultation) -> None:
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if has_answers(consultation):
        raise NotNow(_("Somebody has begun to answer, so the questions stay as they are."))


def _said(asked: Asked) -> dict[str, object]:
    kept = asked.kind in {*CHOSEN, Kind.SCALE}
    return {
        "kind": asked.kind,
        "text": asked.text.strip(),
        "hint": asked.hint.strip(),
        "choices": list(dict.fromkeys(asked.choices)) if kept else [],
        "required": asked.required,
    }


def _faults(asked: Asked) -> Iterator[tuple[str, str]]:
    number = len(dict.fromkeys(asked.choices))
    if not asked.text.strip():
        yield "text", _("Enter the question")
    if asked.kind in CHOSEN and number < FEWEST:
        yield "choices", _("Enter at least two different choices, one on each line")
    if asked.kind in CHOSEN and number > MOST:
        yield "choices", _("Enter at most {most} choices").format(most=MOST)
    if asked.kind == Kind.SCALE and number not in {0, ENDS}:
        yield "choices", _("Say on two lines what 1 and what 5 mean, or leave it empty")


def _noted(verb: str, question: Question, actor: Actor, at: datetime) -> None:
    data = {"number": question.consultation.number, "place": question.place}
    area = question.area
    audit.record(f"consultations.{verb}", actor=actor, area=area, obj=question, data=data, at=at)
