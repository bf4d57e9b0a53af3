"""Letters about the steps of a case: their words, what can be filled in, and the letter itself."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Document, Party, StepLetter
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.choices import either, place_name
from opencompact.apps.disputes.queries.seen import entries, in_words
from opencompact.apps.disputes.queries.story import Story, Told
from opencompact.apps.disputes.queries.turns import turns_for
from opencompact.base.areas.languages import of_code
from opencompact.base.notify.actions import common
from opencompact.base.notify.kinds import Gap, Kind, Words
from opencompact.base.notify.wording import filled
from opencompact.base.ui.dates import day, weekday
from opencompact.base.ui.phrases import listed
from opencompact.core.procedure import NeedKind, Procedure, Step
from opencompact.formats.letters import Letter

LONGEST: Final = 60  # what the key of a kind may have
GAPS: Final = (
    Gap("number", gettext_noop("The number of the case"), "2026-004", kept=True),
    Gap("subject", gettext_noop("What the case is about"), gettext_noop("A short consultation")),
    Gap("step", gettext_noop("The step that was taken"), gettext_noop("Suggest mediation")),
    Gap("day", gettext_noop("The day it took effect"), gettext_noop("Monday 9 March 2026")),
    Gap("who", gettext_noop("Whose step it was"), gettext_noop("Chair")),
    Gap(
        "says",
        gettext_noop("What the step does, in the words of the agreement"),
        gettext_noop("Tells every side that mediation comes next."),
    ),
    Gap(
        "written",
        gettext_noop("What was written with the step; may be empty"),
        gettext_noop("Please say until Friday whether you agree."),
    ),
    Gap(
        "standing",
        gettext_noop("Where the case is now"),
        gettext_noop("It is now at: Stage two, mediation."),
    ),
    Gap(
        "next",
        gettext_noop("Whose turn it is, and by when; may be empty"),
        gettext_noop("Every side says whether it agrees, by Monday 16 March 2026."),
    ),
)
USUAL: Final = Words(
    subject=gettext_noop("Case {{ number }}: {{ step }}"),
    says=gettext_noop(
        "This letter is about case {{ number }} of the {{ place }}, “{{ subject }}”.\n\n"
        "“{{ step }}” was recorded, dated {{ day }}. By: {{ who }}. {{ says }}\n\n"
        "{{ written }}\n\n{{ standing }}"
    ),
    do="{{ next }}",
)


def kind_of(step: Step) -> Kind:
    """The letter of a step, with its usual words, in the manner of a kind of mail."""
    key = f"letter.{step.key}"
    if len(key) > LONGEST:
        key = f"letter.{hashlib.sha256(step.key.encode()).hexdigest()[:40]}"
    gaps = tuple(Gap(gap.name, _(gap.says), _(gap.example), gap.kept) for gap in GAPS)
    words = Words(_(USUAL.subject), _(USUAL.says), USUAL.do)
    return Kind(key=key, name=step.name, says=step.says, words=words, own_gaps=gaps)


def kinds_of(procedure: Procedure) -> tuple[tuple[Step, Kind], ...]:
    """The letters of every step that somebody can take, in the order of the procedure."""
    return tuple((step, kind_of(step)) for step in procedure.steps)


def words_of(story: Story, told: Told, words: Words, held: tuple[Hold, ...]) -> Words:
    """Words for a letter about a step, with the facts of the case in their gaps."""
    return filled(words, {**common(story.case.area), **_facts(story, told, held)})


def body_from(words: Words) -> str:
    """The text of a letter: what happened, then what is asked."""
    return "\n\n".join(filter(None, (words.says, words.do)))


def step_letter(
    story: Story,
    party: Party | None,
    subject: str,
    body: str,
    signature: Iterable[str],
    on: date,
) -> Letter:
    """The letter to one side, or to all of them."""
    sides = [party] if party else list(story.case.parties.all())
    place = common(story.case.area)["place"]
    names = [str(side) for side in sides]
    return Letter(
        sender=(place,),
        to=tuple(names),
        day=day(on),
        on=on,
        reference=_("Our reference: {reference}").format(reference=story.case.number),
        subject=subject,
        greeting=_("To the representatives of {parties},").format(
            parties=listed([str(side) for side in sides])
        ),
        body=body,
        ending=_("Yours faithfully,"),
        signature=tuple(filter(None, signature)),
        language=of_code(get_language()).key,  # type: ignore[arg-type]
    )


def letter_in(story: Story, document: Document) -> StepLetter | None:
    """The letter that a paper of the case is a file of."""
    found = story.case.letters.all()
    return next((one for one in found if document.pk in (one.word_id, one.pdf_id)), None)


def _facts(story: Story, told: Told, held: tuple[Hold, ...]) -> dict[str, str]:
    ((_told, entry),) = entries(story, (told,), held)
    return {
        "number": story.case.number,
        "subject": story.case.subject,
        "step": told.step.name,
        "day": weekday(told.event.on),
        "who": entry.who,
        "says": told.step.says,
        "written": _written(told) if not entry.hidden else "",
        "standing": _standing(story),
        "next": _next(story, held),
    }


def _written(told: Told) -> str:
    """What was written with the step, one question after the other."""
    said = []
    for need in told.step.needs:
        answer = told.event.answers.get(need.key)
        if answer and need.kind != NeedKind.FILES:
            asked = need.label if need.label.endswith("?") else f"{need.label}:"
            said.append(f"{asked} {in_words(need, str(answer))}")
    return " ".join(said)


def _standing(story: Story) -> str:
    if story.at.closed:
        ending = place_name(story.procedure, story.at.ending)
        return _("The case has ended: {ending}.").format(ending=ending)
    return _("It is now at: {stage}.").format(stage=place_name(story.procedure, story.at.stage))


def _next(story: Story, held: tuple[Hold, ...]) -> str:
    """The next turn that this person may know of, and by when."""
    turns = () if story.at.closed else turns_for(story, held)[:1]
    said = []
    for turn in turns:
        what = either(turn.steps) if turn.steps else ""
        text = _("It is the turn of: {who}.").format(who=turn.name)
        if what:
            text = _("It is the turn of {who}: {what}.").format(who=turn.name, what=what)
        if turn.due:
            firm = not turn.deadline or turn.deadline.clock.firm
            says = _("The last day is {day}.") if firm else _("Usually this is done by {day}.")
            text = f"{text} {says.format(day=weekday(turn.due))}"
        said.append(text)
    return " ".join(said)
