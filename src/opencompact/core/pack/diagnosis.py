"""The way to the right door: what is wrong with one, and where the answers given so far lead."""

from collections.abc import Iterator, Mapping
from typing import Final

from opencompact.core.pack.schema import Answer, Diagnosis, Door, Pack, Question
from opencompact.core.procedure import Fault
from opencompact.core.procedure.check import Place, is_slug
from opencompact.core.record import record

WAYS: Final = 2
"""A question with fewer answers asks nothing."""


@record
class Answered:
    """A question with the answer that was given."""

    question: Question
    answer: Answer


@record
class Way:
    """How far somebody has come: what they answered, and the question or the door they are at."""

    answered: tuple[Answered, ...]
    question: Question | None
    door: Door | None


def walk(found: Diagnosis, given: Mapping[str, str]) -> Way:
    """Follow the answers from the first question; what is no answer there is left unread."""
    questions = {one.key: one for one in found.questions}
    doors = {one.key: one for one in found.doors}
    answered: list[Answered] = []
    question: Question | None = found.questions[0]
    while question:
        answer = _answer(question, given.get(question.key, ""))
        if answer is None or len(answered) > len(questions):
            return Way(tuple(answered), question, None)
        answered.append(Answered(question, answer))
        if answer.to in doors:
            return Way(tuple(answered), None, doors[answer.to])
        question = questions.get(answer.to)
    return Way(tuple(answered), None, None)


def _answer(question: Question, key: str) -> Answer | None:
    return next((one for one in question.answers if one.key == key), None)


def faults(pack: Pack) -> Iterator[Fault]:
    """What is wrong with the diagnosis of a pack; nothing where it leaves the usual one."""
    found = pack.diagnosis
    if found is None:
        return
    if not found.questions:
        yield Fault(("diagnosis", "questions"), "there is no question: write the first one.")
        return
    yield from _keys(found)
    yield from _answers(found)
    yield from _circles(found)
    yield from _out_of_reach(found)
    if pack.challenge and pack.challenge.round_table:
        yield from _no_round_table(found)


def _keys(found: Diagnosis) -> Iterator[Fault]:
    """Questions and doors share their keys: an answer names either."""
    seen: set[str] = set()
    for place, key in _places(found):
        if not is_slug(key):
            says = f"“{key}” cannot be a key: use small letters, figures and hyphens."
            yield Fault((*place, "key"), says)
        if key in seen:
            says = f"“{key}” is used twice among questions and doors: give one another key."
            yield Fault((*place, "key"), says)
        seen.add(key)


def _places(found: Diagnosis) -> Iterator[tuple[Place, str]]:
    for n, question in enumerate(found.questions):
        yield ("diagnosis", "questions", n), question.key
    for n, door in enumerate(found.doors):
        yield ("diagnosis", "doors", n), door.key


def _answers(found: Diagnosis) -> Iterator[Fault]:
    known = {key for _, key in _places(found)}
    for n, question in enumerate(found.questions):
        place: Place = ("diagnosis", "questions", n, "answers")
        if len(question.answers) < WAYS:
            yield Fault(place, f"“{question.key}” needs two answers at least: add what is missing.")
        keys = [one.key for one in question.answers]
        for m, answer in enumerate(question.answers):
            if not is_slug(answer.key):
                says = f"“{answer.key}” cannot be a key: use small letters, figures and hyphens."
                yield Fault((*place, m, "key"), says)
            if answer.key in keys[:m]:
                says = f"“{answer.key}” answers “{question.key}” twice: give one another key."
                yield Fault((*place, m, "key"), says)
            if answer.to not in known:
                there = ", ".join(sorted(known))
                says = f"“{answer.to}” is no question and no door. There are: {there}."
                yield Fault((*place, m, "to"), says)


def _circles(found: Diagnosis) -> Iterator[Fault]:
    """Each question from which answers lead back to itself."""
    after = _leading(found)
    for n, question in enumerate(found.questions):
        if question.key in _reached(after, *after[question.key]):
            says = f"answers lead from “{question.key}” back to it: let one lead to a door instead."
            yield Fault(("diagnosis", "questions", n), says)


def _out_of_reach(found: Diagnosis) -> Iterator[Fault]:
    reached = _reached(_leading(found), found.questions[0].key)
    for place, key in _places(found):
        if key not in reached:
            yield Fault(place, f"no answer leads to “{key}”: let one lead there, or remove it.")


def _no_round_table(found: Diagnosis) -> Iterator[Fault]:
    if not any(door.leads == "round-table" for door in found.doors):
        says = (
            "`challenge` says that the sides sit down together first: add a door that leads to"
            " round-table, or take `round_table` away there."
        )
        yield Fault(("diagnosis", "doors"), says)


def _leading(found: Diagnosis) -> dict[str, tuple[str, ...]]:
    """Where the answers of each question lead."""
    return {one.key: tuple(answer.to for answer in one.answers) for one in found.questions}


def _reached(after: Mapping[str, tuple[str, ...]], *starts: str) -> set[str]:
    """Everything that answers lead to from some places, these included."""
    seen: set[str] = set()
    left = list(starts)
    while left:
        key = left.pop()
        if key not in seen:
            seen.add(key)
            left += after.get(key, ())
    return seen
