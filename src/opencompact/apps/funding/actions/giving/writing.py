"""Writes a file of grants, 500 a transaction: stopped anywhere, it can go on where it stood."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from opencompact.apps.funding.actions.payees import look_up
from opencompact.apps.funding.models import Agreement, GrantRun, Payee, Type
from opencompact.apps.funding.models.agreements import NUMBER_LENGTH, RESERVED_NUMBERS
from opencompact.apps.funding.models.payees import key_of
from opencompact.apps.organisations import actions as organisations
from opencompact.apps.organisations.models import Sector, identifiers
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core import payees
from opencompact.formats.giving import Grants

from .cleaning import Candidate, Party
from .planning import CHUNK, Chunk, Plan, name_of
from .tally import VERB, Report, Tally

CHANGED = (
    "title", "description", "value", "currency", "awarded", "starts", "ends", "months",
    "programme", "programme_title", "funder", "payee", "search", "source", "updated_at", "version",
)  # fmt: skip
LONGEST = NUMBER_LENGTH - 6  # leaves room for the number that tells two of one spelling apart


def import_grants(  # noqa: PLR0913 - the one door for files of grants; each is a caller's choice
    area: Area,
    grants: Grants,
    *,
    actor: Actor,
    at: datetime,
    run: GrantRun | None = None,
    dry_run: bool = False,
    rows: int | None = None,
) -> Report:
    """Bring grants into an area; with a run, go on where it stands.

    `dry_run` writes nothing and says what would happen; `rows` stops after about so many.
    Call it inside the area and outside a transaction. Source: PRO-4.
    """
    plan = Plan(grants)
    tally = Tally(plan, run)
    if dry_run:
        for start in range(0, len(plan.items), CHUNK):
            tally.add(Chunk(plan, plan.items[start : start + CHUNK]))
        return tally.report
    left = len(plan.items) if rows is None else rows
    while left > 0 and (done := _write_next(area, tally, actor=actor, at=at)):
        left -= done
    return tally.report


def _write_next(area: Area, tally: Tally, *, actor: Actor, at: datetime) -> int:
    """Write the next grants in one transaction; return how many there were, 0 at the end."""
    plan = tally.plan
    with transaction.atomic():
        # One import at a time in an area: the next one sees all that this one has written.
        Area.objects.select_for_update(no_key=True).get(pk=area.pk)
        start = tally.start()
        items = plan.items[start : start + CHUNK]
        if not items:
            return 0
        chunk = Chunk(plan, items)
        _Writer(area, plan, chunk, actor, at).write()
        tally.add(chunk)
        tally.save(actor=actor, at=at)
    return len(items)


class _Writer:
    """Writes one chunk: funders that are new, payees that are new, then the agreements."""

    def __init__(self, area: Area, plan: Plan, chunk: Chunk, actor: Actor, at: datetime) -> None:
        self.area, self.plan, self.chunk = area, plan, chunk
        self.actor, self.at = actor, at

    def write(self) -> None:
        self._add_payees()
        entries = [*self._add(), *self._change()]
        audit.record_many(entries, actor=self.actor, area=self.area, at=self.at)

    def _add_payees(self) -> None:
        new: dict[str, Payee] = {}
        for item in (*self.chunk.new, *(one for one, _stored, _new in self.chunk.changed)):
            key = key_of(item.recipient.name, item.recipient.identifier)
            if key not in self.chunk.payees and key not in new:
                new[key] = self._payee(item.recipient)
        Payee.objects.bulk_create(new.values())
        self.chunk.payees |= new

    def _payee(self, party: Party) -> Payee:
        payee = Payee(
            area=self.area, name=party.name, identifier=party.identifier, created_at=self.at
        )
        payee.prepare()
        look_up(payee, self.plan.register)
        return payee

    def _add(self) -> Iterator[audit.Entry]:
        numbers = _numbers(item.identifier for item in self.chunk.new)
        new = [
            self._agreement(item, number)
            for item, number in zip(self.chunk.new, numbers, strict=True)
        ]
        Agreement.objects.bulk_create(new)
        for item, agreement in zip(self.chunk.new, new, strict=True):
            yield _entry(agreement, item.row, added=True)

    def _agreement(self, item: Candidate, number: str) -> Agreement:
        agreement = Agreement(
            area=self.area,
            number=number,
            identifier=item.identifier,
            type=Type.GRANT,
            source=item.source,
            created_at=self.at,
            updated_at=self.at,
            **item.values,
        )
        self._set_parties(agreement, item.funder, item.recipient)
        agreement.prepare()
        return agreement

    def _set_parties(
        self, agreement: Agreement, funder: Party | None, recipient: Party | None
    ) -> None:
        if funder:
            agreement.funder_id = self._funder(funder)
        if recipient:
            agreement.payee = self.chunk.payees[key_of(recipient.name, recipient.identifier)]
        wanted = (str(agreement.funder_id), payees.normal(agreement.programme_title))
        agreement.programme_id = agreement.programme_id or self.plan.programmes.get(wanted)

    def _funder(self, party: Party) -> UUID:
        """The organisation that a funder is; one that is not on the register is added to it."""
        key = self.plan.funder(party)
        if key is None:
            values = {
                "name": party.name, "sector": Sector.FUNDER, "identifier": _storable(party),
            }  # fmt: skip
            added = organisations.add(self.area, values, actor=self.actor, at=self.at)
            key = self.plan.funders[name_of(party)] = str(added.pk)
        return UUID(key)

    def _change(self) -> Iterator[audit.Entry]:
        for item, agreement, new in self.chunk.changed:
            self._set_parties(agreement, new.get("funder"), new.get("payee"))
            for field in new.keys() - {"funder", "payee"}:
                setattr(agreement, field, new[field])
            agreement.source = item.source
            agreement.updated_at, agreement.version = self.at, agreement.version + 1
            agreement.prepare()
            yield _entry(agreement, item.row, fields=sorted(new))
        Agreement.objects.bulk_update(
            [agreement for _item, agreement, _new in self.chunk.changed], CHANGED, batch_size=100
        )


def _storable(party: Party) -> str:
    """An identifier that the register keeps; what a file's maker made up is none."""
    try:
        return identifiers.parse(party.identifier)
    except identifiers.IdentifierError:
        return ""


def _numbers(found: Iterable[str]) -> list[str]:
    """A free address for each identifier, in the current area."""
    bases = [slugify(identifier)[:LONGEST].strip("-") or "grant" for identifier in found]
    taken = set(RESERVED_NUMBERS)
    taken.update(Agreement.objects.filter(number__in=bases).values_list("number", flat=True))
    numbers = []
    for base in bases:
        number, count = base, 1
        while number in taken or (count > 1 and Agreement.objects.filter(number=number).exists()):
            count += 1
            number = f"{base}-{count}"
        taken.add(number)
        numbers.append(number)
    return numbers


def _entry(agreement: Agreement, row: int, **data: Any) -> audit.Entry:
    label = agreement._meta.label  # noqa: SLF001 - Django's public name for it
    return audit.Entry(VERB, label, str(agreement.pk), {"row": row, **data})
