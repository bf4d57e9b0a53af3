"""Letters about a step: in the room of the step, with the area's words, sent and opened."""

import io
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import UnfitError, content_of
from opencompact.apps.disputes.actions.letters import keep_letter, note_letter_sent
from opencompact.apps.disputes.models import Document, LetterPassed, StepLetter
from opencompact.apps.disputes.queries import letters
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.audit.models import Event
from opencompact.base.notify import rewording
from opencompact.base.notify.kinds import Words
from opencompact.base.notify.models import Message
from opencompact.base.notify.wording import words_for
from opencompact.formats.papers import examine
from tests.apps.disputes.test_story import MEDIATED, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=90)
AREA = "anywhere"


@pytest.fixture
def case(town):
    return case_by_key(town.raised(DAY).pk)


def told_at(town, case, place: int, on: date = LATER):
    now = town.tell(case, on)
    return now, now.told[place]


def written(town, case, place: int = 1, who: str = "chair", party=None) -> StepLetter:
    now, told = told_at(town, case, place)
    words = words_for(town.area, letters.kind_of(told.step))
    actor = town.actor(who, LATER)
    filled = letters.words_of(now, told, words, policy.holds(actor, now.case))
    letter = letters.step_letter(
        now, party, filled.subject, letters.body_from(filled), ("Carla Chair",), LATER
    )
    return keep_letter(now, told, letter, party, actor=actor, on=LATER, at=moment(LATER))


def page(name: str, *args) -> str:
    return reverse(f"disputes:{name}", args=[AREA, *args])


def words_in(document: Document) -> str:
    found = docx.Document(io.BytesIO(content_of(document)))
    return "\n".join(one.text for one in found.paragraphs)


def test_a_letter_says_what_the_step_was_and_what_comes_next(town, case):
    made = written(town, case)
    text = words_in(made.word)
    for said in (
        "Case 2026-001: Put the disagreement in writing",
        "dated Monday 2 March 2026",
        "Sent to the dispute subgroup",
        "We wrote twice.",
        "Stage one, put in writing",
        "It is the turn of",
        "Elm Street Centre",
        "Carla Chair",
    ):
        assert said in text, said
    assert "{{" not in text


def test_both_files_are_papers_of_the_step_in_its_room(town, case):
    made = written(town, case)
    for document in (made.word, made.pdf):
        assert document.room == "exchange"
        assert document.event_id == made.event_id
        assert examine(content_of(document), document.kind) == ""
        assert "elm" not in document.name.lower()
    assert {made.word.kind, made.pdf.kind} == {"docx", "pdf"}


@pytest.mark.parametrize("who", ["elm", "hall", "oak", "panel", "mediator", "stranger"])
def test_only_whoever_runs_the_procedure_writes(town, case, who):
    with pytest.raises(PermissionDenied):
        written(town, case, who=who)
    assert not StepLetter.objects.exists()
    assert not Document.objects.exists()


def test_about_mediation_only_the_mediator_writes_and_only_those_inside_read(town):
    case = begin(town)
    town.story(case, MEDIATED)
    case = case_by_key(case.pk)
    now = town.tell(case, LATER)
    place = next(n for n, one in enumerate(now.told) if one.sealed)
    for who in ("chair", "officer"):
        with pytest.raises(PermissionDenied):
            written(town, case, place, who)
        sequence = now.told[place].event.sequence
        answer = client_of(town, who).get(page("step_letter", case.number, sequence))
        assert answer.status_code == 404
    made = written(town, case, place, "mediator")
    assert made.word.room == made.pdf.room == "mediation"
    for who, status in (
        ("elm", 200), ("hall", 200), ("mediator", 200), ("chair", 404), ("officer", 404),
        ("panel", 404), ("oak", 404),
    ):  # fmt: skip
        for paper in (made.word_id, made.pdf_id):
            answer = client_of(town, who).get(page("document", case.number, paper))
            assert answer.status_code == status, who
    shown = client_of(town, "chair").get(page("case", case.number)).content.decode()
    assert "Letter to" not in shown


def test_it_is_noted_how_it_went_and_told_where_it_goes_by_mail(town, case):
    made = written(town, case)
    now, told = told_at(town, case, 1)
    hall = town.party(case, "hall")
    Message.objects.all().delete()
    by = {"actor": town.actor("officer", LATER), "on": LATER, "at": moment(LATER)}
    note_letter_sent(now, told, made, [hall], "mail", LATER, **by)
    (message,) = Message.objects.all()
    assert message.to_address == "hall@example.org"
    assert "consultation" not in f"{message.subject} {message.says}"
    shown = client_of(town, "hall").get(page("case", case.number)).content.decode()
    assert "Sent to Anywhere City Council" in shown
    assert "By mail from here" in shown


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"how": "pigeon"}, "how"),
        ({"parties": []}, "parties"),
        ({"sent_on": LATER + timedelta(days=1)}, "sent_on"),
        ({"sent_on": LATER - timedelta(days=1)}, "sent_on"),
    ],
)
def test_what_cannot_be_is_refused(town, case, changed, named):
    made = written(town, case)
    now, told = told_at(town, case, 1)
    given = {"parties": [town.party(case, "hall")], "how": "post", "sent_on": LATER, **changed}
    by = {"actor": town.actor("chair", LATER), "on": LATER, "at": moment(LATER)}
    with pytest.raises(UnfitError) as refused:
        note_letter_sent(now, told, made, **given, **by)
    assert set(refused.value.faults) == {named}


def test_the_first_time_a_side_opens_it_is_in_the_story(town, case):
    made = written(town, case)
    where = page("document", case.number, made.pdf_id)
    client_of(town, "officer").get(where)
    assert not LetterPassed.objects.exists()
    for _ in range(2):
        assert client_of(town, "hall").get(where).status_code == 200
    opened = LetterPassed.objects.get()
    assert (opened.kind, opened.party) == ("opened", town.party(case, "hall"))
    shown = client_of(town, "elm").get(page("case", case.number)).content.decode()
    assert "Opened by Anywhere City Council on" in shown


def test_from_the_page_of_the_case_into_the_file(town, case):
    chair = client_of(town, "chair")
    assert (
        page("step_letter", case.number, 2) in chair.get(page("case", case.number)).content.decode()
    )
    asked = chair.get(page("step_letter", case.number, 2))
    form = asked.context["form"]
    posted = {name: form[name].value() for name in ("party", "subject", "text", "signed_by")}
    looked = chair.post(page("step_letter", case.number, 2), {**posted, "look": "1"})
    assert "To the representatives of" in looked.content.decode()
    assert not StepLetter.objects.exists()
    kept = chair.post(page("step_letter", case.number, 2), {**posted, "save": "1"})
    made = StepLetter.objects.get()
    assert kept.url == page("letter_sent", case.number, made.pk)
    shown = chair.get(kept.url)
    day = {f"sent_on_{part}": str(getattr(made.made_on, part)) for part in ("day", "month", "year")}
    sides = [party.key for party in case.parties.all()]
    went = chair.post(kept.url, {**day, "parties": sides, "how": "post"})
    assert shown.status_code == 200
    assert went.url == page("case", case.number)
    assert LetterPassed.objects.filter(kind="sent", how="post").count() == 2
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"disputes.keep_letter", "disputes.note_letter_sent"} <= verbs


def test_what_is_wrong_is_said_and_kept(town, case):
    shown = client_of(town, "chair").post(
        page("step_letter", case.number, 2), {"text": "Kept words", "save": "1"}
    )
    text = shown.content.decode()
    for said in ("Enter the heading", "Select to whom the letter goes", "Kept words"):
        assert said in text


def test_an_area_has_words_of_its_own(town, case):
    _now, told = told_at(town, case, 1)
    kind = letters.kind_of(told.step)
    own = Words("{{ number }}: {{ step }}", "Dear all, {{ says }} {{ who }}", "{{ next }}")
    rewording.reword(town.area, kind, own, version=0, actor=town.actor("officer"), at=moment(DAY))
    assert "Dear all," in words_in(written(town, case).word)


def test_officers_keep_the_words(town):
    officer = client_of(town, "officer")
    assert officer.get(page("letter_texts")).status_code == 200
    assert client_of(town, "chair").get(page("letter_texts")).status_code == 403
    where = page("letter_text", "submit")
    assert "2026-004" in officer.get(where).content.decode()
    wrong = {"subject": "Case", "says": "{{ nonsense }}", "version": "0", "save": "1"}
    shown = officer.post(where, wrong).content.decode()
    assert "There is no {{ nonsense }}" in shown
    assert "Keep {{ number }}" in shown
    right = {"subject": "Case {{ number }}", "says": "We write.", "version": "0", "save": "1"}
    assert officer.post(where, right).url == page("letter_texts")
    assert "Own words" in officer.get(page("letter_texts")).content.decode()
    stale = officer.post(where, {**right, "says": "Mine."})
    assert stale.status_code == 409
    assert "Mine." in stale.content.decode()
    officer.post(page("usual_letter_text", "submit"))
    assert "Own words" not in officer.get(page("letter_texts")).content.decode()
    assert officer.get(page("letter_text", "no-such-step")).status_code == 404


def test_a_long_key_still_names_a_kind(town):
    _now, told = told_at(town, town.raised(DAY), 1)
    kind = letters.kind_of(replace(told.step, key="a" * 80))
    assert len(kind.key) <= 60
