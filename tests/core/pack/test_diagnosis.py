"""The way to the right door: what the checker finds, with place and remedy; where answers lead."""

from dataclasses import replace

import pytest

from opencompact.core.pack import PackError, parse, restore, spoken, walk
from opencompact.core.pack.diagnosis import faults
from opencompact.core.pack.parse import dump
from opencompact.formats.usual import diagnosis_of, reply_time, usual
from tests.core.small import FILES, MAIN, PACK

GOOD = """
challenge: {reply: {amount: 3, unit: weeks}, round_table: true}
elsewhere:
  - {key: court, name: Court, says: Soon., span: {amount: 3, unit: months}}
diagnosis:
  says: A few questions.
  questions:
    - key: about
      asks: What is it about?
      answers:
        - {key: promise, says: A promise, to: talked}
        - {key: contract, says: A contract, to: terms}
    - key: talked
      asks: Have you talked?
      hint: A call counts.
      answers:
        - {key: no-talk, says: Not yet, to: table}
        - {key: talk, says: We have, to: letter}
  doors:
    - {key: terms, name: The contract, says: Read it., leads: contract}
    - {key: table, name: Round table, says: Sit down., leads: round-table}
    - {key: letter, name: A letter, says: Write., leads: challenge, about: Say when.}
"""
WELSH = (
    "diagnosis: {questions: {talked: {asks: Fuoch chi'n siarad?}}, doors: {table: {name: Bwrdd}}}"
)


def files(text: str = GOOD) -> dict[str, str]:
    return {**FILES, MAIN: FILES[MAIN] + text}


def refused(before: str, after: str) -> list[str]:
    assert GOOD.count(before) == 1, before
    with pytest.raises(PackError) as found:
        parse(files(GOOD.replace(before, after)))
    return list(found.value.faults)


BROKEN = [
    ("to: talked}", "to: nowhere}", "diagnosis.questions.1.answers.1.to: “nowhere” is no question"),
    ("to: talked}", "to: letter}", "diagnosis.questions.2: no answer leads to “talked”"),
    ("to: terms}", "to: letter}", "diagnosis.doors.1: no answer leads to “terms”"),
    ("to: letter}", "to: about}", "diagnosis.questions.1: answers lead from “about” back to it"),
    ("to: letter}", "to: talked}", "diagnosis.questions.2: answers lead from “talked” back to it"),
    ("key: letter,", "key: table,", "diagnosis.doors.3.key: “table” is used twice"),
    ("key: letter,", "key: about,", "diagnosis.doors.3.key: “about” is used twice"),
    ("key: letter,", "key: A Letter,", "“A Letter” cannot be a key: use small letters"),
    ("{key: talk, ", "{key: no-talk, ", "answers.2.key: “no-talk” answers “talked” twice"),
    ("{key: talk, ", "{key: Talk, ", "answers.2.key: “Talk” cannot be a key"),
    (
        "        - {key: talk, says: We have, to: letter}\n",
        "",
        "diagnosis.questions.2.answers: “talked” needs two answers at least: add what is missing.",
    ),
    ("leads: round-table", "leads: talk", "diagnosis.doors: `challenge` says that the sides sit"),
    ("leads: challenge", "leads: the-moon", "diagnosis.doors.3.leads: this must be 'raise'"),
    ("amount: 3, unit: weeks", "amount: 0, unit: weeks", "challenge.reply: this is no time"),
    ("amount: 3, unit: months", "amount: 0, unit: months", "elsewhere.1.span: this is no time"),
    ("key: court", "key: The Court", "elsewhere.1.key: “The Court” cannot be a key"),
]


@pytest.mark.parametrize(("before", "after", "says"), BROKEN)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(before, after, says):
    told = refused(before, after)
    assert any(says in line for line in told), "\n".join(told)
    assert all(line.startswith(f"{MAIN}:") for line in told)


def test_a_good_one_is_taken_and_comes_back_whole():
    pack = parse(files())
    assert restore(dump(pack)) == pack
    assert reply_time(pack).amount == 3
    assert diagnosis_of(pack) == pack.diagnosis


def test_no_question_is_told():
    text = "\ndiagnosis: {questions: [], doors: []}\n"
    with pytest.raises(PackError, match="there is no question: write the first one"):
        parse(files(text))


def test_it_is_said_in_the_other_language_where_that_is_there():
    pack = parse({**files(), "cy.yaml": WELSH})
    welsh = spoken(pack, "cy").diagnosis
    assert welsh.questions[1].asks == "Fuoch chi'n siarad?"
    assert welsh.doors[1].name == "Bwrdd"
    assert welsh.doors[1].leads == "round-table"


@pytest.mark.parametrize(
    ("given", "question", "door", "answered"),
    [
        ({}, "about", None, 0),
        ({"about": "promise"}, "talked", None, 1),
        ({"about": "contract"}, None, "terms", 1),
        ({"about": "promise", "talked": "talk"}, None, "letter", 2),
        ({"about": "contract", "talked": "talk"}, None, "terms", 1),
        ({"about": "what"}, "about", None, 0),
        ({"talked": "talk"}, "about", None, 0),
        ({"about": "promise", "talked": "what"}, "talked", None, 1),
    ],
)
def test_where_answers_lead(given, question, door, answered):
    way = walk(parse(files()).diagnosis, given)
    assert (way.question.key if way.question else None) == question
    assert (way.door.key if way.door else None) == door
    assert len(way.answered) == answered


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_usual_one_has_no_fault_in_any_language(language):
    found = usual(language).diagnosis
    assert list(faults(_with(found))) == []
    assert {door.leads for door in found.doors} >= {"raise", "challenge", "report", "talk"}


def test_the_usual_one_is_whole_in_welsh():
    english, welsh = usual().diagnosis, usual("cy").diagnosis
    assert english.says != welsh.says
    for one, other in zip(english.questions, welsh.questions, strict=True):
        assert one.asks != other.asks
        pairs = zip(one.answers, other.answers, strict=True)
        assert all(a.says != b.says and a.to == b.to for a, b in pairs)
    for one, other in zip(english.doors, welsh.doors, strict=True):
        assert one.name != other.name
        assert one.says != other.says
        assert one.about != other.about


def test_a_pack_that_says_nothing_has_the_usual_time_and_way():
    assert diagnosis_of(PACK) == usual().diagnosis
    assert str(reply_time(PACK)) == "10 working days"
    assert str(reply_time(None)) == "10 working days"


def _with(found):
    return replace(PACK, diagnosis=found)
