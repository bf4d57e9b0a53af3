"""Signing the agreement, withdrawing, and a lead body's signature that counts for its members."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Edition
from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import kinds
from opencompact.apps.organisations.models import Coverage, Organisation, Signature
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links
from opencompact.base.ui.dates import day
from opencompact.core.record import record


@record
class Declaration:
    """What a person declares when signing: who they are, on which day, and both confirmations."""

    name: str
    position: str
    on: date
    has_authority: bool
    accepts_public: bool


@transaction.atomic
def sign(
    organisation: Organisation,
    edition: Edition,
    declaration: Declaration,
    *,
    on_paper: bool,
    actor: Actor,
    at: datetime,
) -> Signature:
    """Make the pledge; NotNow where it cannot be made on that day. Source: LEI pledge, ORG-3.

    `on_paper`: an officer records what the named person signed; the signature has no account then.
    """
    if not (declaration.has_authority and declaration.accepts_public):
        raise ValueError("A pledge needs both confirmations.")
    _held(organisation)
    _can_be_signed(organisation, declaration.on)
    signature = Signature.objects.create(
        area=organisation.area,
        organisation=organisation,
        edition=edition,
        signed_by=declaration.name,
        position=declaration.position,
        signed_on=declaration.on,
        recorded_at=at,
        user_id=None if on_paper else actor.user_id,
    )
    data = {
        "signature": str(signature.pk),
        "edition": edition.key,
        "on": declaration.on.isoformat(),
        "on_paper": on_paper,
    }
    audit.record(
        "organisations.sign",
        actor=actor,
        area=organisation.area,
        obj=organisation,
        data=data,
        at=at,
    )
    links.revoke(organisation, purpose=queries.SIGN_BY_LINK, at=at)
    _tell_signed(signature, at)
    return signature


def _held(organisation: Organisation) -> None:
    """Two people who sign or withdraw for one organisation do so one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _can_be_signed(organisation: Organisation, on: date) -> None:
    latest = queries.history(organisation).first()
    if latest is None:
        return
    if latest.withdrawn_on is None:
        raise NotNow(
            _("{name} has already signed, on {on}.").format(
                name=organisation.name, on=day(latest.signed_on)
            ),
            [_("read its signature"), _("withdraw it in writing")],
        )
    if on < latest.withdrawn_on:
        raise NotNow(
            _("{name} withdrew on {on}, and the new signature is dated before that.").format(
                name=organisation.name, on=day(latest.withdrawn_on)
            ),
            [_("sign with a date from {on} on").format(on=day(latest.withdrawn_on))],
        )


@transaction.atomic
def withdraw(
    signature: Signature, *, notice: str, on: date, actor: Actor, at: datetime
) -> Signature:
    """Take a signature back by written notice; both stay in the history. Source: LEI, ORG-3.

    The signature counts up to, not including, `on`. NotNow when it was withdrawn already.
    """
    organisation = signature.organisation
    _held(organisation)
    signature = Signature.objects.select_related("organisation", "area").get(pk=signature.pk)
    if signature.withdrawn_on is not None:
        raise NotNow(
            _("{name} withdrew on {on} already.").format(
                name=organisation.name, on=day(signature.withdrawn_on)
            ),
            [_("sign again")],
        )
    if on < signature.signed_on:
        raise NotNow(
            _("{name} signed on {on}; it cannot withdraw before.").format(
                name=organisation.name, on=day(signature.signed_on)
            ),
            [_("withdraw from {on} on").format(on=day(signature.signed_on))],
        )
    signature.withdrawn_on, signature.withdrawn_recorded_at = on, at
    signature.withdrawal_reason = notice
    signature.save(update_fields=["withdrawn_on", "withdrawn_recorded_at", "withdrawal_reason"])
    data = {"signature": str(signature.pk), "on": on.isoformat()}
    audit.record(
        "organisations.withdraw",
        actor=actor, area=signature.area, obj=organisation, data=data, at=at,
    )  # fmt: skip
    _tell_withdrawn(signature, at)
    return signature


@transaction.atomic
def cover(
    signature: Signature, member: Organisation, *, on: date, actor: Actor, at: datetime
) -> Coverage:
    """Let a lead body's signature count for a member from a day on. Source: UG, ORG-4."""
    _held(signature.organisation)
    signature.refresh_from_db(fields=["withdrawn_on"])
    _can_be_covered(signature, member, on)
    coverage = Coverage.objects.create(
        area=signature.area, signature=signature, organisation=member, starts=on
    )
    data = {"member": str(member.pk), "on": on.isoformat()}
    audit.record(
        "organisations.cover",
        actor=actor, area=signature.area, obj=signature.organisation, data=data, at=at,
    )  # fmt: skip
    return coverage


def _can_be_covered(signature: Signature, member: Organisation, on: date) -> None:
    lead = signature.organisation
    if signature.withdrawn_on is not None or on < signature.signed_on:
        raise NotNow(
            _("{name} is not a signatory on {on}.").format(name=lead.name, on=day(on)),
            [_("sign first")],
        )
    if member.pk == lead.pk:
        raise NotNow(
            _("{name} has signed for itself.").format(name=lead.name),
            [_("choose one of its members")],
        )
    if queries.coverage_on(signature, on).filter(organisation=member).exists():
        raise NotNow(
            _("{name} signs for {member} already.").format(name=lead.name, member=member.name),
            [_("choose another member")],
        )


@transaction.atomic
def uncover(coverage: Coverage, *, on: date, actor: Actor, at: datetime) -> Coverage:
    """Let a lead body's signature count for a member no longer; the days before stay."""
    stored = Coverage.objects.select_for_update().get(pk=coverage.pk)
    if stored.ends is not None:
        return stored
    stored.ends = max(on, stored.starts)
    stored.save(update_fields=["ends"])
    lead = stored.signature.organisation
    data = {"member": str(stored.organisation_id), "on": stored.ends.isoformat()}
    audit.record("organisations.uncover", actor=actor, area=lead.area, obj=lead, data=data, at=at)
    return stored


def _readers(signature: Signature, on: date) -> list[tuple[str, str]]:
    """Officers, and whoever speaks for the organisation."""
    area, organisation = signature.area, signature.organisation
    speakers = queries.addresses(queries.representatives(organisation, on))
    return [*queries.officers(area, on), *speakers]


def _tell_signed(signature: Signature, at: datetime) -> None:
    area = signature.area
    notify.queue(
        area=area,
        key=f"organisations.sign:{signature.pk}",
        to=_readers(signature, timezone.localdate(at)),
        kind=kinds.SIGNED,
        facts=lambda: {
            "organisation": signature.organisation.name,
            "person": signature.signed_by,
            "position": signature.position,
            "day": day(signature.signed_on),
        },
        link=_address(signature),
        at=at,
    )


def _tell_withdrawn(signature: Signature, at: datetime) -> None:
    area, on = signature.area, timezone.localdate(at)
    notify.queue(
        area=area,
        key=f"organisations.withdraw:{signature.pk}",
        to=[*queries.chairs(area, on), *_readers(signature, on)],
        kind=kinds.WITHDRAWN,
        facts=lambda: {
            "organisation": signature.organisation.name,
            "day": day(signature.withdrawn_on or on),
        },
        link=_address(signature),
        at=at,
    )


def _address(signature: Signature) -> str:
    return reverse(
        "organisations:organisation", args=[signature.area.slug, signature.organisation.slug]
    )
