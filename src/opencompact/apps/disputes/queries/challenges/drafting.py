"""The letter of a challenge: drafted from its facts, or in words of the writer's own."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opencompact.apps.agreement.queries import edition_on, pack_of
from opencompact.apps.disputes.models import Broken, Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import Route
from opencompact.apps.disputes.queries.challenges.promises import as_it_stood, promises_out_of_time
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.languages import of_code
from opencompact.base.ui.dates import day as written
from opencompact.base.ui.phrases import spoken
from opencompact.formats.letters import Letter, Listed, Quote, Quotes
from opencompact.formats.letters.model import restored
from opencompact.formats.usual import reply_time

# What has to be known before a letter can go, by the page on which it is given.
FINISH = ("timeline", "commitments", "objective", "to", "letter")


def unfinished(challenge: Challenge) -> list[str]:
    """The pages that still miss something, in their order."""
    known = {
        "timeline": challenge.occurrences.all(),
        "commitments": challenge.broken.all() and not promises_out_of_time(challenge),
        "objective": challenge.wanted,
        "to": challenge.route,
        "letter": challenge.signed_by,
    }
    return [page for page in FINISH if not known[page]]


def letter_as_it_stands(challenge: Challenge, on: date) -> Letter:
    """The letter as it would go on a day, in the language of the page."""
    return Letter(
        sender=tuple(_senders(challenge)),
        to=tuple(_addressee(challenge)),
        day=written(on),
        on=on,
        reference=_("Our reference: {reference}").format(reference=challenge.reference),
        subject=challenge.subject,
        greeting=_greeting(challenge),
        body=challenge.letter or drafted(challenge, on),
        ending=_("Yours sincerely,") if _person(challenge) else _("Yours faithfully,"),
        signature=tuple(filter(None, (challenge.signed_by, challenge.signed_as, *_for(challenge)))),
        lists=(Listed(_("Copy to"), _copies(challenge)),),
        quotes=tuple(_quotes(challenge)),
        language=of_code(get_language()).key,  # type: ignore[arg-type]
    )


def letter_sent(event: ChallengeEvent) -> Letter:
    """The letter exactly as it went."""
    return restored(event.letter)


def drafted(challenge: Challenge, on: date) -> str:
    """The words of a letter from the facts alone; the writer may put others in their place."""
    return "\n\n".join(_paragraphs(challenge, on))


def facts_digest(challenge: Challenge) -> str:
    """What a draft was made of, in one word: other facts have another."""
    facts: dict[str, Any] = {
        "subject": challenge.subject,
        "wanted": [challenge.wanted, challenge.enough],
        "happened": [[str(one.day), one.text] for one in challenge.occurrences.all()],
        "broken": [str(one.commitment_id) for one in challenge.broken.all()],
        "for": [str(one.organisation_id) for one in challenge.challengers.all()],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def is_stale(challenge: Challenge) -> bool:
    """Say whether the facts are others than when the writer's own words were written."""
    return bool(challenge.letter) and challenge.letter_of != facts_digest(challenge)


def _paragraphs(challenge: Challenge, on: date) -> Iterator[str]:
    agreement = challenge.area.term("agreement")
    facts = {
        "area": challenge.area.name,
        "agreement": agreement,
        "body": challenge.body.name,
        "senders": _named(challenge),
    }
    several = challenge.challengers.count() > 1
    opening = (
        _(
            "We write together, for {senders}. We believe that {body} has not kept the {area}"
            " {agreement} in the matter below, and we would like to put it right with you."
        )
        if several
        else _(
            "I write for {senders}. We believe that {body} has not kept the {area} {agreement} in"
            " the matter below, and we would like to put it right with you."
        )
    )
    yield opening.format(**facts)
    yield f"# {_('What happened')}"
    yield "\n".join(
        f"- {written(one.day)}: {' '.join(one.text.split())}" for one in challenge.occurrences.all()
    )
    yield f"# {_('What was promised')}"
    yield _(
        "We believe that the following was not kept. The words of each commitment, as they stood at"
        " the time, follow after the signature."
    )
    yield "\n".join(f"- {_cited(one)}" for one in challenge.broken.all())
    yield f"# {_('What we ask for')}"
    if challenge.wanted:
        yield challenge.wanted.strip()
    if challenge.enough:
        yield _("We would be satisfied with this:")
        yield challenge.enough.strip()
    yield _answer_by(challenge, on)


def _answer_by(challenge: Challenge, on: date) -> str:
    edition = edition_on(challenge.area, on)
    span = spoken(reply_time(pack_of(edition) if edition else None))
    return _(
        "Please let us have your answer within {span}, if you can. We are glad to meet and talk"
        " about it."
    ).format(span=span)


def _cited(one: Broken) -> str:
    return f"{one.commitment.number} {as_it_stood(one.commitment).title}".strip()


def _quotes(challenge: Challenge) -> Iterator[Quotes]:
    """The commitments by edition, each edition under its own name and days."""
    heading = _("The commitments in the words of {edition}, in force from {day}")
    for edition, group in groupby(challenge.broken.all(), key=lambda one: one.commitment.edition):
        stood = [as_it_stood(one.commitment) for one in group]
        yield Quotes(
            heading.format(edition=edition, day=written(edition.adopted_on)),
            tuple(Quote(one.number, str(one.title), str(one.text), one.clause) for one in stood),
        )


def _named(challenge: Challenge) -> str:
    return _(" and ").join(str(one) for one in challenge.challengers.all())


def _senders(challenge: Challenge) -> Iterator[str]:
    """Name and address of whoever writes; several are named one below the other."""
    found = [one.organisation for one in challenge.challengers.all()]
    for one in found:
        yield one.name
        if len(found) == 1:
            yield from _lines(one)


def _lines(one: Organisation) -> Iterator[str]:
    yield from filter(None, (line.strip() for line in one.address.splitlines()))
    said = one.address.casefold()
    town = " ".join(part for part in (one.locality, one.postcode) if part.casefold() not in said)
    if town:
        yield town


def _addressee(challenge: Challenge) -> Iterator[str]:
    role = challenge.to_role if challenge.route == Route.ROLE else None
    if role:
        yield role.user.name
        yield role.area_of_organisation or KIND_LABELS[RoleKind(role.kind)]
    if challenge.route == Route.NAMED:
        yield from filter(None, (challenge.to_name, challenge.to_position))
    yield challenge.body.name
    typed = challenge.to_address if challenge.route == Route.NAMED else ""
    own = [line.strip() for line in typed.splitlines() if line.strip()]
    yield from own or _lines(challenge.body)


def _person(challenge: Challenge) -> str:
    if challenge.route == Route.ROLE and challenge.to_role:
        return challenge.to_role.user.name
    return challenge.to_name if challenge.route == Route.NAMED else ""


def _greeting(challenge: Challenge) -> str:
    if name := _person(challenge):
        return _("Dear {name},").format(name=name)
    return _("To whom it concerns,")


def _for(challenge: Challenge) -> Iterator[str]:
    yield _("for {senders}").format(senders=_named(challenge))


def _copies(challenge: Challenge) -> tuple[str, ...]:
    return (challenge.area.term("officer"),) if challenge.copied else ()
