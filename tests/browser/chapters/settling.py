"""The chair's answer, and a mediation that fails."""

from datetime import date

from tests.browser.story import OUTSIDE, PARTIES, SECRETS, SUBJECT, Story
from tests.browser.town import CENTRE, COUNCIL

CHAIR = "Chair of the dispute subgroup"
OFFERED, ROOM = "Stage two, mediation offered", "Stage two, mediation"
TERMS = "Agree on the mediator and the fees"


def answering(story: Story) -> None:
    """The chair answers in time and suggests mediation."""
    story.on(date(2026, 10, 8))
    ruth = story.ruth
    ruth.open("", "desk")
    ruth.reads(SUBJECT, "Tuesday 20 October 2026")
    ruth.open("disputes/", "cases")
    story.stands("ruth", "Stage one, put in writing", CHAIR, "Tuesday 20 October 2026")
    story.all_told("Stage one, put in writing", CHAIR, "20 October 2026", *PARTIES, "ruth", "owen")
    story.explained("ruth", "chair-answers", "Tuesday 20 October 2026", "10 working days")
    ruth.open(f"{story.case}dates/", "dates")
    ruth.open(f"{story.case}people/", "people")
    guidance = {"Guidance and advice to the organisations (optional)": "Meet once more, with help."}
    story.take("ruth", "Suggest mediation", guidance)
    story.stands("colin", OFFERED, COUNCIL, CENTRE, "Thursday 15 October 2026")
    story.all_told(OFFERED, COUNCIL, "15 October 2026", *PARTIES, "ruth", "owen")
    story.explained("colin", "answer-mediation", "Thursday 15 October 2026", "5 working days")


def agreeing(story: Story) -> None:
    """Both sides agree to mediation; the officer lets the mediator in; they agree on the terms."""
    story.on(date(2026, 10, 12))
    story.take("nadia", "Agree to mediation")
    story.stands("nadia", OFFERED, COUNCIL, "Thursday 15 October 2026")
    assert story.nadia.page.get_by_role("button", name="Decline mediation").count() == 0
    story.on(date(2026, 10, 13))
    story.colin.open("", "desk")
    story.take("colin", "Agree to mediation")
    seating(story)
    story.on(date(2026, 10, 14))
    story.nadia.open(f"{story.case}room/mediation/", "mediation-room-empty")
    story.nadia.reads("Only the parties and the mediator can enter")
    terms = {
        "Who will mediate?": f"Mo Lindqvist of {SECRETS[0]} Mediation",
        "How will the fees be paid?": f"Half each, the centre's from the {SECRETS[1]} fund",
    }
    story.take("nadia", TERMS, terms)
    story.on(date(2026, 10, 15))
    story.choose("colin", TERMS)
    story.colin.reads(SECRETS[0], SECRETS[1])
    story.colin.follow("Begin with the same words", "same-words")
    story.colin.press(TERMS, "mediator-agreed")


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
    story.stands("mo", ROOM, COUNCIL, "Thursday 5 November 2026")
    story.all_told(ROOM, COUNCIL, "5 November 2026", *PARTIES, "mo")
    story.explained("nadia", "mediation-time", "Thursday 5 November 2026", "15 working days")
    story.mo.open(f"{story.case}room/mediation/", "mediation-room")
    story.mo.reads(*SECRETS[:2])
    offer = f"The council pays {SECRETS[2]} House for a consultation of twelve weeks."
    story.take("nadia", "Sign the agreement reached", {"What have you agreed?": offer})
    for name in OUTSIDE[:-1]:
        story.stands(name, ROOM, "The organisations, with the mediator", "5 November 2026")
        assert story.players[name].get(f"{story.case}room/mediation/")[0] == 404
    story.on(date(2026, 10, 30))
    story.colin.open(f"{story.case}room/mediation/", "mediation-room")
    story.colin.reads(SECRETS[2])
    story.take("colin", "Say that mediation has not succeeded")
    story.all_told("Between stages, the chair to give notice", CHAIR, "")
