"""Gathering what a challenge says: what happened, which promises, what is wanted, to whom."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.disputes.actions.challenges.holding import changed, open_to_change
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.models import Broken, Challenge, Occurrence
from opencompact.apps.disputes.models.challenges import POSITION_LENGTH, TEXT_LENGTH, Route
from opencompact.apps.disputes.queries.challenges import (
    answering,
    facts_digest,
    offered_promises,
    public_roles,
)
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import Actor
from opencompact.core.record import record


@record
class Objective:
    """What would put it right, and what would do; the days from which limits elsewhere count."""

    wanted: str
    enough: str = ""
    decided_on: date | None = None
    known_on: date | None = None


@record
class Addressee:
    """To whom the letter goes. A role is one of the register; otherwise a name and a place."""

    route: str
    to_role: Role | None = None
    to_name: str = ""
    to_position: str = ""
    to_email: str = ""
    to_address: str = ""
    copied: bool = False


@transaction.atomic
def add_occurrence(
    challenge: Challenge, day: date, text: str, *, actor: Actor, on: date, at: datetime
) -> Occurrence:
    """Note what happened on a day, in any order."""
    now = open_to_change(challenge, actor)
    _check_occurrence(day, text, on)
    made: Occurrence = Occurrence.objects.create(
        area=now.area, challenge=now, day=day, text=text.strip()
    )
    changed(now, "change_challenge", actor=actor, at=at, data={"part": "timeline"})
    return made


@transaction.atomic
def change_occurrence(  # noqa: PLR0913 - an entry: where, when, what, by whom
    challenge: Challenge,
    entry: UUID,
    day: date,
    text: str,
    *,
    actor: Actor,
    on: date,
    at: datetime,
) -> None:
    """Say otherwise what happened, or when."""
    now = open_to_change(challenge, actor)
    _check_occurrence(day, text, on)
    Occurrence.objects.filter(challenge=now, pk=entry).update(day=day, text=text.strip())
    changed(now, "change_challenge", actor=actor, at=at, data={"part": "timeline"})


@transaction.atomic
def remove_occurrence(challenge: Challenge, entry: UUID, *, actor: Actor, at: datetime) -> None:
    """Take an entry out."""
    now = open_to_change(challenge, actor)
    Occurrence.objects.filter(challenge=now, pk=entry).delete()
    changed(now, "change_challenge", actor=actor, at=at, data={"part": "timeline"})


@transaction.atomic
def cite_commitments(
    challenge: Challenge, commitments: Iterable[Commitment], *, actor: Actor, at: datetime
) -> None:
    """Say which promises were broken; each of an edition in force on one of the days."""
    now = open_to_change(challenge, actor)
    cited = list(dict.fromkeys(commitments))
    offered = offered_promises(now.area, (one.day for one in now.occurrences.all()))
    known = {one.edition.pk for one in offered}
    if not cited or any(one.edition_id not in known for one in cited):
        raise UnfitError({"commitments": _("Select at least one commitment")})
    Broken.objects.filter(challenge=now).delete()
    for one in cited:
        Broken.objects.create(area=now.area, challenge=now, commitment=one)
    data = {"part": "commitments", "number": len(cited)}
    changed(now, "change_challenge", actor=actor, at=at, data=data)


@transaction.atomic
def say_objective(
    challenge: Challenge, objective: Objective, *, actor: Actor, on: date, at: datetime
) -> None:
    """Say what would put it right; UnfitError where that is missing, or a day lies ahead."""
    now = open_to_change(challenge, actor)
    found = {"wanted": text_fault(objective.wanted)}
    for name in ("decided_on", "known_on"):
        day = getattr(objective, name)
        found[name] = day_fault(day, on) if day else ""
    _refuse(found)
    fields = asdict(objective) | {
        "wanted": objective.wanted.strip(),
        "enough": objective.enough.strip(),
    }
    data = {"part": "objective"}
    changed(now, "change_challenge", actor=actor, at=at, data=data, **fields)


@transaction.atomic
def address_challenge(
    challenge: Challenge, to: Addressee, *, actor: Actor, on: date, at: datetime
) -> None:
    """Say to whom it goes; what another way would need is forgotten."""
    now = open_to_change(challenge, actor)
    _refuse(dict(_unknown(now, to, on)))
    named = to.route == Route.NAMED
    fields = {
        "route": to.route,
        "to_role": to.to_role if to.route == Route.ROLE else None,
        "copied": to.copied,
        **{
            name: getattr(to, name).strip() if named else ""
            for name in ("to_name", "to_position", "to_email", "to_address")
        },
    }
    changed(now, "change_challenge", actor=actor, at=at, data={"part": "to"}, **fields)


@transaction.atomic
def write_letter(  # noqa: PLR0913 - a letter: its words, who signs, over which version
    challenge: Challenge,
    text: str,
    signed_by: str,
    signed_as: str,
    *,
    version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep words of one's own and who signs. Empty words let the letter be drafted from facts.

    ChangedError when somebody else changed the challenge meanwhile.
    """
    now = open_to_change(challenge, actor, version)
    own = text.replace("\r\n", "\n").strip()
    found = {"signed_by": "" if signed_by.strip() else _("Enter who signs the letter")}
    if len(own) > TEXT_LENGTH:
        says = _("The letter must be {most} characters or fewer")
        found["text"] = says.format(most=TEXT_LENGTH)
    _refuse(found)
    fields = {
        "letter": own,
        "letter_of": facts_digest(now) if own else "",
        "signed_by": signed_by.strip()[:POSITION_LENGTH],
        "signed_as": signed_as.strip()[:POSITION_LENGTH],
    }
    changed(now, "change_challenge", actor=actor, at=at, data={"part": "letter"}, **fields)


@transaction.atomic
def draft_anew(challenge: Challenge, *, actor: Actor, at: datetime) -> None:
    """Give up the own words for a draft from the facts as they are now."""
    now = open_to_change(challenge, actor)
    data = {"part": "letter"}
    changed(now, "change_challenge", actor=actor, at=at, data=data, letter="", letter_of="")


def day_fault(day: date, on: date) -> str:
    """What is wrong with a day on which something happened."""
    return _("The day must be today or in the past") if day > on else ""


def text_fault(text: str) -> str:
    """What is wrong with words that have to be there."""
    if not text.strip():
        return _("Enter some words")
    if len(text) > TEXT_LENGTH:
        return _("Use {most} characters or fewer").format(most=TEXT_LENGTH)
    return ""


def _check_occurrence(day: date, text: str, on: date) -> None:
    _refuse({"day": day_fault(day, on), "text": text_fault(text)})


def _refuse(found: dict[str, str]) -> None:
    if wrong := {name: fault for name, fault in found.items() if fault}:
        raise UnfitError(wrong)


def _unknown(challenge: Challenge, to: Addressee, on: date) -> Iterator[tuple[str, str]]:
    """What is wrong with somebody to write to."""
    if to.route not in Route.values:
        yield "route", _("Select to whom the letter goes")
    if to.route == Route.ROLE and to.to_role not in public_roles(challenge.body, on):
        yield "route", _("Select somebody who has this role today")
    if to.route == Route.VOICES and not answering(challenge.body, on):
        yield "route", _("Nobody speaks for this organisation here yet: name somebody")
    if to.route == Route.NAMED and not to.to_name.strip():
        yield "to_name", _("Enter the name of the person or the office")
