"""What the keepers of a body's records do with an agreement: add it, correct it, vary it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from opencompact.apps.funding.models import Agreement, Payee, Standing, Variation
from opencompact.apps.funding.models.payees import How, key_of
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .conflicts import EditConflict
from .payees import match_payees

FIELDS: Final = (
    "title", "description", "programme", "is_draft", "type", "value", "awarded", "confirmed",
    "confirmation_not_possible", "starts", "ends", "term_considered", "term_reason",
    "overheads_considered", "overheads_allowed", "overheads_included", "external_limit", "contact",
    "competitive_process_forbids", "payment_terms", "payment_days", "payment_when",
    "advance_payment_offered", "advance_payment_not_possible", "monitoring",
    "monitoring_proportionate", "dispute_clause",
)  # fmt: skip
VARIED: Final = ("value", "ends", "payment_terms", "payment_when")


@record
class Recipient:
    """Who gets the money: an organisation of the register, or a name that is on none of its."""

    name: str
    organisation: Organisation | None = None


@record
class Change:
    """What both sides changed, since when and why; `values` are fields of VARIED."""

    on: date
    reason: str
    values: Mapping[str, Any]


@transaction.atomic
def add_agreement(
    area: Area,
    funder: Organisation,
    recipient: Recipient,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> Agreement:
    """Add an agreement of a body with cleaned `values` of FIELDS."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # numbers follow one another
    agreement = Agreement(area=area, funder=funder, created_at=at, updated_at=at)
    for field in FIELDS:
        if field in values:
            setattr(agreement, field, values[field])
    agreement.payee = _payee(area, recipient, actor=actor, at=at)
    agreement.number = _next_number(area, timezone.localdate(at).year)
    agreement.identifier = _identifier(area, agreement.number)
    agreement.programme_title = agreement.programme.title if agreement.programme else ""
    agreement.save()
    data = {"funder": funder.slug}
    audit.record("funding.add_agreement", actor=actor, area=area, obj=agreement, data=data, at=at)
    return agreement


def _next_number(area: Area, year: int) -> str:
    """The next number of a year: 2026-001, 2026-002 …

    What we gave out may have come back in a file, under an identifier of ours.
    """
    begins = _identifier(area, f"{year}-")
    rows = Agreement.objects.filter(
        Q(number__startswith=f"{year}-") | Q(identifier__startswith=begins)
    ).values_list("number", "identifier")
    words = (word for row in rows for word in (row[0][5:], row[1].removeprefix(begins)))
    counts = [int(word) for word in words if word.isdigit() and word.isascii()]
    return f"{year}-{max(counts, default=0) + 1:03}"


def _identifier(area: Area, number: str) -> str:
    """An identifier of 360Giving for an agreement that no file gave us."""
    return f"360G-{area.slug}-{number}"


def _payee(area: Area, recipient: Recipient, *, actor: Actor, at: datetime) -> Payee:
    """The payee that a recipient is. Whom a person names from the register is settled."""
    known = recipient.organisation
    name, identifier = (known.name, known.identifier) if known else (recipient.name, "")
    key = key_of(name, identifier)
    payee = Payee.objects.select_for_update().filter(key=key).first()
    if payee is None:
        payee = Payee(area=area, name=name, identifier=identifier, created_at=at)
    if known and payee.organisation_id != known.pk:
        payee.standing, payee.organisation, payee.suggested = Standing.CONFIRMED, known, None
        payee.confidence, payee.how = 100, How.PERSON
        payee.decided_by_id, payee.decided_at = actor.user_id, at
    payee.save()
    if not known:
        match_payees([payee])
    return payee


@transaction.atomic
def edit_agreement(
    agreement: Agreement, values: Mapping[str, Any], *, version: int, actor: Actor, at: datetime
) -> Agreement:
    """Correct an agreement that was read as `version`; raises EditConflict.

    Its funder, recipient and number stay. The same values again write nothing.
    """
    stored = _held(agreement)
    if stored.version != version:
        raise EditConflict(stored)
    changed = [field for field in FIELDS if values.get(field) != getattr(stored, field)]
    if not changed:
        return stored
    for field in changed:
        setattr(stored, field, values.get(field))
    if "programme" in changed and stored.programme:
        stored.programme_title = stored.programme.title
    _save(stored, at)
    data = {"fields": changed, "version": stored.version}
    audit.record(
        "funding.edit_agreement", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return stored


@transaction.atomic
def vary_agreement(
    agreement: Agreement, change: Change, *, version: int, actor: Actor, at: datetime
) -> Variation | None:
    """Note what both sides changed, and change it; None where nothing differs.

    Raises EditConflict. What stood before is kept in the variation, for good.
    """
    stored = _held(agreement)
    if stored.version != version:
        raise EditConflict(stored)
    new = {
        field: value
        for field, value in change.values.items()
        if field in VARIED and value != getattr(stored, field)
    }
    if not new:
        return None
    changes = {field: [_text(getattr(stored, field)), _text(value)] for field, value in new.items()}
    for field, value in new.items():
        setattr(stored, field, value)
    if "ends" in new:
        stored.months = None  # that of the file is no longer true
    _save(stored, at)
    variation = Variation.objects.create(
        area=stored.area,
        agreement=stored,
        position=stored.variations.count() + 1,
        on=change.on,
        reason=change.reason,
        changes=changes,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    data = {"fields": sorted(new), "version": stored.version}
    audit.record(
        "funding.vary_agreement", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return variation


def _held(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",))
    return rows.select_related("area", "funder", "payee", "programme").get(pk=agreement.pk)


def _save(stored: Agreement, at: datetime) -> None:
    stored.version, stored.updated_at = stored.version + 1, at
    stored.save()


def _text(value: Any) -> str:
    """A value as the history of an agreement keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else str(value or "")
