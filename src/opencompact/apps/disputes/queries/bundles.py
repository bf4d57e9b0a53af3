"""What the bundle of a case holds now, in its order, and how each side sees each paper."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import (
    Bundle,
    BundleMark,
    BundlePlace,
    BundleState,
    Case,
    Document,
    Party,
)
from opencompact.apps.disputes.models.letters import LETTER
from opencompact.apps.disputes.policy import MEDIATION, Hold, readers
from opencompact.apps.disputes.queries.seen import Entry, Said, entries, role_names
from opencompact.apps.disputes.queries.story import Story, Told
from opencompact.apps.disputes.queries.versions import Versions, file_needs
from opencompact.base.ui.phrases import listed as named
from opencompact.core.bundles import Listed, Piece, Sort, Spot, Standing, listed, standing
from opencompact.core.procedure import Holder, Stage
from opencompact.core.record import record

# Whose words and papers are evidence; what the chair or the support team writes is not.
WITNESSES = frozenset({Holder.PARTY, Holder.MEDIATOR})


@record
class Content:
    """A piece and what stands in it: typed answers, or a paper in its current version."""

    piece: Piece
    entry: Entry
    said: tuple[Said, ...] = ()
    document: Document | None = None


@record
class Row:
    """A line of the bundle: where it stands, what it is, how the sides see it in words."""

    listed: Listed
    content: Content
    standing: Standing | None
    in_words: str

    @property
    def document(self) -> Document | None:
        return self.content.document


@record
class Bundled:
    """The bundle as it would be made now. `closed`: nobody marks or orders anything any more.

    `latest` is the last one made or under way, `stale` that it no longer holds all of this.
    """

    rows: tuple[Row, ...]
    digest: str
    made: tuple[Bundle, ...]

    @property
    def latest(self) -> Bundle | None:
        return next((one for one in self.made if one.is_ready or one.is_under_way), None)

    @property
    def under_way(self) -> bool:
        return self.latest is not None and self.latest.is_under_way

    @property
    def stale(self) -> bool:
        last = self.latest
        return last is not None and last.is_ready and last.digest != self.digest

    @property
    def closed(self) -> bool:
        last = self.latest
        return last is not None and last.closes and not self.stale


def exchange(story: Story) -> Stage | None:
    """The stage at which the sides give their papers, once the case has come to it."""
    sides = {role.key for role in story.procedure.roles if role.held_by == Holder.PARTY}
    wanted = {
        key
        for step in story.procedure.steps
        if sides & set(step.by) and file_needs(step)
        for key in step.at
    }
    been = [visit.stage for visit in story.visits if visit.stage.key in wanted]
    open_ones = [stage for stage in been if stage.room != MEDIATION]
    return open_ones[-1] if open_ones else None


def bundle_readers(story: Story) -> frozenset[str]:
    """The roles that read the bundle: those of the exchange; none where there is no exchange."""
    stage = exchange(story)
    return readers(story.procedure, stage) if stage else frozenset()


def may_see_bundle(story: Story, held: Iterable[Hold]) -> bool:
    """Say whether there is a bundle and it is for somebody holding these roles."""
    return any(hold.role in bundle_readers(story) for hold in held)


def bundle_reader_names(story: Story) -> tuple[str, ...]:
    """Who reads the bundle, by the names of their roles."""
    return role_names(story.procedure, bundle_readers(story))


def bundled(story: Story) -> Bundled:
    """The bundle as it stands. Three queries."""
    contents = {one.piece.key: one for one in _contents(story)}
    marks = _marks(story.case)
    spots = {one.piece: Spot(one.place, one.heading, one.name) for one in places(story.case)}
    sides = [party.key for party in story.case.parties.all()]
    order = listed((one.piece for one in contents.values()), sides, spots)
    rows = tuple(_row(story, one, contents[one.piece.key], marks) for one in order)
    return Bundled(rows, _digest(rows, spots), tuple(bundles_of(story.case)))


def bundles_of(case: Case) -> QuerySet[Bundle]:
    """Every bundle that was asked for, the newest first."""
    return Bundle.objects.filter(case=case)


def places(case: Case) -> QuerySet[BundlePlace]:
    """Where somebody put what."""
    return BundlePlace.objects.filter(case=case)


def waiting_bundles() -> QuerySet[Bundle]:
    """Every bundle that still has to be made; for the clock, in every area."""
    under_way = [BundleState.WAITING, BundleState.BUILDING]
    return Bundle.objects.filter(state__in=under_way).select_related("area").order_by("at")


def _contents(story: Story) -> Iterator[Content]:
    """Everything that all readers of the bundle may read; nothing of mediation."""
    audience = bundle_readers(story)
    for told, entry in entries(story, _evidence(story, audience), _everybody(story)):
        yield from _pieces(told, entry)


def _evidence(story: Story, audience: frozenset[str]) -> list[Told]:
    witnesses = {role.key for role in story.procedure.roles if role.held_by in WITNESSES}
    return [
        told
        for told in story.told
        if audience and not told.sealed and audience <= told.open_to
        and told.event.role in witnesses
    ]  # fmt: skip


def _everybody(story: Story) -> list[Hold]:
    return [Hold(role.key, role.held_by) for role in story.procedure.roles]


def _pieces(told: Told, entry: Entry) -> Iterator[Content]:
    side = str(told.event.party_id or "")
    sort = Sort.STATEMENT if side else Sort.REPORT
    if entry.said:
        title = _("Written with “{step}”").format(step=told.step.name)
        key = f"event:{told.event.pk}"
        piece = Piece(key, sort, side, entry.who, title, told.event.on)
        yield Content(piece, entry, said=entry.said)
    for one in entry.papers:
        if one.first.need == LETTER:
            continue
        yield Content(_paper(one, side, entry), entry, document=one.current)


def _paper(one: Versions, side: str, entry: Entry) -> Piece:
    given = one.current.given_at
    on = given.date() if given else entry.on
    return Piece(f"paper:{one.first.pk}", Sort.PAPER, side, entry.who, one.current.name, on)


def _marks(case: Case) -> dict[UUID, dict[str, bool]]:
    """The last mark of each side on each version of a paper."""
    found: dict[UUID, dict[str, bool]] = {}
    for mark in BundleMark.objects.filter(document__case=case):
        found.setdefault(mark.document_id, {})[str(mark.party_id)] = mark.agreed
    return found


def _row(story: Story, one: Listed, content: Content, marks: dict[UUID, dict[str, bool]]) -> Row:
    document = content.document
    if document is None:
        return Row(one, content, None, "")
    sides = [party.key for party in story.case.parties.all()]
    stands = standing(one.piece.side, sides, marks.get(document.pk, {}))
    return Row(one, content, stands, _in_words(story, stands))


def _in_words(story: Story, stands: Standing) -> str:
    if stands.is_agreed:
        return _("Agreed")
    says = []
    if stands.disputed:
        says.append(_("Disputed by {who}").format(who=_names(story, stands.disputed)))
    if stands.silent:
        says.append(_("{who} has not said").format(who=_names(story, stands.silent)))
    return "; ".join(says)


def _names(story: Story, keys: Iterable[str]) -> str:
    return named([story.party_name(key) for key in keys])


def _digest(rows: Iterable[Row], spots: Mapping[str, Spot]) -> str:
    """A hash of all that goes into the bundle, in its order, whatever the language of the page."""
    found = [[row.listed.piece.key, *_given(row), *_put(row, spots)] for row in rows]
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def _given(row: Row) -> list[Any]:
    if row.document is None or row.standing is None:
        return [row.content.entry.told.event.answers]
    return [row.document.sha256, row.standing.agreed, row.standing.disputed]


def _put(row: Row, spots: Mapping[str, Spot]) -> list[str]:
    spot = spots.get(row.listed.piece.key)
    return [spot.heading, spot.name] if spot else []


def party_of(story: Story, held: Iterable[Hold]) -> tuple[Party, ...]:
    """The sides that somebody speaks for."""
    mine = {hold.party for hold in held if hold.party}
    return tuple(party for party in story.case.parties.all() if party.key in mine)
