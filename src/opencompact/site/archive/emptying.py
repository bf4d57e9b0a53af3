"""What is removed with each class of what is kept, and what is said in its place."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from opencompact.apps.disputes.models import (
    Access,
    Bundle,
    BundlePlace,
    BundleState,
    Case,
    CaseEvent,
    Challenge,
    ChallengeEvent,
    Clearing,
    Document,
    Finding,
    JointMember,
    Occurrence,
    PaperWord,
    Referral,
    Report,
    ReportEntry,
    RoomNote,
    RoomPaper,
    Undertaking,
)
from opencompact.apps.disputes.policy import MEDIATION
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.disputes.queries.story import story
from opencompact.base.areas.queries import calendar_for
from opencompact.core.keeping import Kept
from opencompact.core.record import record

from . import traces

GONE: Final = "Removed: the time for which it was kept is over."
NOTE: Final = b"This paper was removed because the time for which it was kept is over.\n"
# To whom the letter of a challenge went, who signed it, and its own words.
UNADDRESSED: Final = dict.fromkeys(
    (
        *("to_name", "to_position", "to_email", "to_address"),
        *("signed_by", "signed_as", "letter", "letter_of"),
    ),
    "",
)
FILE: Final = {"name": "removed.txt", "kind": "txt", **traces.note_of(NOTE)}
BUNDLE: Final = {
    "state": BundleState.REMOVED.value,
    "pages": 0,
    "first_pages": {},
    **traces.note_of(NOTE),
}


@record
class Emptied:
    """Rows with what they say instead, rows that go, and files in whose place the note lies."""

    changes: traces.Changes
    rows: tuple[Any, ...] = ()
    paths: tuple[str, ...] = ()


def of(one: Clearing, on: date) -> Emptied:
    """What becomes of a class of a matter."""
    return {
        Kept.MEDIATION: _mediation,
        Kept.NOTES: _notes,
        Kept.ACCESSES: _accesses,
        Kept.CASE: _case,
        Kept.REPORTER: _reporter,
        Kept.REPORT: _report,
        Kept.CHALLENGE: _challenge,
    }[Kept(one.kept)](one, on)


def _mediation(one: Clearing, on: date) -> Emptied:
    case = case_by_key(UUID(str(one.case_id)))
    told = story(case, calendar_for(case.area), on).told
    papers = RoomPaper.objects.filter(case=case, room=MEDIATION)
    return _together(
        [
            *((step.event, _of_event(step.event)) for step in told if step.sealed),
            *((promise, _texts(promise)) for promise in case.undertakings.filter(sealed=True)),
            *((word, _texts(word)) for word in PaperWord.objects.filter(paper__in=papers)),
        ],
        [*papers, *Document.objects.filter(case=case, room=MEDIATION)],
    )


def _notes(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    notes = RoomNote.objects.filter(case=one.case_id)
    papers = RoomPaper.objects.filter(case=one.case_id).exclude(room=MEDIATION)
    return _together([(note, _texts(note)) for note in notes], papers)


def _accesses(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    return Emptied({}, rows=tuple(Access.objects.filter(case=one.case_id)))


def _case(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    """Everything: what stays are the steps with their days and people, and what was published."""
    case = Case.objects.get(pk=one.case_id)
    finding = Finding.objects.filter(case=case).first()
    public = finding is not None and finding.published_on is not None
    written = [
        *Undertaking.objects.filter(case=case),
        *RoomNote.objects.filter(case=case),
        *PaperWord.objects.filter(paper__case=case),
        *BundlePlace.objects.filter(case=case),
        *([] if public else Referral.objects.filter(case=case)),
        *([finding] if finding and not public else []),
    ]
    rows = [(row, _texts(row)) for row in written]
    rows += [(event, _of_event(event)) for event in CaseEvent.objects.filter(case=case)]
    rows += [(case, {"subject": GONE})]
    papers = [*RoomPaper.objects.filter(case=case), *Document.objects.filter(case=case)]
    return _together(rows, papers, Bundle.objects.filter(case=case))


def _reporter(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    report = Report.objects.get(pk=one.report_id)
    rows: list[tuple[Any, dict[str, Any]]] = [(report, _nobody())]
    rows += [(entry, {"actor_id": None}) for entry in _by_reporter(report)]
    return _together(rows, ())


def _report(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    """What stays: which body, which commitments, what came of it, and what everybody can learn."""
    report = Report.objects.get(pk=one.report_id)
    own = {entry.pk for entry in _by_reporter(report)}
    rows: list[tuple[Any, dict[str, Any]]] = [(report, _texts(report) | _nobody())]
    for entry in ReportEntry.objects.filter(report=report):
        nobody = {"actor_id": None} if entry.pk in own else {}
        rows.append((entry, _texts(entry) | nobody))
    rows += [(member, _texts(member)) for member in JointMember.objects.filter(report=report)]
    return _together(rows, ())


def _challenge(one: Clearing, on: date) -> Emptied:  # noqa: ARG001
    """What stays: between whom, which commitments, what was noted on which day and what came."""
    challenge = Challenge.objects.get(pk=one.challenge_id)
    rows: list[tuple[Any, dict[str, Any]]] = [(challenge, _texts(challenge) | UNADDRESSED)]
    events = ChallengeEvent.objects.filter(challenge=challenge)
    rows += [(event, _texts(event) | {"letter": {}}) for event in events]
    rows += [(day, _texts(day)) for day in Occurrence.objects.filter(challenge=challenge)]
    return _together(rows, ())


def _by_reporter(report: Report) -> Iterable[ReportEntry]:
    if report.reporter_id is None:
        return ()
    found: Iterable[ReportEntry] = ReportEntry.objects.filter(
        report=report, actor_id=report.reporter_id
    )
    return found


def _nobody() -> dict[str, Any]:
    return {"reporter_id": None, "name": "", "email": "", "behalf_id": None, "behalf_name": ""}


# The columns of each table in which people wrote something.
WRITTEN: Final[dict[type[Any], tuple[str, ...]]] = {
    BundlePlace: ("heading", "name"),
    Challenge: ("subject", "wanted", "enough"),
    ChallengeEvent: ("text",),
    Finding: ("statement", "learning"),
    JointMember: ("says",),
    Occurrence: ("text",),
    PaperWord: ("text",),
    Referral: ("to", "outcome"),
    Report: ("event", "what", "effect", "behalf_name"),
    ReportEntry: ("text",),
    RoomNote: ("text",),
    Undertaking: ("what", "who"),
}


def _texts(row: Any) -> dict[str, Any]:
    """The sentence in the place of every text that is there; what was empty stays so."""
    return {name: GONE for name in WRITTEN[type(row)] if getattr(row, name)}


def _of_event(event: CaseEvent) -> dict[str, Any]:
    """No answer stays: the words of a date or a sum tell as much as others do."""
    return {"answers": {}, "override": GONE if event.override else ""}


def _of_paper(paper: Any) -> dict[str, Any]:
    reason = {"reason": GONE} if getattr(paper, "reason", "") else {}
    return {**FILE, **reason}


def _together(
    rows: Iterable[tuple[Any, dict[str, Any]]], papers: Iterable[Any], made: Iterable[Bundle] = ()
) -> Emptied:
    papers, made = list(papers), list(made)
    bundles = [bundle for bundle in made if bundle.path]
    changes: traces.Changes = {(type(row), row.pk): values for row, values in rows}
    changes |= {(type(paper), paper.pk): _of_paper(paper) for paper in papers}
    changes |= {(Bundle, bundle.pk): BUNDLE for bundle in bundles}
    return Emptied(changes, paths=tuple(one.path for one in (*papers, *bundles)))
