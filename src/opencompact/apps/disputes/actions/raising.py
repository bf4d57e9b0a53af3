"""Raising a disagreement: the gates are checked, and what the first stage needs is written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.agreement.queries import commitments, current_edition, pack_of
from opencompact.apps.disputes.actions import faults, papers, writing
from opencompact.apps.disputes.actions.faults import Given, UnfitError
from opencompact.apps.disputes.models import Case, CaseEvent, Citation, Party, Side
from opencompact.apps.disputes.models.cases import SUBJECT_LENGTH
from opencompact.apps.disputes.policy import Hold, can_raise_for
from opencompact.apps.disputes.queries import story
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import signatories
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Gate, Holder, Procedure, Step, opening, refused
from opencompact.core.record import record

# The facts about a case that the software finds out itself; the others are asked.
SIGNATORIES = "all_signatories"


@record
class Raising:
    """A disagreement before it is a case. `dates` are the days of the steps that came before, by
    step, `earlier` what was answered about them; `answers` and `files` belong to the step that puts
    it before others. Sent twice under one `key` it becomes one case.

    `beside` are organisations that raise it together with the first; whoever puts them here has the
    consent of each.
    """

    organisation: Organisation
    others: Sequence[Organisation]
    commitments: Sequence[Commitment]
    subject: str
    facts: Mapping[str, str]
    dates: Mapping[str, date]
    answers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    earlier: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    key: UUID = field(default_factory=uuid4)
    beside: Sequence[Organisation] = ()

    @property
    def claimants(self) -> tuple[Organisation, ...]:
        return (self.organisation, *self.beside)

    @property
    def parties(self) -> tuple[Organisation, ...]:
        return (*self.claimants, *self.others)


class RefusedError(ValueError):
    """The procedure is not for this. `gates` say why, and what else there is to do."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        super().__init__(" ".join(gate.says for gate in gates))
        self.gates = tuple(gates)


def raise_case(area: Area, raising: Raising, *, actor: Actor, on: date, at: datetime) -> Case:
    """Open a case under the edition in force, sent on the day `on`.

    PermissionDenied for somebody else's organisation, RefusedError by a gate, UnfitError for what
    was given (names: subject, others, commitments, the steps of `dates`, the keys of needs).
    """
    edition = edition_in_force(area)
    if not can_raise_for(actor, raising.organisation.pk):
        raise PermissionDenied
    procedure = pack_of(edition).procedure
    if gates := closed_gates(area, procedure, raising, on):
        raise RefusedError(gates)
    with papers.kept_or_removed() as paths, transaction.atomic():
        if sent := _sent_before(area, raising):
            return sent
        check(procedure, edition, raising, on)
        case = _open(area, edition, raising, actor=actor, on=on)
        _play(case, raising, actor=actor, on=on, at=at, paths=paths)
        return _announce(case, actor=actor, on=on, at=at)


def edition_in_force(area: Area) -> Edition:
    """The edition a new case falls under; NotNow while the area has none."""
    edition = current_edition(area)
    if edition is None:
        raise NotNow(
            _("{area} has not adopted an agreement yet, so there is no procedure to use.").format(
                area=area.name
            ),
            [_("come back when the agreement is in force")],
        )
    return edition


def closed_gates(area: Area, procedure: Procedure, raising: Raising, on: date) -> tuple[Gate, ...]:
    """The gates that this disagreement does not pass on a day."""
    signed = all_signed(area, [one.pk for one in raising.parties], on)
    facts = {**raising.facts, SIGNATORIES: "yes" if signed else "no"}
    return refused(procedure, facts, on, calendar_for(area))


def gates_closed_to(
    area: Area,
    procedure: Procedure,
    facts: Mapping[str, str],
    parties: Sequence[UUID | str],
    on: date,
) -> tuple[Gate, ...]:
    """The gates that facts and parties do not pass; what is not known yet closes none."""
    known = dict(facts)
    if parties:
        known[SIGNATORIES] = "yes" if all_signed(area, parties, on) else "no"
    closed = refused(procedure, known, on, calendar_for(area))
    return tuple(gate for gate in closed if gate.fact in known)


def all_signed(area: Area, organisations: Sequence[UUID | str], on: date) -> bool:
    """Say whether every one of these organisations is bound by the agreement on a day."""
    bound = signatories(area, on).filter(pk__in=organisations).count()
    return bound == len({str(one) for one in organisations})


def check(procedure: Procedure, edition: Edition, raising: Raising, on: date) -> None:
    """Raise UnfitError with everything about the parties, the commitments and the days."""
    found = dict(_faults(procedure, edition, raising, on))
    if found:
        raise UnfitError(found)


def _faults(
    procedure: Procedure, edition: Edition, raising: Raising, on: date
) -> Iterator[tuple[str, str]]:
    subject = raising.subject.strip()
    if not subject:
        yield "subject", _("Enter what the disagreement is about")
    elif len(subject) > SUBJECT_LENGTH:
        says = _("What it is about must be {most} characters or fewer")
        yield "subject", says.format(most=SUBJECT_LENGTH)
    parties = {one.pk for one in raising.parties}
    if (
        not raising.others
        or len(parties) < procedure.min_parties
        or len(parties) != len(raising.parties)
    ):
        yield "others", _("Select at least one other organisation, each once")
    cites = raising.commitments or not commitments(edition).exists()
    if not cites or any(c.edition_id != edition.pk for c in raising.commitments):
        yield "commitments", _("Select at least one commitment of the agreement in force")
    yield from _days(opening(procedure).before, raising.dates, on)


def _days(steps: Sequence[Step], dates: Mapping[str, date], on: date) -> Iterator[tuple[str, str]]:
    earliest = date.min
    for step in steps:
        day = dates.get(step.key)
        if day is None:
            yield step.key, _("Enter the day for “{step}”").format(step=step.name)
        elif day > on:
            yield step.key, _("The day must be today or in the past")
        elif day < earliest:
            yield step.key, _("The days must follow each other")
        earliest = max(earliest, day or earliest)


def _sent_before(area: Area, raising: Raising) -> Case | None:
    """The case that this became already. The area's row is held: one case is opened at a time."""
    Area.objects.select_for_update().get(pk=area.pk)
    sent: Case | None = Case.objects.filter(pk=raising.key).first()
    return sent


def _open(area: Area, edition: Edition, raising: Raising, *, actor: Actor, on: date) -> Case:
    case: Case = Case.objects.create(
        id=raising.key,
        area=area,
        number=_number(on),
        edition=edition,
        subject=raising.subject.strip(),
        raised_by_id=actor.user_id,
        raised_on=on,
    )
    claimants = {one.pk for one in raising.claimants}
    for one in raising.parties:
        side = Side.CLAIMANT if one.pk in claimants else Side.RESPONDENT
        Party.objects.create(area=area, case=case, organisation=one, side=side)
    for commitment in raising.commitments:
        Citation.objects.create(area=area, case=case, commitment=commitment)
    return case


def _number(on: date) -> str:
    """The next number of the year. Only one case is opened at a time, so no two share one."""
    taken = Case.objects.filter(number__startswith=f"{on.year}-").values_list("number", flat=True)
    last = max((int(number.partition("-")[2]) for number in taken), default=0)
    return f"{on.year}-{last + 1:03}"


def _play(
    case: Case, raising: Raising, *, actor: Actor, on: date, at: datetime, paths: list[str]
) -> None:
    """Take the steps that begin the case, in the procedure's own order."""
    begin = opening(pack_of(case.edition).procedure)
    party = case.parties.get(organisation=raising.organisation)
    hold = Hold(begin.role, Holder.PARTY, party.key)
    calendar = calendar_for(case.area)
    for step in (*begin.before, begin.step):
        now = story(case_by_key(case.pk), calendar, on)
        given = Given(on=raising.dates.get(step.key, on), answers=raising.earlier.get(step.key, {}))
        if step == begin.step:
            given = Given(on=on, answers=raising.answers, files=raising.files)
        faults.check(now, step, given, on)
        writing.write(now, step, hold, given, actor=actor, at=at, paths=paths)


def _announce(case: Case, *, actor: Actor, on: date, at: datetime) -> Case:
    data = {"number": case.number, "edition": case.edition.key}
    audit.record("disputes.raise", actor=actor, area=case.area, obj=case, data=data, at=at)
    after = writing.settle(case, calendar_for(case.area), actor=actor, on=on)
    last: CaseEvent = after.told[-1].event
    writing.tell(after, last, at)
    return after.case
