"""Stage three: papers, comments, the meeting, the finding, and the public that reads it."""

from datetime import date
from pathlib import Path

from tests.browser.story import PARTIES, STATEMENT, Story
from tests.browser.town import CENTRE, COUNCIL

NOTICE, SEND, COMMENT = "Give notice of stage three", "Send your papers", "Comment on the papers"
FIX, FIND = "Fix the day of the subgroup's meeting", "Record the finding"
EXCHANGE, COMMENTS = "Stage three, papers exchanged", "Stage three, comments and a date"
LETTER = "Letter to the council.pdf"
BROKE = "An organisation acted outside the agreement"
WHY, HOPED = "Why did mediation not succeed?", "What outcome are you hoping for?"


def exchanging(story: Story) -> None:
    """Notice of stage three; both sides send their papers, one of them with a file."""
    story.on(date(2026, 11, 2))
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
    story.on(date(2026, 11, 10))
    story.take("colin", SEND, {WHY: "The budget is set in December.", HOPED: "That it stands."})
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
    """Chair, panel, support team and the other side get the very file; the mediator does not."""
    found = story.colin.page.get_by_role("link", name=LETTER).first
    address = f"{story.colin.site}{found.get_attribute('href')}"
    given = (story.papers / LETTER).read_bytes()
    assert given.startswith(b"%PDF-")
    for name, status in (("ruth", 200), ("pia", 200), ("colin", 200), ("owen", 200), ("mo", 404)):
        answer = story.players[name].context.request.get(address)
        assert answer.status == status, name
        assert (answer.body() == given) == (status == 200), name


def commenting(story: Story) -> None:
    """Both sides comment on what they received."""
    story.explained("colin", "comments", "Monday 16 November 2026", "4 working days")
    story.on(date(2026, 11, 12))
    story.take("nadia", COMMENT, {"Your comments": "A budget is no reason."})
    story.on(date(2026, 11, 13))
    story.take("colin", COMMENT, {"Your comments": "The law sets the day."})
    story.all_told(COMMENTS, "Chair", "")


def deciding(story: Story) -> None:
    """The chair fixes one of the days that are offered, and that day records the finding."""
    story.on(date(2026, 11, 16))
    story.choose("ruth", FIX)
    story.ruth.reads("The days offered are working days from")
    story.ruth.tick("Thursday 26 November 2026")
    story.ruth.press(FIX, "meeting-fixed")
    story.stands("pia", "Stage three, subgroup meeting", "Chair", "Thursday 26 November 2026")
    story.all_told("Stage three, subgroup meeting", "Chair", "Friday 4 December 2026")
    story.explained("pia", "meeting", "Friday 4 December 2026", "15 working days")
    story.on(date(2026, 11, 26))
    story.choose("ruth", FIND)
    story.ruth.press(FIND, "finding-errors")
    story.ruth.reads("Select a finding", "Enter a short statement for the public")
    story.ruth.tick(BROKE)
    story.ruth.fill({"A short statement for the public": STATEMENT})
    story.ruth.press(FIND, "finding-recorded")
    story.all_told("Finding made, to be published", "Compact support team", "")


def publishing(story: Story) -> None:
    """A second person publishes; the visitor reads it."""
    visitor = story.visitor
    visitor.open("findings/", "findings-none")
    visitor.reads("No finding has been published yet")
    story.on(date(2026, 11, 30))
    story.owen.open("", "desk")
    story.take("owen", "Publish the finding")
    for name in (*PARTIES, "ruth", "pia", "mo"):
        story.players[name].open(story.case, "ended")
        story.players[name].reads("Ended", BROKE, "Monday 30 November 2026")
    visitor.open("findings/")
    visitor.reads(story.number, STATEMENT, CENTRE, COUNCIL)
    visitor.follow(BROKE, "finding")
    visitor.reads(STATEMENT, CENTRE, COUNCIL, "Monday 30 November 2026", "4d(h) Twelve weeks")
    visitor.open("", "front-with-a-finding")
    visitor.open(story.case, "a-case-is-not-public")
