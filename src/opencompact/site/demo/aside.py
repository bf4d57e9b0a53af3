"""What happens in the demo beside the steps of its disagreements, and after they have ended."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions.letters import keep_letter, note_letter_sent
from opencompact.apps.disputes.models import Bundle, BundleState, Case, Document, Finding, Party
from opencompact.apps.disputes.queries import Story, letters, story
from opencompact.apps.disputes.queries.cases import case_by_key

from .cast import people
from .reading import paper, table, unwrap
from .scene import Happening, Scene

Row = Mapping[str, Any]
Act = Callable[[Scene, Row, datetime], None]
DAY: Final = timedelta(1)
# Papers and notes of a day come in this order, after its steps.
BEGIN: Final = 320
ANSWERED: Final = 30


def happenings(scene: Scene) -> Iterator[Happening]:
    """Everything that is written down in data/aside.toml, by the person who would do it."""
    written = table("aside")
    place = BEGIN
    for kind, act in ACTS.items():
        for row in written[kind]:
            place += 1
            at = scene.working_day(row["on"], place)
            yield Happening(at, partial(act, scene, row))
    for number, row in enumerate(written["feedback"]):
        at = scene.working_day(number - ANSWERED, place)
        yield Happening(at, partial(_answer, scene, row))


def _case(scene: Scene, row: Row) -> Case:
    return case_by_key(scene.cases[row["case"]].pk)


def _story(scene: Scene, row: Row, at: datetime) -> Story:
    return story(_case(scene, row), scene.calendar, at.date())


def _party(scene: Scene, case: Case, key: str) -> Party:
    found: Party = case.parties.get(organisation=scene.organisations[key])
    return found


def _speaks_for(key: str) -> str:
    return next(person.organisation for person in people() if person.key == key)


def _document(case: Case, row: Row) -> Document:
    found: Document = case.documents.get(name=row["file"])
    return found


def _absence(scene: Scene, row: Row, at: datetime) -> None:
    actor = scene.actor(row["by"])
    for first, last in row["days"]:
        days = (scene.working_day(first).date(), scene.working_day(last).date())
        actions.note_absence(_case(scene, row), *days, actor=actor, at=at)


def _adviser(scene: Scene, row: Row, at: datetime) -> None:
    """Invite somebody, who says yes at once."""
    case, user = _case(scene, row), scene.users[row["person"]]
    actor, on = scene.actor(row["by"]), at.date()
    party = _party(scene, case, _speaks_for(row["by"]))
    made = actions.invite_adviser(case, party, user.email, str(user), actor=actor, on=on, at=at)
    actions.accept_advising(made, actor=scene.actor(row["person"]), at=at)


def _letter(scene: Scene, row: Row, at: datetime) -> None:
    """A letter about a step to every side; it goes by post on the same day."""
    now, actor, on = _story(scene, row, at), scene.actor(row["by"]), at.date()
    told = next(one for one in now.told if one.step.key == row["step"])
    signature = (actor.name, "Compact officer")
    subject = f"Case {now.case.number}: {told.step.name}"
    look = letters.step_letter(now, None, subject, unwrap(row["text"]), signature, on)
    made = keep_letter(now, told, look, None, actor=actor, on=on, at=at)
    sides = now.case.parties.all()
    note_letter_sent(now, told, made, sides, row["how"], on, actor=actor, on=on, at=at)


def _version(scene: Scene, row: Row, at: datetime) -> None:
    document = _document(_case(scene, row), row)
    by = scene.actor(row["by"])
    reason = row["reason"]
    actions.renew_paper(document, paper(row["new"]), reason, actor=by, on=at.date(), at=at)


def _mark(scene: Scene, row: Row, at: datetime) -> None:
    case = _case(scene, row)
    actions.mark_paper(
        _document(case, row),
        _party(scene, case, _speaks_for(row["by"])),
        agreed=row["agreed"],
        actor=scene.actor(row["by"]),
        on=at.date(),
        at=at,
    )


def _bundle(scene: Scene, row: Row, at: datetime) -> None:
    """Ask for a bundle; what the clock would do a minute later is done at once."""
    by, case = scene.actor(row["by"]), _case(scene, row)
    made: Bundle = actions.make_bundle(case, actor=by, on=at.date(), at=at)
    if made.state == BundleState.WAITING:
        actions.build_bundle(made, at=at)


def _note(scene: Scene, row: Row, at: datetime) -> None:
    by, text = scene.actor(row["by"]), unwrap(row["text"])
    actions.write_note(_case(scene, row), row["room"], text, actor=by, on=at.date(), at=at)


def _confided(scene: Scene, row: Row, at: datetime) -> None:
    """A side puts a paper into the mediation room for the mediator alone."""
    case = _case(scene, row)
    actions.put_in_room(
        case,
        "mediation",
        [paper(row["file"])],
        whom=actions.ForWhom(to_all=False),
        party=_party(scene, case, _speaks_for(row["by"])),
        actor=scene.actor(row["by"]),
        on=at.date(),
        at=at,
    )


def _undertaking(scene: Scene, row: Row, at: datetime) -> None:
    now, by = _story(scene, row, at), scene.actor(row["by"])
    due, side = scene.working_day(row["due"]).date(), _party(scene, now.case, row["side"])
    made = actions.note_undertaking(now, actions.Promise(row["what"], due, side), actor=by, at=at)
    if row.get("done"):
        actions.mark_undertaking(made, done=True, actor=by, on=at.date(), at=at)


def _referral(scene: Scene, row: Row, at: datetime) -> None:
    remind, by = scene.working_day(row["remind"]).date(), scene.actor(row["by"])
    actions.refer_case(_case(scene, row), row["to"], at.date(), remind, actor=by, at=at)


def _learning(scene: Scene, row: Row, at: datetime) -> None:
    finding = Finding.objects.get(case=scene.cases[row["case"]])
    by, text = scene.actor(row["by"]), unwrap(row["text"])
    actions.write_learning(finding, text, actor=by, on=at.date(), at=at)


def _holiday(scene: Scene, row: Row, at: datetime) -> None:
    """A day of the city itself, so far ahead that no date of the demo moves."""
    day = (scene.today + row["ahead"] * DAY, row["name"], False)
    actions.note_days(scene.area, [day], actor=scene.officer, at=at)


def _answer(scene: Scene, row: Row, _at: datetime) -> None:
    actions.give_feedback(scene.area, row["marks"], row.get("words", ""))


ACTS: Final[Mapping[str, Act]] = {
    "absence": _absence,
    "adviser": _adviser,
    "letter": _letter,
    "version": _version,
    "confided": _confided,
    "mark": _mark,
    "bundle": _bundle,
    "note": _note,
    "undertaking": _undertaking,
    "referral": _referral,
    "learning": _learning,
    "holiday": _holiday,
}
