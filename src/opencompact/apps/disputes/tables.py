"""The columns of the files that people take away. Their names stay."""

from typing import Final

from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import Row
from opencompact.base.ui.tables import Columns


def _due(row: Row) -> str:
    return row.due.isoformat() if row.due else ""


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
    "next_due": _due,
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
}
