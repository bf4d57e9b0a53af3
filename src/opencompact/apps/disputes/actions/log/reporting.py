"""Reporting that a promise may not have been kept, with or without an account. Source: DIS-1."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.actions.log import kinds, mail
from opencompact.apps.disputes.actions.log.entries import write
from opencompact.apps.disputes.actions.raising import all_signed, edition_in_force
from opencompact.apps.disputes.models import EntryKind, Report, ReportCitation
from opencompact.apps.disputes.queries.log import is_unread
from opencompact.apps.organisations.models import Organisation
from opencompact.base.accounts.models import normal
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.record import record

# Without letters and figures that are taken for one another; of a number nobody can tell how many
# reports there are.
LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
HALF: Final = 4


@record
class Reported:
    """What somebody reports. `behalf` is the organisation as it was typed or chosen."""

    body: Organisation
    commitments: Sequence[Commitment]
    event: str
    happened_on: date
    what: str
    treatment: str
    effect: str = ""
    about_then: bool = False
    behalf: Organisation | None = None
    behalf_name: str = ""
    name: str = ""
    email: str = ""


@transaction.atomic
def report(area: Area, reported: Reported, *, actor: Actor, at: datetime) -> Report:
    """Put a report into the log. UnfitError for what was given, by the names of `Reported`.

    For an organisation of the register counts only who is known to speak for it: of anybody else
    the name is kept as typed, until somebody who keeps the log knows better.
    """
    on = timezone.localdate(at)
    edition = edition_in_force(area)
    Area.objects.select_for_update().get(pk=area.pk)
    if faults := dict(_faults(area, edition, reported, on)):
        raise UnfitError(faults)
    made = Report.objects.create(
        area=area,
        number=_number(),
        body=reported.body,
        edition=edition,
        event=reported.event.strip(),
        happened_on=reported.happened_on,
        about_then=reported.about_then,
        what=reported.what.strip(),
        effect=reported.effect.strip(),
        treatment=reported.treatment,
        sent_on=on,
        **_who(reported, actor),
    )
    for commitment in reported.commitments:
        ReportCitation.objects.create(area=area, report=made, commitment=commitment)
    made = write(made, EntryKind.SENT, actor=actor, at=at)
    mail.to_reporter(made, kinds.UNREAD if is_unread(made, on) else kinds.RECEIVED, at)
    mail.to_keepers(made, at)
    return made


def _who(reported: Reported, actor: Actor) -> dict[str, object]:
    """On whose behalf, and how to reach the reporter: by their account where they have one."""
    own = actor.organisations(RoleKind.REPRESENTATIVE)
    known = reported.behalf if reported.behalf and reported.behalf.pk in own else None
    said = reported.behalf.name if reported.behalf else reported.behalf_name.strip()
    said = "" if known else said
    found: dict[str, object] = {"behalf": known, "behalf_name": said}
    if actor.signed_in:
        return found | {"reporter_id": actor.user_id}
    return found | {"name": reported.name.strip(), "email": normal(reported.email)}


def _faults(
    area: Area, edition: Edition, reported: Reported, on: date
) -> Iterator[tuple[str, str]]:
    if not all_signed(area, [reported.body.pk], on):
        yield "body", _("Select an organisation that the agreement binds")
    cited = reported.commitments
    if not cited or any(one.edition_id != edition.pk for one in cited):
        yield "commitments", _("Select at least one commitment of the agreement in force")
    if not reported.event.strip():
        yield "event", _("Enter what it was about")
    if not reported.what.strip():
        yield "what", _("Enter what happened")
    if reported.happened_on > on:
        yield "happened_on", _("The day must be today or in the past")
    said = reported.behalf.name if reported.behalf else reported.behalf_name
    if said.strip().casefold() == reported.body.name.casefold():
        yield "behalf_name", _("An organisation cannot report itself. Name another, or none")


def _number() -> str:
    """A number that is not taken. Nobody can guess one, and none says how many there are."""
    while True:
        number = f"{_half()}-{_half()}"
        if not Report.objects.filter(number=number).exists():
            return number


def _half() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(HALF))
