"""Records held against the rules of the edition that was in force on their day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import binding, editions, pack_of, spoken_pack
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core import rules
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.pack import Commitment, Pack
from opencompact.core.record import record
from opencompact.core.rules import Alike, Judgement, Measured, Rule

from .departures import Key, every_departure

KEPT: Final = 16


@record
class Judged:
    """A record with what one rule says of it, the commitment, its page and the edition's key."""

    measured: Measured
    judgement: Judgement
    commitment: Commitment
    edition: str
    href: str


@record
class Promise:
    """A rule of an edition, with the commitment it measures and the page of that."""

    alike: Alike
    commitment: Commitment
    edition: str
    href: str


@record
class Bench:
    """What is needed to judge any number of records: editions, calendar, departures. Read once."""

    area: Area
    editions: tuple[Edition, ...]
    calendar: WorkingCalendar
    departures: Mapping[Key, rules.Departure]
    pack: Callable[[Edition], Pack] = pack_of
    _promises: dict[tuple[str, str], tuple[Promise, ...]] = field(default_factory=dict)

    def edition_on(self, on: date) -> Edition | None:
        """The edition in force on a day."""
        return binding(self.editions, on)

    def judge(self, measured: Measured) -> Iterator[Judged]:
        """Hold a record against each rule of its edition for its kind."""
        edition = self.edition_on(measured.on)
        if edition is None:
            return
        facts, owner, on = measured.facts, measured.owner, measured.on
        for one in self._promised(edition, measured.record):
            if not measured.is_measured_by(one.alike.rule):
                continue
            departure = self._departure(measured, one) if self.departures else None
            found = one.alike.judge(facts, owner, on, departure)
            yield Judged(measured, found, one.commitment, one.edition, one.href)

    def _departure(self, measured: Measured, promise: Promise) -> rules.Departure | None:
        return self.departures.get((measured.record, measured.key, promise.commitment.key))

    def _promised(self, edition: Edition, kind: str) -> tuple[Promise, ...]:
        """What an edition promises of a kind of records."""
        found = self._promises.get((edition.key, kind))
        if found is None:
            pack = self.pack(edition)
            book, own = _index(pack), _rules(pack).get(kind, ())
            found = self._promises[edition.key, kind] = tuple(
                Promise(
                    Alike(rule, self.calendar),
                    book[rule.commitment],
                    edition.key,
                    self._href(edition, rule.commitment),
                )
                for rule in own
            )
        return found

    def _href(self, edition: Edition, key: str) -> str:
        if edition.in_force:
            return reverse("agreement:commitment", args=[self.area.slug, key])
        return f"{reverse('agreement:edition', args=[self.area.slug, edition.key])}#{key}"


def bench(area: Area, *, spoken: bool = False) -> Bench:
    """Read what judging needs, in few queries. `spoken`: the rules in the language of the page."""
    return Bench(
        area=area,
        editions=tuple(editions(area)),
        calendar=calendar_for(area),
        departures=every_departure(area),
        pack=spoken_pack if spoken else pack_of,
    )


def judged(area: Area, measured: Measured) -> list[Judged]:
    """What the rules say of one record, for its page."""
    return list(bench(area, spoken=True).judge(measured))


def judge_all(area: Area, measured: Iterable[Measured]) -> Iterator[Judged]:
    """What the rules say of many records."""
    found = bench(area)
    for one in measured:
        yield from found.judge(one)


# A pack never changes, so what is found in one can be kept as long as the pack is.
_found: dict[int, tuple[Pack, Mapping[str, Sequence[Rule]], Mapping[str, Commitment]]] = {}


def _read(pack: Pack) -> tuple[Pack, Mapping[str, Sequence[Rule]], Mapping[str, Commitment]]:
    kept = _found.get(id(pack))
    if kept is None or kept[0] is not pack:
        by_record: dict[str, list[Rule]] = defaultdict(list)
        for rule in pack.rules:
            by_record[rule.record].append(rule)
        if len(_found) >= KEPT:
            _found.clear()
        kept = _found[id(pack)] = (pack, by_record, {one.key: one for one in pack.commitments()})
    return kept


def _rules(pack: Pack) -> Mapping[str, Sequence[Rule]]:
    return _read(pack)[1]


def _index(pack: Pack) -> Mapping[str, Commitment]:
    return _read(pack)[2]
