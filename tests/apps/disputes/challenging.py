"""A challenge as tests make one: begun by `elm` to `hall`, gathered, and sent."""

from datetime import date
from typing import Any

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.actions.challenges import Addressee, Note, Objective
from opencompact.apps.disputes.models import Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.queries.challenges import challenges
from tests.apps.disputes.town import Town, moment

OPENED, CLOSED, DAY = date(2026, 2, 2), date(2026, 2, 11), date(2026, 3, 2)
BEFORE_EASTER = date(2026, 3, 27)


def again(challenge: Challenge) -> Challenge:
    """The challenge as it is stored now."""
    found: Challenge = challenges().get(pk=challenge.pk)
    return found


def begun(town: Town, who: str = "elm", on: date = DAY, **changed: Any) -> Challenge:
    """A challenge with two things that happened and one commitment."""
    fields: dict[str, Any] = {
        "organisations": [town.organisations["elm"]],
        "body": town.organisations["hall"],
        "subject": "A consultation of nine days",
        "commitments": promises(town)[:1],
        "happened": [(CLOSED, "It closed."), (OPENED, "It opened.")],
        "actor": town.actor(who, on),
    }
    made = actions.begin_challenge(town.area, **{**fields, **changed}, on=on, at=moment(on))
    return again(made)


def promises(town: Town) -> list[Commitment]:
    return list(commitments(town.edition))


def ready(town: Town, on: date = DAY, **to: Any) -> Challenge:
    """A challenge to which nothing is missing; addressed by name unless told otherwise."""
    one = begun(town, on=on)
    given: dict[str, Any] = {"actor": town.actor("elm", on), "at": moment(on)}
    actions.say_objective(one, Objective("Open it again.", "Four more weeks."), **given, on=on)
    person = {"route": "named", "to_name": "Anna Lead", "to_email": "anna@hall.example"}
    actions.address_challenge(one, Addressee(**{**person, **to}), **given, on=on)
    actions.write_letter(one, "", "Una Elm", "Manager", **given)
    return again(one)


def sent(town: Town, on: date = DAY, how: str = "mail", **to: Any) -> Challenge:
    one = ready(town, on, **to)
    actions.send_challenge(one, how, actor=town.actor("elm", on), on=on, at=moment(on))
    return again(one)


def noted(
    town: Town, one: Challenge, kind: Happened, on: date, who: str = "elm", **given: Any
) -> ChallengeEvent:
    note = Note(kind, on, **{"text": "Some words.", **given})
    return actions.note_on_challenge(one, note, actor=town.actor(who, on), on=on, at=moment(on))
