"""The lists that people take away as files. The names of their columns stay."""

from operator import attrgetter
from typing import Final

from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import Row, log
from opencompact.base.ui.tables import Columns, Listing

KEPT: Final = Listing(
    "disagreements",
    "Disagreements",
    {
        "number": "The number of the case.",
        "subject": "What it is about.",
        "parties": "The organisations in it.",
        "commitments": "The keys of the promises that it is about.",
        "raised_on": "The day on which it was raised.",
        "stands": "The stage it stands at, or how it ended.",
        "waiting_for": "Who is awaited.",
        "next_due": "The next date that is awaited.",
        "state": "open, usual time passed, late or ended.",
        "closed_on": "The day on which it ended.",
    },
    public=False,
)
PUBLISHED: Final = Listing(
    "findings",
    "Findings",
    {
        "number": "The number of the case.",
        "published_on": "The day from which everybody can read it.",
        "finding": "The key of the finding, as the agreement lists them.",
        "finding_name": "The same in words.",
        "parties": "The organisations, by the names they had.",
        "commitments": "The keys of the promises that it is about.",
        "statement": "What the finding says.",
        "learning": "What others can learn from the case.",
        "referred_to": "The body it was passed on to.",
        "referred_on": "The day on which it was passed on.",
        "outcome": "What came of that.",
        "to_be_looked_at": "The keys of the promises whose words it showed to be unclear.",
    },
)
CONCERNS: Final = Listing(
    "concerns",
    "Log of concerns",
    {
        "number": "The number of the report.",
        "reported_on": "The day on which it came.",
        "happened_on": "The day on which it happened.",
        "body": "The organisation that it is about.",
        "commitments": "The keys of the promises that it is about.",
        "event": "What it was about, in a few words.",
        "what": "What happened.",
        "effect": "What came of it.",
        "treatment": "confidential, anonymous, collective or open.",
        "behalf": "On whose behalf it was made.",
        "reporter": "The name of the reporter, where it is known.",
        "email": "Where the reporter can be reached.",
        "state": "new, open, closed or withdrawn.",
        "waits": "For how many days nobody has looked at it.",
        "about": "agreement, contract, complaint or nothing; empty before somebody has looked.",
        "cause": "The key of the cause.",
        "outcome": "What came of the report.",
        "learning": "What others can learn from it.",
        "closed_on": "The day on which it was closed.",
    },
    public=False,
)
FIGURES: Final = Listing(
    "concern-figures",
    "Concerns in figures",
    {
        "by": "commitment, body, cause or quarter.",
        "key": "The key of the commitment, the organisation, the cause or the quarter.",
        "name": "The same in words.",
        "reports": "How many reports; empty where the number is kept back.",
        "kept_back": "yes where a small number could be told from it.",
    },
)
LETTERS: Final = Listing(
    "challenges",
    "Challenges",
    {
        "reference": "What the letter is called.",
        "subject": "What it is about.",
        "challengers": "The organisations that write.",
        "body": "The organisation that they write to.",
        "commitments": "The keys of the promises that it is about.",
        "state": "draft, waiting, slow, answered, outcome or closed.",
        "sent_on": "The day on which the letter went.",
        "reply_usual_by": "The day by which an answer is usual.",
        "outcome": "right, partly, not or further.",
    },
    public=False,
)
SIGNS: Final = Listing(
    "signposts",
    "Signposts",
    {
        "name": "Who it is.",
        "about": "What they do.",
        "when": "When to turn there.",
        "sectors": "The sectors of organisations that it is for; empty means everybody.",
        "points": "Where on the way it is shown; empty means everywhere.",
        "address": "The postal address.",
        "phone": "The telephone number.",
        "email": "The email address.",
        "web": "The web address.",
        "owner": "Who sees to it that it stays right.",
        "checked_on": "The day on which somebody last checked it.",
        "expires_on": "The first day on which it is no longer shown.",
    },
    public=False,
)
DRAFTING: Final = Listing(
    "words-to-look-at",
    "Words to be looked at",
    {
        "commitment": "The key of the promise; empty for the agreement as a whole.",
        "commitment_name": "Its number and title.",
        "opened_on": "The day on which a finding first showed it.",
        "findings": "The numbers of the findings that showed it.",
        "closed_on": "The day on which it was closed.",
        "closed_by": "The key of the edition that changed the words.",
        "reason": "Why the words stay, where no edition changed them.",
    },
)
PAST: Final = Listing(
    "past-its-time",
    "Past its time",
    {
        "number": "The number of the case or of the report, the reference of the challenge.",
        "kept": "The class, as the pack calls it.",
        "ended_on": "The day on which the case ended, or the report was closed or withdrawn; of a"
        " challenge the day of the last thing noted in it.",
        "since": "The day on which the time was over.",
        "proposed_on": "The day on which somebody proposed to remove it.",
    },
    public=False,
)
LISTINGS: Final = (PAST, KEPT, PUBLISHED, DRAFTING, CONCERNS, FIGURES, LETTERS, SIGNS)


def _state(row: Row) -> str:
    if row.closed_on:
        return "ended"
    return "late" if row.late else "usual time passed" if row.slow else "open"


CASES: Final[Columns] = {
    "number": lambda row: row.case.number,
    "subject": lambda row: row.case.subject,
    "parties": lambda row: [str(party) for party in row.case.parties.all()],
    "commitments": lambda row: [one.commitment.key for one in row.case.citations.all()],
    "raised_on": lambda row: row.case.raised_on,
    "stands": lambda row: row.stands,
    "waiting_for": lambda row: row.waiting_for,
    "next_due": lambda row: row.due,
    "state": _state,
    "closed_on": lambda row: row.closed_on,
}


def _commitments(finding: Finding) -> list[str]:
    return [str(one["key"]) for one in finding.commitments]


FINDINGS: Final[Columns] = {
    "number": lambda one: one.number,
    "published_on": lambda one: one.published_on,
    "finding": lambda one: one.ending,
    "finding_name": lambda one: one.name,
    "parties": lambda one: one.parties,
    "commitments": _commitments,
    "statement": lambda one: one.statement,
    "learning": lambda one: one.learning,
    "referred_to": lambda one: one.referred_to or "",
    "referred_on": lambda one: one.referred_on,
    "outcome": lambda one: one.outcome or "",
    "to_be_looked_at": lambda one: [each.task.key for each in one.occasions.all()],
}
TASKS: Final[Columns] = {
    "commitment": lambda one: one.key,
    "commitment_name": lambda one: str(one.commitment) if one.commitment else "",
    "opened_on": lambda one: one.opened_on,
    "findings": lambda one: [each.finding.number for each in one.occasions.all()],
    "closed_on": lambda one: one.closed_on,
    "closed_by": lambda one: one.closed_by.key if one.closed_by else "",
    "reason": lambda one: one.reason,
}


def _email(row: log.Row) -> str:
    has = log.whoever_has(row.report)
    return has[1] if has else ""


CONCERN_COLUMNS: Final[Columns] = {
    "number": lambda row: row.report.number,
    "reported_on": lambda row: row.report.sent_on,
    "happened_on": lambda row: row.report.happened_on,
    "body": lambda row: row.report.body.name,
    "commitments": lambda row: [one.commitment.key for one in row.report.citations.all()],
    "event": lambda row: row.report.event,
    "what": lambda row: row.report.what,
    "effect": lambda row: row.report.effect,
    "treatment": lambda row: row.report.treatment,
    "behalf": lambda row: row.voice,
    "reporter": lambda row: str(row.report.reporter or row.report.name),
    "email": _email,
    "state": lambda row: row.state,
    "waits": lambda row: row.waits,
    "about": lambda row: row.report.route,
    "cause": lambda row: row.report.cause,
    "outcome": lambda row: log.standing(row.report).outcome,
    "learning": lambda row: log.standing(row.report).learning,
    "closed_on": lambda row: row.report.closed_on,
}
FIGURE_COLUMNS: Final[Columns] = {
    "by": lambda row: row[0].key,
    "key": lambda row: row[1].key,
    "name": lambda row: row[1].label,
    "reports": lambda row: row[1].number,
    "kept_back": lambda row: row[1].number is None,
}
CHALLENGES: Final[Columns] = {
    "reference": lambda one: one.challenge.reference,
    "subject": lambda one: one.challenge.subject,
    "challengers": lambda one: [str(each) for each in one.challenge.challengers.all()],
    "body": lambda one: one.challenge.body.name,
    "commitments": lambda one: [each.commitment.key for each in one.challenge.broken.all()],
    "state": lambda one: one.state,
    "sent_on": lambda one: one.sent.on if one.sent else None,
    "reply_usual_by": lambda one: one.reply.due if one.reply else None,
    "outcome": lambda one: one.outcome.outcome if one.outcome else "",
}
SIGNPOSTS: Final[Columns] = {
    name: attrgetter("keeper" if name == "owner" else name) for name in SIGNS.meanings
}
PAST_COLUMNS: Final[Columns] = {
    "number": lambda row: row.number,
    "kept": lambda row: row.due.kept.value,
    "ended_on": lambda row: row.ended_on,
    "since": lambda row: row.due.since,
    "proposed_on": lambda row: row.proposed_on,
}
