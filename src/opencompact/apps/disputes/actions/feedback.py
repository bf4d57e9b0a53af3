"""Asking the sides of an ended case how it was, and keeping the answer so that it is nobody's."""

import random
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Case, Feedback, Party
from opencompact.apps.disputes.queries import FEEDBACK, FEWEST, QUESTIONS, Person, people
from opencompact.base import notify
from opencompact.base.areas.models import Area
from opencompact.base.notify import links

LOWEST, HIGHEST = 1, 5
LONGEST = 2_000
DICE = random.SystemRandom()


@transaction.atomic
def ask_for_feedback(case: Case, *, on: date, at: datetime) -> int:
    """Ask everybody who speaks for a side, once for good; how many were asked."""
    if not Case.objects.filter(pk=case.pk, asked_on=None).update(asked_on=on):
        return 0
    asked = [person for person in people(case, on) if person.speaks]
    for person in asked:
        _ask(case, person, at)
    return len(asked)


@transaction.atomic
def give_feedback(area: Area, marks: Mapping[str, int], words: str) -> None:
    """Keep an answer without a word of who gave it, when, or about which case.

    What is not shown yet is written anew each time, mixed: so the order of the rows tells nothing.
    Once there are enough, all of them are shown together. The history does not hear of it.
    """
    kept = {key: mark for key, mark in marks.items() if key in QUESTIONS}
    if not all(LOWEST <= mark <= HIGHEST for mark in kept.values()):
        raise ValueError("A mark is from 1 to 5.")
    Area.objects.select_for_update().get(pk=area.pk)
    waiting = list(Feedback.objects.filter(shown=False))
    said = [(one.marks, one.words) for one in waiting] + [(kept, words.strip()[:LONGEST])]
    DICE.shuffle(said)
    Feedback.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    Feedback.objects.bulk_create(
        Feedback(
            id=UUID(int=DICE.getrandbits(128), version=4),
            area=area,
            marks=marks,
            words=words,
            shown=len(said) >= FEWEST,
        )
        for marks, words in said
    )


def _ask(case: Case, person: Person, at: datetime) -> None:
    area, party = case.area, _party(case, person)
    with notify.speaking_to(area, person.email):
        offered = links.offer(
            area=area,
            purpose=FEEDBACK,
            to=links.Reader(person.name, person.email, person.user_id),
            obj=party,
            says=_("say in a minute how the procedure was for you, without your name"),
            at=at,
        )
        links.send(
            offered,
            key="disputes.ask_for_feedback",
            subject=_("{number}: how was it for you?").format(number=case.number),
            body=_(
                "Case {number} has ended. What you say helps others to be treated well. It is kept"
                " without your name, without the case and without the day, and the officers only"
                " see it together with that of at least {others} others."
            ).format(number=case.number, others=FEWEST - 1),
            why=_("You get this message once, because you spoke for an organisation in the case."),
        )


def _party(case: Case, person: Person) -> Party:
    keys = {hold.party for hold in person.held}
    return next(party for party in case.parties.all() if party.key in keys)
