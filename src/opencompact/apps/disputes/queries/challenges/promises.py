"""Which commitments can have been broken: those of the editions in force when things happened."""

from collections.abc import Iterable
from datetime import date

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.agreement.queries import edition_on, pack_of, spoken_pack
from opencompact.apps.disputes.models import Broken, Challenge
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack
from opencompact.core.record import record


@record
class Promises:
    """An edition that was in force on some of the days, with its text."""

    edition: Edition
    pack: Pack
    days: tuple[date, ...]


def offered_promises(area: Area, days: Iterable[date]) -> tuple[Promises, ...]:
    """The editions in force on these days, the earliest first; days before any have none."""
    found: dict[Edition, list[date]] = {}
    for day in sorted(set(days)):
        if edition := edition_on(area, day):
            found.setdefault(edition, []).append(day)
    return tuple(Promises(one, spoken_pack(one), tuple(when)) for one, when in found.items())


def promises_out_of_time(challenge: Challenge) -> list[Broken]:
    """Commitments whose edition was in force on none of the days on which something happened."""
    days = [one.day for one in challenge.occurrences.all()]
    in_force = {one.edition.pk for one in offered_promises(challenge.area, days)}
    return [one for one in challenge.broken.all() if one.commitment.edition_id not in in_force]


def as_it_stood(commitment: Commitment) -> Commitment:
    """A commitment in the language of the page where its edition has it; as adopted elsewhere."""
    spoken = {one.key: one for one in spoken_pack(commitment.edition).commitments()}
    own = {one.key: one for one in pack_of(commitment.edition).commitments()}
    found = spoken.get(commitment.key, own[commitment.key])
    return Commitment(
        key=found.key,
        number=found.number,
        title=found.title,
        text=found.text,
        clause=found.clause,
        edition=commitment.edition,
    )
