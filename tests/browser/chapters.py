"""The story of one disagreement, chapter by chapter, as four people and a visitor play it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.browser.playing import Player
from tests.browser.town import BUSES, CENTRE, COUNCIL, Town

SUBJECT = "A consultation of nine days on the advice contracts"
STATEMENT = (
    "The council asked for views on the future of advice services for nine days in September."
    " The agreement promises twelve weeks."
)
# Words that the parties type in the mediation room. Nobody outside may ever meet them.
SECRETS = ("Quillfeather", "Larkspur", "Marchpane")
LATELY = timedelta(days=10)


@dataclass
class Story:
    """The town, those who play, the clock, and the number of the case once it has one."""

    town: Town
    players: dict[str, Player]
    clock: Any
    papers: Path
    by_code: bool = False
    number: str = ""

    def __getattr__(self, name: str) -> Player:
        return self.players[name]

    @property
    def case(self) -> str:
        return f"disputes/{self.number}/"

    def on(self, day: date) -> None:
        """Move everybody to ten in the morning of a day; who has not been here lately signs in."""
        self.clock.move_to(datetime.combine(day, time(10), tzinfo=UTC))
        for name, user in self.town.people.items():
            if day - self.players[name].since > LATELY:
                self.players[name].sign_in(user)

    def take(self, who: str, step: str, answers: dict[str, str] | None = None) -> Player:
        """Somebody opens the case, chooses a step, answers what it asks and takes it."""
        player = self.players[who]
        picture = step.lower().replace(" ", "-").replace("'", "")
        self.choose(who, step)
        player.fill(answers or {})
        player.press(step, f"after-{picture}")
        player.reads("Recorded:")
        return player

    def choose(self, who: str, step: str) -> None:
        """Open the case and go to the page of a step."""
        player = self.players[who]
        picture = step.lower().replace(" ", "-").replace("'", "")
        player.open(self.case, f"before-{picture}")
        unfold(player, step)
        link = player.page.get_by_role("link", name=step, exact=True)
        button = player.page.get_by_role("button", name=step, exact=True)
        with player.arriving():
            link.or_(button).first.click()
        player.look(picture)

    def stands(self, who: str, stage: str, turn: str, *when: str) -> None:
        """The first screen of the case says how it stands, whose turn it is and by when."""
        player = self.players[who]
        player.open(self.case, f"stands-{stage[:24].lower().replace(' ', '-').replace(',', '')}")
        said = " ".join(player.standing().first.inner_text().split())
        for words in (stage, turn, *when):
            assert words in said, f"{who} is not told {words!r}, but: {said}"


def unfold(player: Player, words: str) -> None:
    """Open what is folded where these words lie inside."""
    for folded in player.page.locator("main details:not([open])", has_text=words).all():
        folded.locator("summary").first.click()


def reading(story: Story) -> None:
    """A visitor finds the promise about consultations, by search and by its address."""
    visitor = story.visitor
    visitor.open("/", "areas")
    visitor.press("Go to Westmere", "front")
    visitor.press("Read the Compact", "agreement")
    visitor.fill({"Search the Compact": "consultation weeks"})
    visitor.press("Search", "search")
    with visitor.arriving():
        visitor.page.locator(".oc-hits a", has_text="Twelve weeks").first.click()
    visitor.look("commitment")
    assert visitor.page.url.endswith("/westmere/agreement/public-h/")
    visitor.reads("Twelve weeks for a consultation that matters", "Public bodies", "4d(h)")
    visitor.page.locator("main summary").first.click()
    visitor.look("commitment-with-a-word-explained")
    visitor.open("agreement/part/commitments/")
    visitor.open("agreement/glossary/")
    visitor.open("disputes/", "procedure")
    visitor.open("sign-up/")


def arriving(story: Story) -> None:
    """The representative signs in, in one run by the code that a mail brings."""
    if story.by_code:
        by_code(story)
    else:
        story.nadia.sign_in(story.town.people["nadia"])
    story.nadia.open("", "desk")
    story.nadia.reads("Nadia Rahman", f"Sign the Compact for {CENTRE}")


def by_code(story: Story) -> None:
    """Through the real pages: from a page that needs an account, to the code, and back."""
    from django.core import mail

    nadia = story.nadia
    nadia.context.clear_cookies()
    nadia.open("sign-up/", "sign-up-without-account")
    nadia.press("Sign in", "sign-in")
    nadia.press("Send me a code", "ask-for-a-code")
    nadia.fill({"Email address": "nadia@westmere.example"})
    nadia.press("Send me a code", "enter-the-code")
    words = mail.outbox[-1].body.split()
    nadia.fill({"Code": next(word for word in words if word.isupper() and len(word) >= 6)})
    nadia.press("Continue", "signed-in")
    nadia.since = date(2026, 10, 5)
    assert nadia.page.url.endswith("/westmere/sign-up/")


def stopped(story: Story) -> None:
    """An organisation that has not signed is told so, why it matters, and what else it can do."""
    nadia = story.nadia
    nadia.open("agreement/public-h/", "commitment")
    nadia.follow("Raise a disagreement about this", "raise")
    nadia.reads("4d(h) Twelve weeks", f"{CENTRE} has not signed the Compact")
    nadia.press("Start", "raise-before")
    nadia.press("Continue", "raise-before-errors")
    nadia.reads("There is a problem")
    answer_gates(nadia)
    nadia.press("Continue", "raise-who")
    pick(nadia, "City Council", COUNCIL)
    nadia.press("Continue", "raise-stop")
    nadia.reads(
        "Every organisation in the disagreement must have signed the agreement.",
        "use its complaints procedure",
        f"{CENTRE} has not signed",
    )


def answer_gates(player: Player) -> None:
    for question in player.page.get_by_role("radiogroup").or_(player.page.locator("fieldset")).all():
        question.get_by_label("Yes", exact=True).check()


def pick(player: Player, words: str, name: str) -> None:
    """Find another organisation and select it."""
    player.fill({"Find an organisation": words})
    player.press("Find", "raise-who-found")
    player.page.get_by_label(name).check()


def signing(story: Story) -> None:
    """It makes the pledge; the whole world can see it at once."""
    nadia = story.nadia
    nadia.follow("It can sign up at any time", "sign-up")
    nadia.press(f"Sign for {CENTRE}", "sign")
    nadia.press("Continue", "sign-errors")
    nadia.fill({"Your full name": "Nadia Rahman", "Your position": "Director"})
    nadia.tick(f"I have the authority to sign for {CENTRE}")
    nadia.tick("I accept that the pledge, with the name and position, is public")
    nadia.press("Continue", "sign-check")
    nadia.reads("Nadia Rahman", "Director", "5 October 2026")
    nadia.press("Sign", "signed")
    nadia.reads(f"{CENTRE} has signed")
    nadia.follow(f"See the page of {CENTRE}", "organisation")
    shown(story)


def shown(story: Story) -> None:
    """The register says it on the page, in the table and in the data."""
    visitor = story.visitor
    visitor.open("signatories/")
    visitor.reads("24 signatories as at 5 October 2026")
    visitor.open("signatories/?q=harbour", "signatories-found")
    visitor.reads(CENTRE, "Nadia Rahman, Director")
    visitor.open("organisations/")
    visitor.open("organisations/harbour-lane-advice-centre/", "organisation")
    visitor.reads("Has signed the Compact", "5 October 2026")
    for address in ("signatories.csv", "signatories.json"):
        status, body = visitor.get(address)
        assert status == 200
        assert CENTRE in body
        assert "2026-10-05" in body


def raising(story: Story) -> None:
    """The disagreement itself: with somebody who has not signed first, then with the council."""
    story.on(date(2026, 10, 6))
    nadia = story.nadia
    nadia.open("agreement/public-h/", "commitment")
    nadia.follow("Raise a disagreement about this", "raise-again")
    nadia.press("Go on", "raise-before-again")
    nadia.press("Continue", "raise-after-signing")
    if not nadia.page.url.endswith("/who/"):
        nadia.open("disputes/raise/who/", "raise-who-again")
    nadia.fill({"Find an organisation": "Westmere Buses"})
    nadia.press("Find", "raise-not-a-signatory")
    nadia.reads("On the register, but not a signatory", BUSES, "use its complaints procedure")
    pick(nadia, "City Council", COUNCIL)
    nadia.press("Continue", "raise-commitments")
    assert nadia.page.locator("input[value=public-h]").is_checked()
    nadia.press("Continue", "raise-what")
    nadia.press("Continue", "raise-what-errors")
    told(nadia)
    nadia.press("Continue", "raise-check")
    nadia.reads(SUBJECT, COUNCIL, "Friday 2 October 2026", "4d(h) Twelve weeks")
    nadia.press("Send it", "raise-sent")
    story.number = "2026-001"
    nadia.reads(story.number, "Chair of the dispute subgroup", "Tuesday 20 October 2026")
    nadia.press("Open the case", "case")


def told(nadia: Player) -> None:
    nadia.fill({"In a few words, what is the disagreement about?": SUBJECT})
    nadia.type_date("date_fail-informally", date(2026, 10, 2))
    nadia.page.locator("#id_answer_steps_taken").fill(
        "We wrote on 14 September and met on 2 October. The answer was that the date could not move."
    )
    nadia.page.locator("#id_answer_outcome_sought").fill("A new consultation of twelve weeks.")


def answering(story: Story) -> None:
    """The chair answers in time and suggests mediation; the other side has heard of it."""
    story.on(date(2026, 10, 8))
    ruth = story.ruth
    ruth.open("", "desk")
    ruth.reads(SUBJECT, "Tuesday 20 October 2026")
    ruth.open("disputes/", "cases")
    chair = "Chair of the dispute subgroup"
    story.stands("ruth", "Stage one, put in writing", chair, "Tuesday 20 October 2026")
    explained(ruth, story.case, "chair-answers", "Tuesday 20 October 2026", "10 working days")
    ruth.open(f"{story.case}dates/", "dates")
    ruth.open(f"{story.case}people/", "people")
    guidance = {"Guidance and advice to the organisations (optional)": "Meet once more, with help."}
    story.take("ruth", "Suggest mediation", guidance)
    story.stands(
        "colin", "Stage two, mediation offered", COUNCIL, CENTRE, "Thursday 15 October 2026"
    )
    explained(story.colin, story.case, "answer-mediation", "Thursday 15 October 2026")


def explained(player: Player, case: str, clock: str, due: str, *words: str) -> None:
    """How a date was reached: one page, in words, as a strip and as data."""
    player.open(f"{case}dates/{clock}/", f"date-{clock}")
    player.reads("How this date was reached", due, *words)
    assert player.page.locator("svg.oc-strip__week").count()
    status, data = player.get(f"{case}dates/{clock}.json")
    assert status == 200
    assert '"due"' in data
    assert '"steps"' in data


def agreeing(story: Story) -> None:
    """Both sides agree to mediation; the officer lets the mediator in."""
    story.on(date(2026, 10, 12))
    story.take("nadia", "Agree to mediation")
    story.stands("nadia", "Stage two, mediation offered", COUNCIL, "Thursday 15 October 2026")
    story.on(date(2026, 10, 13))
    story.colin.open("", "desk")
    story.take("colin", "Agree to mediation")
    seating(story)
    story.on(date(2026, 10, 14))
    story.nadia.open(f"{story.case}room/mediation/", "mediation-room")
    story.nadia.reads("Only the parties and the mediator can enter")
    terms = {
        "Who will mediate?": f"Mo Lindqvist of {SECRETS[0]} Mediation",
        "How will the fees be paid?": f"Half each, the centre's from the {SECRETS[1]} fund",
    }
    story.take("nadia", "Agree on the mediator and the fees", terms)
    story.on(date(2026, 10, 15))
    story.choose("colin", "Agree on the mediator and the fees")
    story.colin.reads(SECRETS[0], SECRETS[1])
    story.colin.follow("Begin with the same words", "same-words")
    story.colin.press("Agree on the mediator and the fees", "mediator-agreed")


def seating(story: Story) -> None:
    """The support team gives the mediator and a member of the subgroup their seats."""
    owen = story.owen
    owen.open(f"{story.case}people/", "people")
    owen.press("Give the seat to Mo Lindqvist", "seated-mo")
    owen.reads("Mo Lindqvist now has a seat in this case")
    owen.page.get_by_role("radio", name="Panel member", exact=True).check()
    owen.fill({"Email address": "pia@westmere.example"})
    owen.press("Give the seat", "seated-pia")
    owen.reads("Pia Novak now has a seat in this case")


def failing(story: Story) -> None:
    """In the room: one side offers terms, the other says that it has not worked."""
    story.on(date(2026, 10, 28))
    story.stands("mo", "Stage two, mediation", COUNCIL, "Thursday 5 November 2026")
    story.mo.open(f"{story.case}room/mediation/", "mediation-room")
    story.mo.reads(*SECRETS[:2])
    offer = f"The council pays {SECRETS[2]} House for a consultation of twelve weeks."
    story.take("nadia", "Sign the agreement reached", {"What have you agreed?": offer})
    story.on(date(2026, 10, 30))
    story.colin.open(f"{story.case}room/mediation/", "mediation-room")
    story.colin.reads(SECRETS[2])
    story.take("colin", "Say that mediation has not succeeded")
    story.stands("colin", "Between stages, the chair to give notice", "Chair")


def exchanging(story: Story) -> None:
    """Notice of stage three; both sides send their papers, one with a file; the panel reads."""
    story.on(date(2026, 11, 2))
    wanted = {"What the organisations should send, and any advice (optional)": "All the letters."}
    story.take("ruth", "Give notice of stage three", wanted)
    story.stands("nadia", "Stage three, papers exchanged", CENTRE, "Monday 16 November 2026")
    explained(story.nadia, story.case, "papers", "Monday 16 November 2026", "10 working days")
    story.on(date(2026, 11, 6))
    story.choose("nadia", "Send your papers")
    story.nadia.press("Send your papers", "papers-errors")
    story.nadia.reads("There is a problem")
    story.nadia.fill(
        {
            "Why did mediation not succeed?": "We could not agree on a date.",
            "What outcome are you hoping for?": "A consultation of twelve weeks.",
        }
    )
    story.nadia.give("Your papers (optional)", letter(story))
    story.nadia.press("Send your papers", "papers-sent")
    story.nadia.reads("Letter to the council.pdf")
    story.on(date(2026, 11, 10))
    answers = {
        "Why did mediation not succeed?": "The budget is set in December.",
        "What outcome are you hoping for?": "That the decision stands.",
    }
    story.take("colin", "Send your papers", answers)
    handed_out(story)


def letter(story: Story) -> Path:
    """A real PDF, printed by the browser itself."""
    page = story.visitor.context.new_page()
    page.set_content("<h1>Harbour Lane Advice Centre</h1><p>Nine days are not enough.</p>")
    path = story.papers / "Letter to the council.pdf"
    page.pdf(path=path)
    page.close()
    return path


def handed_out(story: Story) -> None:
    """The chair, the panel and the other side get the very file; nobody else finds it."""
    page = story.colin.page
    href = page.get_by_role("link", name="Letter to the council.pdf").first.get_attribute("href")
    assert href
    given = (story.papers / "Letter to the council.pdf").read_bytes()
    for name, status in (("ruth", 200), ("pia", 200), ("colin", 200), ("owen", 200), ("mo", 404)):
        answer = story.players[name].context.request.get(f"{story.ruth.site}{href}")
        assert answer.status == status, name
        assert (answer.body() == given) == (status == 200), name


def deciding(story: Story) -> None:
    """Comments, a day for the meeting among those offered, and the finding."""
    story.on(date(2026, 11, 12))
    story.take("nadia", "Comment on the papers", {"Your comments": "A budget is no reason."})
    story.on(date(2026, 11, 13))
    story.take("colin", "Comment on the papers", {"Your comments": "The law sets the day."})
    story.stands("ruth", "Stage three, comments and a date", "Chair")
    story.on(date(2026, 11, 16))
    story.choose("ruth", "Fix the day of the subgroup's meeting")
    story.ruth.reads("The days offered are working days from")
    story.ruth.tick("Thursday 26 November 2026")
    story.ruth.press("Fix the day of the subgroup's meeting", "meeting-fixed")
    story.stands("pia", "Stage three, subgroup meeting", "Chair", "Thursday 26 November 2026")
    explained(story.pia, story.case, "meeting", "Friday 4 December 2026", "15 working days")
    story.on(date(2026, 11, 26))
    story.choose("ruth", "Record the finding")
    story.ruth.press("Record the finding", "finding-errors")
    story.ruth.tick("An organisation acted outside the agreement")
    story.ruth.fill({"Short statement for the public": STATEMENT})
    story.ruth.press("Record the finding", "finding-recorded")
    story.stands("ruth", "Finding made, to be published", "Compact support team")


def publishing(story: Story) -> None:
    """A second person publishes; the visitor reads it."""
    story.visitor.open("findings/", "findings-before")
    story.visitor.reads("No finding has been published yet")
    story.on(date(2026, 11, 30))
    story.owen.open("", "desk")
    story.take("owen", "Publish the finding")
    for name in ("nadia", "colin", "ruth", "pia"):
        story.players[name].open(story.case, "ended")
    visitor = story.visitor
    visitor.open("findings/")
    visitor.reads("2026-001", STATEMENT, CENTRE, COUNCIL)
    visitor.follow("An organisation acted outside the agreement", "finding")
    visitor.reads(STATEMENT, "Monday 30 November 2026", "4d(h) Twelve weeks")
    visitor.open("", "front-with-a-finding")
    visitor.open(story.case, "a-case-is-not-public")
