"""Stage three: papers, comments, the meeting, the finding, and the public that reads it."""

from datetime import date
from pathlib import Path

from opencompact.base.notify.models import Message
from tests.browser.story import PARTIES, STATEMENT, Story
from tests.browser.town import CENTRE, COUNCIL, TRUST

NOTICE, SEND, COMMENT = "Give notice of stage three", "Send your papers", "Comment on the papers"
FIX, FIND = "Fix the day of the subgroup's meeting", "Record the finding"
EXCHANGE, COMMENTS = "Stage three, papers exchanged", "Stage three, comments and a date"
MEETING = "Stage three, subgroup meeting"
LETTER = "Letter to the council.pdf"
UNCLEAR = "The agreement is not clear and should be rewritten"
WHY, HOPED = "Why did mediation not succeed?", "What outcome are you hoping for?"
MOURNING = date(2026, 11, 13)


def exchanging(story: Story) -> None:
    """Notice of stage three; the sides send their papers, one of them with a file."""
    wanted = {"What the organisations should send, and any advice (optional)": "All the letters."}
    story.take("ruth", NOTICE, wanted)
    story.stands("nadia", EXCHANGE, CENTRE, "Monday 16 November 2026")
    story.all_told(EXCHANGE, COUNCIL, "16 November 2026")
    story.explained("nadia", "papers", "Monday 16 November 2026", "10 working days")
    story.on(date(2026, 11, 6))
    story.choose("nadia", SEND)
    story.nadia.press(SEND, "papers-errors")
    story.nadia.reads("There is a problem")
    story.nadia.fill({WHY: "We could not agree on a date.", HOPED: "Twelve weeks."})
    story.nadia.give("Your papers (optional)", letter(story))
    story.nadia.press(SEND, "papers-sent")
    story.nadia.reads(LETTER)


def mourning(story: Story) -> None:
    """A bank holiday is declared: whoever still has time gets a day more, once, with the reason."""
    story.on(date(2026, 11, 9))
    owen = story.owen
    owen.open("holidays/", "holidays")
    owen.type_date("day", MOURNING)
    owen.fill({"What people call it": "Day of mourning"})
    owen.press("Continue", "holiday-check")
    owen.reads("Friday 13 November 2026", story.number)
    owen.press("Note the day", "holiday-noted")
    owen.reads("Friday 13 November 2026 is noted.")
    for name in ("colin", "hana"):
        player = story.players[name]
        player.open(f"{story.case}dates/", "dates-moved")
        player.reads("16 November 2026 17 November 2026 Now a holiday: 13 November 2026")
        subject = f"{story.number}: dates have moved"
        told = Message.objects.filter(subject=subject, to_address__startswith=name)
        assert told.count() == 1
    story.all_told(EXCHANGE, COUNCIL, "17 November 2026")
    story.explained("hana", "papers", "Tuesday 17 November 2026", "Day of mourning")
    story.on(date(2026, 11, 10))
    story.take("colin", SEND, {WHY: "The budget is set in December.", HOPED: "That it stands."})
    story.stands("hana", EXCHANGE, TRUST, "Tuesday 17 November 2026")
    story.on(date(2026, 11, 12))
    story.take("hana", SEND, {WHY: "Two of us cannot settle it for three.", HOPED: "A clear rule."})
    handed_out(story)


def letter(story: Story) -> Path:
    """A real PDF, printed by the browser itself."""
    page = story.visitor.context.new_page()
    page.set_content("<h1>Harbour Lane Advice Centre</h1><p>Nine days are not enough.</p>")
    path = story.papers / LETTER
    page.pdf(path=path)
    page.close()
    return path


def handed_out(story: Story) -> None:
    """Chair, panel, support team and the other sides get the very file; who left it does not."""
    found = story.colin.page.get_by_role("link", name=LETTER).first
    address = f"{story.colin.site}{found.get_attribute('href')}"
    given = (story.papers / LETTER).read_bytes()
    assert given.startswith(b"%PDF-")
    readers = dict.fromkeys(("ruth", "pia", "owen", *PARTIES), 200)
    for name, status in {**readers, "mo": 404, "dev": 404}.items():
        answer = story.players[name].context.request.get(address)
        assert answer.status == status, name
        assert (answer.body() == given) == (status == 200), name


def commenting(story: Story) -> None:
    """The sides may comment; the day of mourning is not counted, and the third says nothing."""
    story.explained("colin", "comments", "Thursday 19 November 2026", "4 working days")
    story.on(date(2026, 11, 16))
    story.take("nadia", COMMENT, {"Your comments": "A budget is no reason."})
    story.on(date(2026, 11, 17))
    story.take("colin", COMMENT, {"Your comments": "The law sets the day."})
    story.all_told(COMMENTS, "Chair", "")


def deciding(story: Story) -> None:
    """The chair comes late: the limits clash, and the day that is fixed needs its reason."""
    story.on(date(2026, 11, 23))
    story.choose("ruth", FIX)
    story.ruth.reads("The days offered are working days from", "Friday 27 November 2026")
    story.on(date(2026, 12, 8))
    story.choose("ruth", FIX)
    story.ruth.reads(
        "The date limits clash.", "No day satisfies every clock", "Fix a later day and say why"
    )
    story.ruth.type_date("fixed", date(2026, 12, 10))
    story.ruth.press(FIX, "clash-without-a-reason")
    story.ruth.reads("Say why this day, although it does not satisfy every date limit")
    story.ruth.fill({"Why this day": "Two of the subgroup had influenza."})
    story.ruth.press(FIX, "meeting-fixed")
    story.stands("pia", MEETING, "Chair", "Thursday 10 December 2026")
    story.all_told(MEETING, "Chair", "Tuesday 8 December 2026")
    story.explained("pia", "meeting", "Tuesday 8 December 2026", "15 working days")
    story.on(date(2026, 12, 10))
    story.choose("ruth", FIND)
    story.ruth.press(FIND, "finding-errors")
    story.ruth.reads("Select a finding", "Enter a short statement for the public")
    story.ruth.tick(UNCLEAR)
    story.ruth.fill({"A short statement for the public": STATEMENT})
    story.ruth.press(FIND, "finding-recorded")
    story.all_told("Finding made, to be published", "Compact support team", "")


def publishing(story: Story) -> None:
    """A second person publishes; the visitor reads it."""
    visitor = story.visitor
    visitor.open("findings/", "findings-none")
    visitor.reads("No finding has been published yet")
    story.on(date(2026, 12, 14))
    story.owen.open("", "desk")
    story.take("owen", "Publish the finding")
    for name in (*PARTIES, "ruth", "pia", "mo"):
        story.players[name].open(story.case, "ended")
        story.players[name].reads("Ended", UNCLEAR, "Monday 14 December 2026")
    visitor.open("findings/")
    visitor.reads(story.number, STATEMENT, CENTRE, COUNCIL, TRUST)
    visitor.follow(UNCLEAR, "finding")
    visitor.reads(STATEMENT, CENTRE, COUNCIL, "Monday 14 December 2026", "4d(h) Twelve weeks")
    visitor.open("drafting/", "words-to-be-looked-at")
    visitor.reads("4d(h) Twelve weeks", story.number)
    visitor.open("", "front-with-a-finding")
    visitor.open(story.case, "a-case-is-not-public")
