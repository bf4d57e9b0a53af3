"""The pages and the mail of a case in Welsh: no text of ours is the same in both languages."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes import policy, queries
from opencompact.apps.organisations.models import Role
from opencompact.base.notify.links.offering import Offer
from opencompact.base.notify.models import Message
from opencompact.core.pack import Pack
from opencompact.core.pack.parse import dump, restore
from opencompact.core.pack.translate import TEXTS
from opencompact.core.procedure import Holder
from tests.apps.disputes import test_story as stories
from tests.apps.disputes import town as towns
from tests.apps.disputes.test_raising import Asker
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import Town, moment
from tests.site import catalogue
from tests.site.test_languages import ENGLISH, Words

pytestmark = pytest.mark.once

# What is not ours stands between these: texts of the pack, names, and what people typed.
# Names of languages and products are the same everywhere, as are Compact and a number like B(i).
SAME = r"\b(Compact|OpenCompact|English|Cymraeg|Outlook|Google Calendar)\b|\b\w\(\w+\)\S*"
GIVEN = re.compile(rf"¤[^¤]*¤|\S+@\S+|\w+://\S+|{SAME}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SHOWN = {*TEXTS, "clause"} - {"term", "words", "withdrawal"}


class Read(Words):
    """What a person reads."""

    @property
    def ours(self) -> set[str]:
        """The texts with what is not ours taken out."""
        texts = (" ".join(GIVEN.sub(" ", words).split()) for words in self.found)
        return {text for text in texts if LETTERS.search(text)}


def ours(page: str) -> set[str]:
    """The texts of a page within its frame, and its title."""
    parts = re.findall(r"<title>.*?</title>|<main.*?</main>", page, re.DOTALL)
    assert len(parts) == 2
    return Read(" ".join(parts)).ours


def mark(text: str) -> str:
    return f"¤{text}¤"


def marked(thing: Any, name: str = "") -> Any:
    """A pack as data, each of its texts marked as given."""
    if isinstance(thing, dict):
        return {key: marked(value, key) for key, value in thing.items()}
    if isinstance(thing, list):
        return [marked(one, name) for one in thing]
    ours = (
        isinstance(thing, str)
        and thing
        and name in {*TEXTS, "clause"} - {"term", "words", "withdrawal"}
    )
    return mark(thing) if ours else thing


@cache
def same_in_both() -> set[str]:
    """Texts of ours that are the same in Welsh, such as CSV."""
    return {one.id for one in catalogue.welsh() if one.id and one.id == one.string}


def left_in_english(client: Client, path: str, data: dict[str, str] | None = None) -> list[str]:
    """The texts of a page that are not Welsh; `data` is posted, else the page is only opened."""
    pages, sign = [], "&" if "?" in path else "?"
    for language in ("en", "cy"):
        here = f"{path}{sign}language={language}"
        answer = client.get(here) if data is None else client.post(here, data)
        assert answer.status_code in {200, 409}, (path, answer.status_code)
        pages.append(answer.content.decode())
    assert '<html lang="cy"' in pages[1]
    english, welsh = map(ours, pages)
    found = english & welsh - same_in_both()
    return sorted(found | {words for words in welsh if ENGLISH.search(words)})


@pytest.fixture
def town(scoped, monkeypatch) -> Town:
    """Leicester's procedure in an area of both languages; what is not ours is marked."""
    real = towns.pack

    def pack(key: str) -> Pack:
        return restore(marked(dump(real(key))))

    monkeypatch.setattr(towns, "pack", pack)
    scoped.languages = ["en", "cy"]
    scoped.name = mark(scoped.name)
    scoped.save()
    made = towns.build(scoped, "leicester-2008")
    for one in (*made.organisations.values(), *made.users.values()):
        one.name = mark(one.name)
        one.save()
    monkeypatch.setattr(Town, "filled", _filled)
    return made


def _filled(self: Town, now: queries.Story, step: str) -> dict[str, str]:
    return {
        need.key: mark("Something")
        for need in queries.needs_of(now.procedure.step(step), now.at)
        if not need.optional and need.kind.value != "files"
    }


def begun(town: Town, steps: list[tuple[Any, ...]]) -> Any:
    typed = {"steps_taken": mark("We wrote."), "outcome_sought": mark("A longer one.")}
    case = town.raised(stories.RAISED, subject=mark("Nine days"), answers=typed)
    town.seat(case, "mediator", Holder.MEDIATOR, stories.RAISED)
    town.seat(case, "panel", Holder.PANEL, stories.RAISED)
    return town.story(case, steps)


STAGES = {
    "written": [],
    "offered": stories.TO_MEDIATION[:2],
    "mediation": stories.MEDIATED,
    "exchange": stories.TO_EXCHANGE,
    "comments": stories.TO_COMMENTS,
    "meeting": stories.TO_MEETING,
    "publication": stories.TO_PUBLICATION,
    "ended": [*stories.TO_PUBLICATION, ("publish", "officer", date(2026, 4, 10))],
}
# The longest ways through a case; by night every stage.
FULL = {"mediation", "meeting", "ended"}
WHO = ("elm", "chair", "officer", "mediator")
NOW = date(2026, 4, 10)


def address(case: Any, name: str, *args: str) -> str:
    return reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])


def pages_of(town: Town, case: Any, who: str) -> Iterator[str]:
    """What somebody can open of a case: its own pages, one date, its rooms, its steps."""
    yield from (address(case, name) for name in ("case", "dates", "people"))
    actor, now = town.actor(who, NOW), town.tell(case, NOW)
    held = policy.holds(actor, now.case)
    for row in queries.timetable(now, held)[-1:]:
        yield address(case, "clock", row.clock.key)
    for room in queries.rooms(now, held):
        yield address(case, "room", room)
    for choice in queries.choices(now, held):
        if not policy.needs_second_person(actor, now.case, choice.step):
            yield address(case, "step", choice.step.key)


def left(town: Town, pages: Iterator[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """For each person and page the texts that are not Welsh."""
    found = {(who, path): left_in_english(client_of(town, who), path) for who, path in set(pages)}
    return {place: texts for place, texts in found.items() if texts}


@pytest.mark.parametrize(
    "stage",
    [pytest.param(one, marks=() if one in FULL else pytest.mark.nightly) for one in STAGES],
)
def test_the_pages_of_a_case_are_welsh(town, stage, time_machine):
    case = begun(town, STAGES[stage])
    time_machine.move_to(moment(NOW), tick=False)
    assert left(town, ((who, path) for who in WHO for path in pages_of(town, case, who))) == {}


OTHER = (
    "disputes/", "disputes/?q=nothing", "disputes/procedure/", "findings/", "findings/?q=nothing",
    "disputes/raise/", "disputes/raise/before/", "calendars/", "people/nobodys/",
)  # fmt: skip


def test_the_pages_round_cases_are_welsh(town, time_machine):
    """With cases and without; the work of those who leave, and what is nobody's."""
    time_machine.move_to(moment(NOW), tick=False)
    pages = [
        (who, f"/anywhere/{path}")
        for who in ("elm", "officer")
        for path in OTHER
        if who == "elm" or "before" not in path
        if who == "officer" or "nobodys" not in path
    ]
    assert left(town, iter(pages)) == {}
    case = begun(town, STAGES["ended"])
    town.users["hall"].is_active = False
    town.users["hall"].save()
    begun(town, STAGES["mediation"])
    roles = Role.objects.exclude(user=town.users["officer"]).values_list("pk", flat=True)
    pages += [("officer", f"/anywhere/people/{role}/hand-over/") for role in roles]
    pages += [("stranger", f"/anywhere/findings/{case.number}/"), ("chair", address(case, "case"))]
    pages += [("chair", address(case, "waiting_finding")), ("elm", address(case, "sent"))]
    assert left(town, iter(pages)) == {}


def test_the_questions_of_raising_are_welsh(town, time_machine):
    time_machine.move_to(moment(stories.RAISED), tick=False)
    asker = Asker(town)
    for page in ("before", "who", "commitments", "what"):
        assert left_in_english(asker.client, asker.at(page)) == []
        assert left_in_english(asker.client, asker.at(page), {"others": "x"}) == []
        answered(asker)
    assert left_in_english(asker.client, asker.at("check")) == []
    assert left_in_english(asker.client, asker.at("who"), {"q": mark("nothing")}) == []
    asker.gates(subject="no")
    assert left_in_english(asker.client, asker.at("stop")) == []


def answered(asker: Asker) -> None:
    """Everything is answered, in words that are marked as typed."""
    asker.ready()
    typed = ("subject", "answer_steps_taken", "answer_outcome_sought")
    asker.what(**{name: mark("Something") for name in typed})


FAULTS = {
    "nothing": {},
    "no day": {"offered": "", "fixed_day": "32", "fixed_month": "1", "fixed_year": "2026"},
    "a day to come": {"on_day": "1", "on_month": "1", "on_year": "2030"},
}


@pytest.mark.parametrize("given", FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_step_is_said_in_welsh(town, given, time_machine):
    case = begun(town, stories.TO_MEETING[:-1])
    time_machine.move_to(moment(date(2026, 3, 23)), tick=False)
    client, path = client_of(town, "chair"), address(case, "step", "set-meeting")
    sent = {**given, "version": str(town.tell(case, NOW).case.version)}
    assert left_in_english(client, path, sent) == []
    assert left_in_english(client, path, {**sent, "version": "1"}) == []


def test_who_comes_too_late_is_told_in_welsh(town, time_machine):
    case = begun(town, STAGES["comments"])
    time_machine.move_to(moment(NOW), tick=False)
    path = address(case, "step", "refer-to-mediation")
    assert left_in_english(client_of(town, "chair"), path) == []
    assert left_in_english(client_of(town, "chair"), path, {"version": "2"}) == []


def test_a_seat_and_a_calendar_are_given_in_welsh(town, time_machine):
    case = begun(town, [])
    time_machine.move_to(moment(NOW), tick=False)
    officer, people = client_of(town, "officer"), address(case, "people")
    for email in ("", "elm@example.org", "unknown@example.org"):
        assert left_in_english(officer, people, {"holder": "panel", "email": email}) == []
    assert left_in_english(officer, "/anywhere/calendars/", {"part": "officer"}) == []
    sent = {"holder": "chair", "email": "stranger@example.org"}
    page = officer.post(f"{people}?language=cy", sent, follow=True).content.decode()
    assert "Mae gan ¤Stranger¤ sedd yn yr achos hwn yn awr." in page


def test_a_side_answers_in_welsh(town, time_machine):
    begun(town, STAGES["offered"][:1])
    time_machine.move_to(moment(stories.TO_MEDIATION[0][2]), tick=False)
    (mail,) = Message.objects.filter(
        key__startswith="disputes.refer", to_address="hall@example.org"
    )
    path = re.search(r"/act/[\w-]+/", mail.body)[0]
    page = Client().get(f"{path}?language=cy").content.decode()
    assert "Eich ateb dros ¤Anywhere City Council¤" in page
    done = Client().post(f"{path}?language=cy", {"answer": "agree-mediation"}).content.decode()
    assert "Cofnodwyd eich ateb" in done
    assert not [words for words in ours(done) if ENGLISH.search(words)]


@pytest.mark.parametrize("stage", ["mediation", "meeting", "ended"])
def test_the_words_of_mail_are_welsh_where_that_is_spoken(town, stage, monkeypatch):
    # What links say of themselves is looked at with them.
    monkeypatch.setattr(Offer, "terms", mark("It works once."))
    told = {}
    for language in ("en", "cy"):
        town.area.languages = [language]
        town.area.save()
        case = begun(town, STAGES[stage])
        found = Message.objects.filter(about__contains=str(case.pk))
        told[language] = {part for one in found for part in parts(one)}
    assert len(told["cy"]) > 10
    assert told["en"] & told["cy"] == set()
    assert not [text for text in told["cy"] if ENGLISH.search(GIVEN.sub(" ", text))]


def parts(message: Message) -> Iterator[str]:
    """What a mail says, sentence by sentence; what its link does is said by the links."""
    for text in (message.says, message.why, message.do.partition("/act/")[0]):
        for line in text.splitlines():
            if LETTERS.search(GIVEN.sub(" ", line)):
                yield line
