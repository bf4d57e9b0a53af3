"""Letters about a step: kept in the case file, noted as sent, and noted when a side opens one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import kinds, papers
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.actions.papers import Paper
from opencompact.apps.disputes.models import (
    Document,
    LetterPassed,
    Party,
    StepLetter,
)
from opencompact.apps.disputes.models.challenges import How
from opencompact.apps.disputes.models.letters import LETTER, Passed
from opencompact.apps.disputes.policy import Hold, can_write_letter
from opencompact.apps.disputes.queries import Story, Told, people
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor
from opencompact.formats.letters import Letter, pdf, word

WRITERS: Final = {"docx": word, "pdf": pdf}


def keep_letter(  # noqa: PLR0913 - a letter of a case: about what, to whom, by whom, when
    story: Story,
    told: Told,
    letter: Letter,
    party: Party | None,
    *,
    actor: Actor,
    on: date,
    at: datetime,
) -> StepLetter:
    """Keep a letter in the case file, in the room of its step. PermissionDenied for other people.

    Nothing of it goes anywhere by itself.
    """
    if not can_write_letter(actor, story.case, told.open_to):
        raise PermissionDenied
    with papers.kept_or_removed() as paths, transaction.atomic():
        files = {kind: _keep(story, told, letter, kind, paths) for kind in WRITERS}
        made: StepLetter = StepLetter.objects.create(
            area=story.case.area,
            case=story.case,
            event=told.event,
            word=files["docx"],
            pdf=files["pdf"],
            party=party,
            made_on=on,
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
        data = {
            "number": story.case.number,
            "sequence": told.event.sequence,
            "documents": [document.said() for document in files.values()],
        }
        _record("disputes.keep_letter", story, data, actor=actor, at=at)
    return made


@transaction.atomic
def note_letter_sent(  # noqa: PLR0913 - a letter that went: to whom, how, on which day
    story: Story,
    told: Told,
    letter: StepLetter,
    parties: Iterable[Party],
    how: str,
    sent_on: date,
    *,
    actor: Actor,
    on: date,
    at: datetime,
) -> list[LetterPassed]:
    """Note that a letter went, to these sides; by mail from here their people are told of it."""
    if not can_write_letter(actor, story.case, told.open_to):
        raise PermissionDenied
    to = list(parties)
    found = {
        "how": "" if how in How.values else _("Select how the letter went"),
        "parties": "" if to else _("Select to whom it went"),
        "sent_on": "" if letter.made_on <= sent_on <= on else _("The letter was not there then"),
    }
    if wrong := {name: fault for name, fault in found.items() if fault}:
        raise UnfitError(wrong)
    sent = [_pass(letter, party, Passed.SENT, sent_on, actor, how) for party in to]
    data = {"number": story.case.number, "sequence": told.event.sequence, "how": how}
    _record("disputes.note_letter_sent", story, data, actor=actor, at=at)
    if how == How.MAIL:
        _tell(story, told, letter, to, at)
    return sent


def note_opened(letter: StepLetter, held: Iterable[Hold], actor: Actor, on: date) -> None:
    """Note that a side first opened a letter; later looks change nothing."""
    for party in {hold.party for hold in held if hold.party}:
        known = LetterPassed.objects.filter(letter=letter, party_id=party, kind=Passed.OPENED)
        if not known.exists():
            opened = LetterPassed(
                area=letter.area,
                letter=letter,
                kind=Passed.OPENED,
                party_id=party,
                on=on,
                actor_id=actor.user_id,
            )
            LetterPassed.objects.bulk_create([opened], ignore_conflicts=True)


def _record(verb: str, story: Story, data: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    case = story.case
    audit.record(verb, actor=actor, area=case.area, obj=case, data=data, at=at)


def _keep(story: Story, told: Told, letter: Letter, kind: str, paths: list[str]) -> Document:
    """One file of a letter; its name says the number of the case and the place of its step."""
    name = f"letter-{story.case.number}-{told.event.sequence}.{kind}"
    paper = Paper(name, kind, WRITERS[kind](letter))
    document = Document(
        area_id=story.case.area_id,
        case=story.case,
        event=told.event,
        need=LETTER,
        room=told.stage.room,
    )
    return papers.store(document, paper, paths)


def _pass(
    letter: StepLetter, party: Party, kind: Passed, on: date, actor: Actor, how: str = ""
) -> LetterPassed:
    made: LetterPassed = LetterPassed.objects.create(
        area=letter.area,
        letter=letter,
        kind=kind,
        party=party,
        how=how,
        on=on,
        actor_id=actor.user_id,
    )
    return made


def _tell(
    story: Story, told: Told, letter: StepLetter, parties: Iterable[Party], at: datetime
) -> None:
    """Tell the people of these sides, as far as they may read the step, that there is a letter."""
    wanted = {party.key for party in parties}
    to = [
        (person.name, person.email)
        for person in people(story.case, story.on)
        if any(hold.party in wanted and hold.role in told.open_to for hold in person.held)
    ]
    notify.queue(
        area=story.case.area,
        key=f"{kinds.LETTER}:{letter.pk}:{at.isoformat()}",
        to=to,
        kind=kinds.LETTER,
        facts={"number": story.case.number},
        about=f"{story.case.pk}|{told.event.pk}|",
        link=story.case.get_absolute_url(),
        at=at,
    )
