"""The lists that people take away as files. The names of their columns stay."""

from typing import Final

from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import Row
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
LISTINGS: Final = (KEPT, PUBLISHED, DRAFTING)


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
