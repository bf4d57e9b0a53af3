"""Beginning a challenge, for one organisation or several, and dropping one that was not sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.disputes.actions.challenges.gathering import day_fault, text_fault
from opencompact.apps.disputes.actions.challenges.holding import open_to_change
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.models import Broken, Challenge, Challenger, Occurrence
from opencompact.apps.disputes.models.cases import SUBJECT_LENGTH
from opencompact.apps.disputes.policy import can_challenge_for
from opencompact.apps.disputes.queries.challenges import offered_promises
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import is_signatory
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area

Happening = tuple[date, str]


@transaction.atomic
def begin_challenge(  # noqa: PLR0913 - all that a challenge can begin with
    area: Area,
    *,
    organisations: Sequence[Organisation],
    body: Organisation,
    subject: str = "",
    commitments: Iterable[Commitment] = (),
    happened: Iterable[Happening] = (),
    actor: Actor,
    on: date,
    at: datetime,
) -> Challenge:
    """Begin a challenge; nobody but the people of `organisations` knows of it before it is sent.

    PermissionDenied unless the actor speaks for one of them (the software itself may begin one for
    those who agreed to it); UnfitError for what was given (names: organisations, body, subject,
    commitments, happened).
    """
    if actor != SYSTEM and not any(can_challenge_for(actor, one.pk) for one in organisations):
        raise PermissionDenied
    cited, told = list(commitments), list(happened)
    found = dict(_faults((organisations, body), subject, cited, told, on))
    if found:
        raise UnfitError(found)
    challenge = Challenge.objects.create(
        area=area,
        body=body,
        subject=subject.strip() or _("A promise of {body}").format(body=body.name)[:SUBJECT_LENGTH],
        begun_by_id=actor.user_id,
        begun_on=on,
        version=1,
    )
    for one in organisations:
        Challenger.objects.create(area=area, challenge=challenge, organisation=one)
    for day, text in told:
        Occurrence.objects.create(area=area, challenge=challenge, day=day, text=text.strip())
    for commitment in cited:
        Broken.objects.create(area=area, challenge=challenge, commitment=commitment)
    data = {"challengers": len(organisations)}
    audit.record(
        "disputes.begin_challenge", actor=actor, area=area, obj=challenge, data=data, at=at
    )
    return challenge


@transaction.atomic
def discard_challenge(challenge: Challenge, *, actor: Actor, at: datetime) -> None:
    """Drop a challenge that was not sent, with everything in it."""
    now = open_to_change(challenge, actor)
    audit.record("disputes.discard_challenge", actor=actor, area=now.area, obj=now, at=at)
    now.clearings.filter(removed_on=None).delete()  # whoever proposed to remove it need not now
    now.delete()


def _faults(
    sides: tuple[Sequence[Organisation], Organisation],
    subject: str,
    commitments: Sequence[Commitment],
    happened: Sequence[Happening],
    on: date,
) -> Iterator[tuple[str, str]]:
    organisations, body = sides
    mine = {one.pk for one in organisations}
    if not mine or len(mine) < len(organisations):
        yield "organisations", _("Select at least one organisation, each once")
    if body.pk in mine:
        yield "body", _("Select another organisation than your own")
    elif not is_signatory(body, on):
        yield "body", _("Select an organisation that has signed")
    if len(subject.strip()) > SUBJECT_LENGTH:
        says = _("What it is about must be {most} characters or fewer")
        yield "subject", says.format(most=SUBJECT_LENGTH)
    for day, text in happened:
        if fault := day_fault(day, on) or text_fault(text):
            yield "happened", fault
    days = [day for day, _text in happened]
    offered = {one.edition.pk for one in offered_promises(body.area, days)}
    if any(one.edition_id not in offered for one in commitments):
        yield "commitments", _("Select commitments of an edition in force when it happened")
