"""Advisers of a side: invited by whoever speaks for it, ended at any time, let in by every side."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Admission, Adviser, Case, Party
from opencompact.apps.disputes.policy import (
    can_accept_advising,
    can_admit_adviser,
    can_be_adviser,
    can_end_adviser,
    can_invite_adviser,
)
from opencompact.apps.disputes.queries import ADVISE
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.queries import actor_for
from opencompact.base import audit, notify
from opencompact.base.accounts.actions import enrol, prove
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links


class UnfitAdviserError(ValueError):
    """This person cannot advise that side. The message says why, and nothing of the person."""


@transaction.atomic
def invite_adviser(  # noqa: PLR0913 - whom, for which side of which case, who asks and when
    case: Case, party: Party, email: str, name: str, *, actor: Actor, on: date, at: datetime
) -> Adviser:
    """Invite somebody to read the case with a side. They see nothing before they accept.

    PermissionDenied for whoever does not speak for the side, UnfitAdviserError for somebody with a
    part in the case, NotNow when it has ended or they are invited already.
    """
    held = _held(case)
    if not can_invite_adviser(actor, held, party):
        raise PermissionDenied
    _open(held)
    user = enrol(email=email, name=name)
    there = [one for one in held.advisers.all() if one.user_id == user.pk and not one.ended_on]
    if there:
        says = _("{name} is invited already.").format(name=user)
        raise NotNow(says, [_("invite somebody else"), _("end the invitation first")])
    if not can_be_adviser(actor_for(user, held.area, timezone.localdate(at)), held, party):
        raise UnfitAdviserError(
            _(
                "This person has or had another part in the case, or belongs to another of its"
                " organisations. Whoever advises a side does neither."
            )
        )
    made: Adviser = Adviser.objects.create(
        area=held.area,
        case=held,
        party=party,
        user=user,
        invited_by_id=actor.user_id,
        invited_on=on,
    )
    _record("disputes.invite_adviser", made, actor, at)
    _invite(made, at)
    return made


@transaction.atomic
def accept_advising(adviser: Adviser, *, actor: Actor, at: datetime) -> Adviser:
    """Say yes to an invitation; from now on they read with the side. PermissionDenied if unfit."""
    stored = _stored(adviser)
    if not can_accept_advising(actor, stored):
        raise PermissionDenied
    _open(stored.case)
    stored.accepted_on = max(timezone.localdate(at), stored.invited_on)
    stored.save(update_fields=["accepted_on"])
    prove(stored.user)
    _record("disputes.accept_advising", stored, actor, at)
    return stored


@transaction.atomic
def end_adviser(adviser: Adviser, *, actor: Actor, on: date, at: datetime) -> Adviser:
    """End an adviser, or an invitation; that they read the case stays known."""
    stored = _stored(adviser)
    if not can_end_adviser(actor, stored.case, stored):
        raise PermissionDenied
    if stored.ended_on is None:
        stored.ended_on = max(on, stored.invited_on)
        stored.save(update_fields=["ended_on"])
        links.revoke(stored, purpose=ADVISE, at=at)
        _record("disputes.end_adviser", stored, actor, at)
    return stored


@transaction.atomic
def admit_adviser(
    adviser: Adviser, party: Party, *, yes: bool, actor: Actor, on: date, at: datetime
) -> bool:
    """Say for a side whether an adviser may come into the mediation room; whether that changed."""
    stored = _stored(adviser)
    if not can_admit_adviser(actor, stored.case, party):
        raise PermissionDenied
    _open(stored.case)
    said = Admission.objects.filter(adviser=stored, party=party)
    if said.exists() == yes:
        return False
    if yes:
        Admission.objects.create(
            area=stored.area, adviser=stored, party=party, given_by_id=actor.user_id, given_on=on
        )
    else:
        said.delete()
    verb = "disputes.admit_adviser" if yes else "disputes.refuse_adviser"
    _record(verb, stored, actor, at)
    return True


def _held(case: Case) -> Case:
    Case.objects.select_for_update().get(pk=case.pk)
    return case_by_key(case.pk)


def _stored(adviser: Adviser) -> Adviser:
    """The adviser as they are now, held to the end of the transaction, with the whole case."""
    found: Adviser = Adviser.objects.select_for_update().get(pk=adviser.pk)
    found.case = case_by_key(found.case_id)
    return found


def _open(case: Case) -> None:
    if case.closed_on:
        raise NotNow(_("The case has ended."), [_("read the case")])


def _invite(adviser: Adviser, at: datetime) -> None:
    area, user = adviser.area, adviser.user
    with notify.speaking_to(area, user.email):
        offered = links.offer(
            area=area,
            purpose=ADVISE,
            to=links.Reader(user.name, user.email, user.pk),
            obj=adviser,
            says=_("say whether you will advise an organisation in case {number}").format(
                number=adviser.case.number
            ),
            at=at,
        )
        links.send(
            offered,
            key="disputes.invite_adviser",
            subject=_("You are asked to advise in case {number}").format(
                number=adviser.case.number
            ),
            body=_(
                "An organisation in the {area} {agreement} asks you to read a case with it and to"
                " advise it. Everything in a case is confidential. If you have any tie with another"
                " organisation in it, please decline."
            ).format(area=area.name, agreement=area.term("agreement")),
            why=_("You get this message because an organisation in a case named you."),
        )


def _record(verb: str, adviser: Adviser, actor: Actor, at: datetime) -> None:
    data = {
        "number": adviser.case.number,
        "person": str(adviser.user_id),
        "party": str(adviser.party_id),
    }
    audit.record(verb, actor=actor, area=adviser.area, obj=adviser.case, data=data, at=at)
