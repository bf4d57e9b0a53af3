"""Who may do what in a case: all of it follows from the roles that a person holds in that case."""

# Two walls stand here. Nobody with a role in an organisation of the case judges it (recusal). And a
# person is on one side of the mediation room only: who was ever inside never sits with the panel.

from collections.abc import Iterable
from uuid import UUID

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.disputes.models import (
    Adviser,
    Case,
    Challenge,
    Document,
    Finding,
    JointMember,
    MovedDate,
    Party,
    PrivateCalendar,
    Report,
    RoomPaper,
    Seat,
    Undertaking,
)
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.models.letters import LETTER
from opencompact.apps.disputes.models.log import Treatment
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.procedure import Holder, Procedure, Stage, Step
from opencompact.core.record import record

MEDIATION, PANEL, DESK = "mediation", "panel", "desk"
INSIDE = frozenset({Holder.PARTY, Holder.MEDIATOR})
# Who works in the rooms that no stage opens. The parties never see that anything lies there.
WORKROOMS = {PANEL: frozenset({Holder.CHAIR, Holder.PANEL}), DESK: frozenset({Holder.OFFICER})}
JUDGING = frozenset({Holder.CHAIR, Holder.PANEL})
KEEPING = frozenset({Holder.CHAIR, Holder.OFFICER})
# Roles that no procedure has, so that no step is theirs: they only read, with a side. Whom every
# side let into the mediation room has the second one too.
ADVISER, ADMITTED = "+adviser", "+admitted"
# Whom the area itself names for every case, where the case names nobody.
BY_AREA = {Holder.CHAIR: RoleKind.CHAIR, Holder.OFFICER: RoleKind.OFFICER}
# Whose roles in an organisation let them read a challenge that was sent to it.
ANSWERING = frozenset({RoleKind.REPRESENTATIVE, RoleKind.LEAD, RoleKind.CHAMPION})
# The role of an area that brings each part in cases; a seat in one case brings it too.
PARTS = {
    Holder.PARTY: RoleKind.REPRESENTATIVE,
    Holder.CHAIR: RoleKind.CHAIR,
    Holder.PANEL: RoleKind.GROUP_MEMBER,
    Holder.MEDIATOR: RoleKind.MEDIATOR,
    Holder.OFFICER: RoleKind.OFFICER,
}


@record
class Hold:
    """A role of the procedure that somebody holds in a case; `party` is a side's key or empty.

    An adviser holds none, and only reads: `advises` is the key of the side they read with.
    """

    role: str
    holder: Holder
    party: str = ""
    advises: str = ""


def procedure_of(case: Case) -> Procedure:
    """The procedure of the edition the case began under."""
    return pack_of(case.edition).procedure


def holds(actor: Actor, case: Case) -> tuple[Hold, ...]:
    """Every role that `actor` holds in `case` today; none for somebody who is not of it."""
    procedure = procedure_of(case)
    if sides := _sides(actor, case):
        return tuple(
            Hold(role.key, role.held_by, party.key)
            for party in sides
            for role in procedure.roles
            if role.held_by == Holder.PARTY
        )
    if adviser := adviser_of(actor.user_id, case):
        keys = (ADVISER, ADMITTED) if is_admitted(adviser, case) else (ADVISER,)
        return tuple(Hold(key, Holder.PARTY, advises=str(adviser.party_id)) for key in keys)
    held = _held(actor, case)
    return tuple(
        Hold(role.key, role.held_by)
        for role in procedure.roles
        if role.held_by in held and not _recused(actor, case, role.held_by, recuse=role.recuse)
    )


def is_conflicted(actor: Actor, case: Case) -> bool:
    """Say whether `actor` has a role, any role, in an organisation that is a party."""
    mine = actor.organisations()
    return any(party.organisation_id in mine for party in case.parties.all())


def was_inside(user_id: UUID | None, case: Case) -> bool:
    """Say whether somebody ever mediated the case, or acted for or advised one of its parties."""
    sat = any(s.user_id == user_id and s.holder == Holder.MEDIATOR for s in case.seats.all())
    acted = any(e.actor_id == user_id and e.party_id for e in case.events.all())
    return sat or acted or was_adviser(user_id, case)


def adviser_of(user_id: UUID | None, case: Case) -> Adviser | None:
    """As whose adviser somebody reads the case now."""
    found = (one for one in case.advisers.all() if one.reads and one.user_id == user_id)
    return next(found, None)


def was_adviser(user_id: UUID | None, case: Case) -> bool:
    """Say whether somebody reads the case with one of its sides, or ever did."""
    return any(one.accepted_on and one.user_id == user_id for one in case.advisers.all())


def is_admitted(adviser: Adviser, case: Case) -> bool:
    """Into the mediation room comes whom every side said yes to; anybody, if the pack says so."""
    if procedure_of(case).advisers_in_mediation:
        return True
    said = {one.party_id for one in adviser.admissions.all()}
    return all(party.pk in said for party in case.parties.all())


def can_see_case(actor: Actor, case: Case) -> bool:
    """Its parties, its chair, panel and mediator, and the support team."""
    return bool(holds(actor, case))


def can_see_stage(held: Iterable[Hold], procedure: Procedure, stage: Stage) -> bool:
    """What is exchanged at a stage is for the roles it is open to."""
    return any(hold.role in readers(procedure, stage) for hold in held)


def readers(procedure: Procedure, stage: Stage) -> frozenset[str]:
    """The roles that read what is exchanged at `stage`; in mediation parties and mediator alone.

    The pack checker refuses a procedure that opens the mediation room wider; this holds even so.
    Advisers read what the parties do.
    """
    parties = {role.key for role in procedure.roles if role.held_by == Holder.PARTY}
    with_them = parties.intersection(stage.open_to)
    if stage.room != MEDIATION:
        return frozenset(stage.open_to) | ({ADVISER} if with_them else set())
    inside = {role.key for role in procedure.roles if role.held_by in INSIDE}
    return (frozenset(stage.open_to) & inside) | ({ADMITTED} if with_them else set())


def can_see_room(actor: Actor, case: Case, room: str) -> bool:
    """Say whether some stage with this room is open to a role that `actor` holds."""
    procedure, held = procedure_of(case), holds(actor, case)
    return any(
        can_see_stage(held, procedure, stage) for stage in procedure.stages if stage.room == room
    )


def can_enter(held: Iterable[Hold], room: str) -> bool:
    """The panel room is for the chair and the panel, the officers' desk for the support team."""
    return any(hold.holder in WORKROOMS.get(room, ()) for hold in held)


def can_note(actor: Actor, case: Case, room: str) -> bool:
    """Whoever works in a room writes notes there."""
    return can_enter(holds(actor, case), room)


def can_put_in(actor: Actor, case: Case, room: str) -> bool:
    """Who works in a room puts papers into it; in mediation whoever speaks there for a side, and
    the mediator. Whoever is only let in to read does not.
    """
    held = holds(actor, case)
    if room != MEDIATION:
        return can_enter(held, room)
    return _inside(held, case) and any(
        hold.party or hold.holder == Holder.MEDIATOR for hold in held
    )


def can_read_room_paper(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """Say whether a paper of a closed room is for this person now."""
    return reads_room_paper(holds(actor, case), actor.user_id, case, paper)


def reads_room_paper(
    held: Iterable[Hold], user_id: UUID | None, case: Case, paper: RoomPaper
) -> bool:
    """In mediation: everybody inside once it is shown, before that its side and the mediator.

    What a side confided is for the mediator who was there, not for one who came later.
    """
    held = tuple(held)
    if paper.room != MEDIATION:
        return can_enter(held, paper.room)
    if not _inside(held, case):
        return False
    if paper.shown.shown or _own(held, user_id, paper):
        return True
    return paper.party_id is not None and _mediated_on(user_id, case, paper)


def gave(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """Say whether a paper is one's own: that of one's side, or of the mediator in person."""
    return _own(holds(actor, case), actor.user_id, paper)


def can_ask_release(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """The mediator asks for what they read and the others do not."""
    mediates = any(hold.holder == Holder.MEDIATOR for hold in holds(actor, case))
    return mediates and can_read_room_paper(actor, case, paper)


def can_answer_release(actor: Actor, case: Case, paper: RoomPaper, party: Party) -> bool:
    """A side says yes or no to showing its own paper, or one of the mediator's that tells of it."""
    needed = party.key in paper.given.needed and paper.room == MEDIATION
    return needed and any(hold.party == party.key for hold in holds(actor, case))


def can_carry_over(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """A side takes its own paper out of the mediation room, and no other."""
    return paper.party_id is not None and gave(actor, case, paper)


def can_renew(actor: Actor, case: Case, document: Document) -> bool:
    """A new version of a paper comes from the side that gave it; a letter stays as it was kept."""
    wanted = (document.event.role, str(document.event.party_id or ""))
    return document.need != LETTER and any(
        (hold.role, hold.party) == wanted for hold in holds(actor, case)
    )


def can_arrange(actor: Actor, case: Case) -> bool:
    """The support team puts the bundle in order, and whoever the procedure lets prepare it."""
    named = procedure_of(case).bundle_by
    return any(hold.role in named or hold.holder == Holder.OFFICER for hold in holds(actor, case))


def can_mark(actor: Actor, case: Case, party: Party) -> bool:
    """Each side says for itself whether it agrees a paper."""
    return any(hold.party == party.key for hold in holds(actor, case))


def can_take(actor: Actor, case: Case, step: Step) -> bool:
    """Say whether the step is for this person, now or at some other time."""
    mine = any(hold.role in step.by for hold in holds(actor, case))
    return mine and not needs_second_person(actor, case, step)


def can_accept_day(actor: Actor, case: Case, moved: MovedDate) -> bool:
    """An earlier last day is accepted by whoever it takes time from."""
    return owns_limit(holds(actor, case), procedure_of(case), moved)


def owns_limit(held: Iterable[Hold], procedure: Procedure, moved: MovedDate) -> bool:
    """Say whether these roles include that of the owner of a limit, for the side whose it is."""
    owner = procedure.clock(moved.clock).owner
    return any(hold.role == owner and moved.party in {"", hold.party} for hold in held)


def needs_second_person(actor: Actor, case: Case, step: Step) -> bool:
    """Say whether `step` carries out a choice that `actor` recorded: it takes another."""
    chose = [
        event for event in case.events.all() if step.ends_with and event.step == step.ends_with
    ]
    return bool(chose) and chose[-1].actor_id == actor.user_id


def can_raise(actor: Actor) -> bool:
    """Representatives raise a disagreement for their organisation."""
    return bool(actor.organisations(RoleKind.REPRESENTATIVE))


def can_raise_for(actor: Actor, organisation_id: UUID) -> bool:
    """A representative speaks for the own organisation only."""
    return organisation_id in actor.organisations(RoleKind.REPRESENTATIVE)


def can_list(actor: Actor) -> bool:
    """Everybody who is signed in has a list, perhaps an empty one."""
    return actor.signed_in


def can_export(actor: Actor) -> bool:
    """The officer and the chair take the list away as a file."""
    return actor.is_(RoleKind.OFFICER) or actor.is_(RoleKind.CHAIR)


def can_seat(actor: Actor, case: Case) -> bool:
    """The chair and the support team say who sits in a case."""
    return any(hold.holder in {Holder.CHAIR, Holder.OFFICER} for hold in holds(actor, case))


def can_be_seated(candidate: Actor, case: Case, holder: Holder) -> bool:
    """Nobody from a party, nobody on both sides of the wall round the mediation room."""
    if is_conflicted(candidate, case) or was_adviser(candidate.user_id, case):
        return False
    if holder == Holder.MEDIATOR:
        return all(hold.holder == Holder.MEDIATOR for hold in holds(candidate, case))
    return not was_inside(candidate.user_id, case)


def can_see_waiting_finding(actor: Actor, case: Case) -> bool:
    """Everybody of the case may read a finding before the public does."""
    return can_see_case(actor, case)


def can_publish_finding(actor: Actor, case: Case, finding: Finding) -> bool:
    """The chair or the support team publishes, but never whoever made the finding."""
    return can_seat(actor, case) and finding.made_by != actor.user_id


def can_see_calendars(actor: Actor) -> bool:
    """Everybody who is signed in has a page of calendars, perhaps without any to make."""
    return actor.signed_in


def can_follow(actor: Actor, part: Holder, seated: frozenset[Holder]) -> bool:
    """Whoever has a part in cases follows its dates; `seated` are the parts of open seats."""
    return actor.signed_in and (actor.is_(PARTS[part]) or part in seated)


def can_read_calendar(actor: Actor) -> bool:
    """Whoever has the address reads what its owner may see, while the owner has an account."""
    return actor.signed_in


def can_end_calendar(actor: Actor, calendar: PrivateCalendar) -> bool:
    """Everybody ends their own."""
    return actor.user_id == calendar.user_id


# The log of concerns: its own wall. Nobody of the body that a report is about keeps it.
KEEPERS = (RoleKind.OFFICER, RoleKind.CHAIR)
ANSWERS_FOR = (RoleKind.LEAD, RoleKind.CHAMPION)
# Of these a body may be told, if whoever keeps the report decides so; of others never.
TELLABLE = frozenset({Treatment.ANONYMOUS, Treatment.OPEN})


def can_keep_log(actor: Actor) -> bool:
    """The officers keep the log; the chair keeps what no officer is free to keep."""
    return any(actor.is_(kind) for kind in KEEPERS)


def is_tied(actor: Actor, report: Report) -> bool:
    """Say whether somebody has any role in the body, or made the report."""
    made = actor.signed_in and report.reporter_id == actor.user_id
    return made or report.body_id in actor.organisations()


def can_keep_report(actor: Actor, report: Report, *, officer_free: bool) -> bool:
    """An officer without a tie; where no officer is without one, the chair, without one too."""
    if is_tied(actor, report):
        return False
    return actor.is_(RoleKind.OFFICER) or (actor.is_(RoleKind.CHAIR) and not officer_free)


def can_follow_report(actor: Actor, report: Report) -> bool:
    """Whoever made it: with their account, or with the address that they gave."""
    if actor.signed_in:
        return report.reporter_id == actor.user_id
    return bool(actor.email) and report.email == actor.email


def can_be_told(report: Report) -> bool:
    """Of a confidential report, and of one meant for several, its body never learns."""
    return report.treatment in TELLABLE


def can_answer_report(actor: Actor, report: Report, *, told: bool) -> bool:
    """The lead and the champions of a body answer what it was told of."""
    mine = {one for kind in ANSWERS_FOR for one in actor.organisations(kind)}
    return told and can_be_told(report) and report.body_id in mine


def can_see_offer(actor: Actor, members: Iterable[JointMember], *, keeps: bool) -> bool:
    """Those who agreed to join, and whoever keeps all of their reports."""
    mine = any(can_follow_report(actor, one.report) for one in members)
    return actor.signed_in and (mine or keeps)


def can_take_part(actor: Actor, member: JointMember) -> bool:
    """Whoever agreed to join says that the organisation takes part, if they speak for it."""
    own = member.report.behalf_id in actor.organisations(RoleKind.REPRESENTATIVE)
    return own and actor.signed_in and can_follow_report(actor, member.report)


def can_challenge(actor: Actor) -> bool:
    """Representatives challenge for their organisation."""
    return bool(actor.organisations(RoleKind.REPRESENTATIVE))


def can_challenge_for(actor: Actor, organisation_id: UUID) -> bool:
    """A representative writes for the own organisation only."""
    return organisation_id in actor.organisations(RoleKind.REPRESENTATIVE)


def can_see_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Its challengers; once it is sent those it went to, and officers who have a copy."""
    return (
        can_write_challenge(actor, challenge)
        or can_answer_challenge(actor, challenge)
        or _has_a_copy(actor, challenge)
    )


def can_write_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Whoever speaks for one of the challengers."""
    mine = actor.organisations(RoleKind.REPRESENTATIVE)
    return any(one.organisation_id in mine for one in challenge.challengers.all())


def can_answer_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Whoever speaks for the organisation that it was sent to; before that nobody there knows."""
    held = (role.organisation_id for role in actor.roles if role.kind in ANSWERING)
    return is_sent(challenge) and challenge.body_id in held


def can_track_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Either side notes a reply."""
    return can_write_challenge(actor, challenge) or can_answer_challenge(actor, challenge)


def is_sent(challenge: Challenge) -> bool:
    """Say whether a challenge has left its writers."""
    return any(event.kind == Happened.SENT for event in challenge.events.all())


def can_see_challenges(actor: Actor) -> bool:
    """Everybody who is signed in has a list, perhaps an empty one."""
    return actor.signed_in


def can_write_letter(actor: Actor, case: Case, open_to: frozenset[str]) -> bool:
    """Whoever runs the procedure writes about a step that is open to them; a party does not."""
    return any(
        hold.role in open_to and hold.holder in {Holder.CHAIR, Holder.OFFICER, Holder.MEDIATOR}
        for hold in holds(actor, case)
    )


def can_word_letters(actor: Actor) -> bool:
    """Officers keep the words with which letters about steps begin."""
    return actor.is_(RoleKind.OFFICER)


def can_keep_signposts(actor: Actor) -> bool:
    """Officers keep the signposts of the area."""
    return actor.is_(RoleKind.OFFICER)


def _has_a_copy(actor: Actor, challenge: Challenge) -> bool:
    """An officer without a tie with one of the sides, when the writers sent a copy."""
    sides = {challenge.body_id, *(one.organisation_id for one in challenge.challengers.all())}
    untied = not sides.intersection(actor.organisations())
    return challenge.copied and is_sent(challenge) and actor.is_(RoleKind.OFFICER) and untied


def can_invite_adviser(actor: Actor, case: Case, party: Party) -> bool:
    """Whoever speaks for a side says who reads with it."""
    return any(hold.party == party.key for hold in holds(actor, case))


def can_be_adviser(candidate: Actor, case: Case, party: Party) -> bool:
    """Nobody who has a part in the case, or had one, or belongs to another of its sides."""
    seated = any(seat.user_id == candidate.user_id for seat in case.seats.all())
    others = {one.organisation_id for one in case.parties.all() if one.pk != party.pk}
    return not (holds(candidate, case) or seated or others & candidate.organisations())


def can_accept_advising(candidate: Actor, adviser: Adviser) -> bool:
    """Asked again when the invitation is accepted: much can have happened since."""
    mine = adviser.user_id == candidate.user_id and adviser.ended_on is None
    return mine and can_be_adviser(candidate, adviser.case, adviser.party)


def can_end_adviser(actor: Actor, case: Case, adviser: Adviser) -> bool:
    """The side that asked for the advice, and whoever gives it."""
    return adviser.user_id == actor.user_id or can_invite_adviser(actor, case, adviser.party)


def can_admit_adviser(actor: Actor, case: Case, party: Party) -> bool:
    """Each side says for itself whether somebody's adviser comes into the mediation room."""
    return can_invite_adviser(actor, case, party)


def comes_to(procedure: Procedure, step: Step) -> frozenset[str]:
    """The roles that come to the meeting a step fixes: those it names, else chair and panel."""
    if step.schedules and step.schedules.who:
        return frozenset(step.schedules.who)
    return frozenset(role.key for role in procedure.roles if role.held_by in JUDGING)


def can_say_days(actor: Actor, case: Case) -> bool:
    """Whoever may have to come to a meeting says on which days they cannot."""
    return says_days(holds(actor, case), procedure_of(case))


def says_days(held: Iterable[Hold], procedure: Procedure) -> bool:
    """Say whether these roles come to one of the meetings of a procedure."""
    wanted = {
        role for step in procedure.steps if step.schedules for role in comes_to(procedure, step)
    }
    return any(hold.role in wanted for hold in held)


def can_see_days(actor: Actor, case: Case) -> bool:
    """Those who fix the day, sit on it, or arrange it see on which days the others cannot come."""
    return any(hold.holder in JUDGING | KEEPING for hold in holds(actor, case))


def can_keep_holidays(actor: Actor) -> bool:
    """The officers keep the area's own days."""
    return actor.is_(RoleKind.OFFICER)


def can_note_undertaking(actor: Actor, case: Case, *, sealed: bool) -> bool:
    """The sides, and whoever keeps the case; of what mediation settled the sides alone know."""
    held = holds(actor, case)
    keeps = not sealed and any(hold.holder in KEEPING for hold in held)
    return keeps or any(hold.party for hold in held)


def can_see_undertaking(actor: Actor, case: Case, one: Undertaking) -> bool:
    """Everybody of the case, but of what comes out of mediation the sides alone."""
    return sees_undertaking(holds(actor, case), one)


def sees_undertaking(held: Iterable[Hold], one: Undertaking) -> bool:
    """The same for roles that are known already."""
    return any(hold.party or not one.sealed for hold in held)


def can_refer(actor: Actor, case: Case) -> bool:
    """The chair and the support team note where a case was passed on to."""
    return can_seat(actor, case)


def can_write_learning(actor: Actor, case: Case) -> bool:
    """The chair and the support team say what others can learn from a case."""
    return can_seat(actor, case)


def can_see_feedback(actor: Actor) -> bool:
    """The officers read what sides said of the procedure."""
    return actor.is_(RoleKind.OFFICER)


def can_close_task(actor: Actor) -> bool:
    """The officers note that words stay as they are."""
    return actor.is_(RoleKind.OFFICER)


def _sides(actor: Actor, case: Case) -> list[Party]:
    mine = actor.organisations(RoleKind.REPRESENTATIVE)
    return [party for party in case.parties.all() if party.organisation_id in mine]


def _held(actor: Actor, case: Case) -> frozenset[Holder]:
    """What `actor` is in the case before recusal: the mediator, or any of the others."""
    if not actor.signed_in:
        return frozenset()
    seats = [seat for seat in case.seats.all() if seat.ended_on is None]
    mine = {Holder(seat.holder) for seat in seats if seat.user_id == actor.user_id}
    if Holder.MEDIATOR in mine:
        return frozenset({Holder.MEDIATOR})
    return frozenset(mine | _by_area(actor, seats))


def _by_area(actor: Actor, seats: list[Seat]) -> set[Holder]:
    chaired = any(seat.holder == Holder.CHAIR for seat in seats)
    found = {holder for holder, kind in BY_AREA.items() if actor.is_(kind)}
    return found - {Holder.CHAIR} if chaired else found


def _inside(held: Iterable[Hold], case: Case) -> bool:
    procedure, held = procedure_of(case), tuple(held)
    sealed = [stage for stage in procedure.stages if stage.room == MEDIATION]
    return any(can_see_stage(held, procedure, stage) for stage in sealed)


def _own(held: Iterable[Hold], user_id: UUID | None, paper: RoomPaper) -> bool:
    if paper.party_id:
        return any(hold.party == str(paper.party_id) for hold in held)
    mediates = any(hold.holder == Holder.MEDIATOR for hold in held)
    return mediates and paper.actor_id == user_id


def _mediated_on(user_id: UUID | None, case: Case, paper: RoomPaper) -> bool:
    """Say whether somebody had the mediator's seat when a paper was given, and has it still."""
    return any(
        seat.user_id == user_id
        and seat.holder == Holder.MEDIATOR
        and seat.ended_on is None
        and seat.seated_on <= paper.on
        for seat in case.seats.all()
    )


def _recused(actor: Actor, case: Case, holder: Holder, *, recuse: bool) -> bool:
    if is_conflicted(actor, case) and (recuse or holder in {Holder.OFFICER, Holder.MEDIATOR}):
        return True
    return holder != Holder.MEDIATOR and was_inside(actor.user_id, case)
