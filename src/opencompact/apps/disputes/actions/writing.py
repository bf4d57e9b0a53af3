"""Writing down a step: the event, its papers, the case's copies, the finding, the audit."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from opencompact.apps.disputes.actions import availability, drafting, mail, papers
from opencompact.apps.disputes.actions.faults import Given
from opencompact.apps.disputes.models import Case, CaseEvent, Finding
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries import Story, story
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Step

# The need of this key is the short statement that a finding is published with.
STATEMENT = "statement"


class StaleError(RuntimeError):
    """Somebody else acted since the page was opened; nothing was recorded."""

    def __init__(self, case: Case, version: int) -> None:
        super().__init__(f"{case.number} is at version {case.version}, not {version}.")
        self.case, self.version = case, version


def locked(case: Case, version: int | None) -> Case:
    """The case as it is now, held to the end of the transaction; StaleError when it moved on."""
    Case.objects.select_for_update().get(pk=case.pk)
    now = case_by_key(case.pk)
    if version is not None and now.version != version:
        raise StaleError(now, version)
    return now


def write(  # noqa: PLR0913 - one event: where, what, by whom, when
    before: Story,
    step: Step,
    hold: Hold,
    given: Given,
    *,
    actor: Actor,
    at: datetime,
    paths: list[str],
) -> CaseEvent:
    """Record a step that may be taken, inside the transaction that holds the case."""
    case, at_stage = before.case, before.stage
    event = CaseEvent.objects.create(
        area=case.area,
        case=case,
        sequence=len(before.at.events) + 1,
        step=step.key,
        role=hold.role,
        party_id=hold.party or None,
        on=given.on,
        at=at,
        received=given.received or _received(given.on, at),
        outcome=given.outcome,
        fixed=given.fixed,
        override=given.override.strip(),
        named=given.mediator if step.names_mediator else None,
        answers=_said(given.answers),
        actor_id=actor.user_id,
        actor_name=actor.name,
    )
    documents = papers.keep(event, at_stage, given.files, paths)
    data = {
        "number": case.number,
        "sequence": event.sequence,
        "on": given.on.isoformat(),
        "role": hold.role,
        "party": hold.party,
        "answered": sorted(event.answers),
        "documents": [document.said() for document in documents],
    }
    audit.record(f"disputes.{step.key}", actor=actor, area=case.area, obj=case, data=data, at=at)
    return event


def settle(case: Case, calendar: WorkingCalendar, *, actor: Actor, on: date) -> Story:
    """Bring the copies of a case up to its events: version, next date, closing and finding."""
    after = story(case_by_key(case.pk), calendar, on)
    moved = Case.objects.filter(pk=case.pk, version=case.version).update(
        version=len(after.at.events),
        next_due=after.next_due,
        closed_on=after.at.since if after.at.closed else None,
    )
    if not moved:
        raise StaleError(case, case.version)
    after.case.version = len(after.at.events)
    if after.at.closed:
        availability.forget_absences(case)
        _conclude(after, actor)
    return after


def tell(after: Story, event: CaseEvent, at: datetime) -> None:
    """Queue the mail about the event that a case has just come to."""
    mail.tell(after, event, at)
    told = next(one for one in after.told if one.event.pk == event.pk)
    availability.ask_for_days(after, told, at)


def refresh_due(case: Case, calendar: WorkingCalendar, on: date) -> Story:
    """Work out the next date again; the clock calls this, so that a moved holiday moves it too."""
    now = story(case, calendar, on)
    if now.next_due != case.next_due:
        Case.objects.filter(pk=case.pk, version=case.version).update(next_due=now.next_due)
    return now


def _received(on: date, at: datetime) -> date | None:
    """A step that is recorded later than its day reached the others on the day of recording."""
    recorded = timezone.localdate(at)
    return recorded if recorded > on else None


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    return {key: text.strip() for key, text in answers.items() if text.strip()}


def _conclude(after: Story, actor: Actor) -> None:
    """Prepare the finding of a public ending; a step that carries out a choice publishes it."""
    ending = after.procedure.ending(after.at.ending)
    if not ending.public:
        return
    last = after.told[-1]
    made = _maker(after)
    carried_out = bool(last.step.ends_with) and made.actor_id != actor.user_id
    finding = Finding.objects.create(
        area=after.case.area,
        case=after.case,
        number=after.case.number,
        edition=after.case.edition,
        ending=ending.key,
        name=ending.name,
        says=ending.says,
        then=ending.then.value,
        statement=str(made.answers.get(STATEMENT, "")),
        parties=[str(party) for party in after.case.parties.all()],
        commitments=[
            {
                "key": one.commitment.key,
                "number": one.commitment.number,
                "title": one.commitment.title,
            }
            for one in after.case.citations.all()
        ],
        made_on=made.on,
        made_by=made.actor_id,
        published_on=after.at.since if carried_out else None,
    )
    if carried_out:
        drafting.collect_task(finding, actor=actor, on=after.on, at=last.event.at)
        mail.announce(finding, after.on, last.event.at)


def _maker(after: Story) -> CaseEvent:
    """The event that said how the case ends: the choice, or the last step itself."""
    last = after.told[-1]
    if not last.step.ends_with:
        return last.event
    chose = [told.event for told in after.told if told.step.key == last.step.ends_with]
    return chose[-1]
