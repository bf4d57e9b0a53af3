"""The chair's answer, and a mediation that fails."""

from datetime import date

from tests.browser.story import OUTSIDE, PARTIES, SECRETS, SUBJECT, Story
from tests.browser.town import CENTRE, COUNCIL, TRUST

CHAIR = "Chair of the dispute subgroup"
OFFERED, ROOM = "Stage two, mediation offered", "Stage two, mediation"
TERMS, LONGER = "Agree on the mediator and the fees", "Give mediation more time"


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
    story.stands("colin", OFFERED, COUNCIL, CENTRE, TRUST, "Thursday 15 October 2026")
    story.all_told(OFFERED, COUNCIL, "15 October 2026", *PARTIES, "ruth", "owen")
    story.explained("colin", "answer-mediation", "Thursday 15 October 2026", "5 working days")


def agreeing(story: Story) -> None:
    """All three sides agree to mediation; the officer lets the mediator in; they agree on terms."""
    story.on(date(2026, 10, 12))
    story.take("nadia", "Agree to mediation")
    story.stands("nadia", OFFERED, COUNCIL, TRUST, "Thursday 15 October 2026")
    assert story.nadia.page.get_by_role("button", name="Decline mediation").count() == 0
    story.on(date(2026, 10, 13))
    story.colin.open("", "desk")
    story.take("colin", "Agree to mediation")
    story.stands("colin", OFFERED, TRUST, "Thursday 15 October 2026")
    story.take("hana", "Agree to mediation")
    seating(story)
    story.on(date(2026, 10, 14))
    story.nadia.open(f"{story.case}room/mediation/", "mediation-room-empty")
    story.nadia.reads("Only the parties and the mediator can enter")
    terms = {
        "Who will mediate?": f"Mo Lindqvist of {SECRETS[0]} Mediation",
        "How will the fees be paid?": f"A third each, the centre's from the {SECRETS[1]} fund",
    }
    story.take("nadia", TERMS, terms)
    story.on(date(2026, 10, 15))
    for name in ("colin", "hana"):
        same_terms(story, name)


def same_terms(story: Story, name: str) -> None:
    """Another side reads what was offered and agrees to the same words."""
    player = story.players[name]
    story.choose(name, TERMS)
    player.reads(SECRETS[0], SECRETS[1])
    player.follow("Begin with the same words", "same-words")
    player.press(TERMS, "mediator-agreed")


def seating(story: Story) -> None:
    """The support team gives the mediator and a member of the subgroup their seats."""
    owen = story.owen
    owen.open(f"{story.case}people/", "people")
    owen.press("Give the seat to Mo Lindqvist", "seated-mo")
    owen.reads("Mo Lindqvist now has a seat in this case")
    owen.page.get_by_role("radio", name="Panel member", exact=True).check()
    owen.fill({"Email address": "dev@westmere.example"})
    owen.press("Give the seat", "seated-dev")
    owen.reads("Dev Anand now has a seat in this case")
    story.stands("dev", ROOM, "The organisations, with the mediator")


def extending(story: Story) -> None:
    """All three sides give the mediation another week; until the last has agreed the day stands."""
    story.on(date(2026, 10, 28))
    story.stands("mo", ROOM, COUNCIL, "Thursday 5 November 2026")
    story.all_told(ROOM, COUNCIL, "5 November 2026", *PARTIES, "mo")
    story.explained("nadia", "mediation-time", "Thursday 5 November 2026", "15 working days")
    for name in PARTIES:
        story.all_told(ROOM, COUNCIL, "5 November 2026", *PARTIES, "mo")
        story.choose(name, LONGER)
        story.players[name].type_date("fixed", date(2026, 11, 12))
        story.players[name].press(LONGER, "more-time")
    story.all_told(ROOM, COUNCIL, "12 November 2026", *PARTIES, "mo")
    story.explained("hana", "mediation-time", "Thursday 12 November 2026", "Extended")


def failing(story: Story) -> None:
    """In the room: one side offers terms, another says that it has not worked."""
    story.mo.open(f"{story.case}room/mediation/", "mediation-room")
    story.mo.reads(*SECRETS[:2])
    offer = f"The council pays {SECRETS[2]} House for a consultation of twelve weeks."
    story.take("nadia", "Sign the agreement reached", {"What have you agreed?": offer})
    for name in OUTSIDE[:-1]:
        if name != "pia":
            story.stands(name, ROOM, "The organisations, with the mediator", "12 November 2026")
        assert story.players[name].get(f"{story.case}room/mediation/")[0] == 404
    story.on(date(2026, 10, 30))
    for name in ("colin", "hana"):
        story.players[name].open(f"{story.case}room/mediation/", "mediation-room")
        story.players[name].reads(SECRETS[2])
    story.take("colin", "Say that mediation has not succeeded")
    story.all_told(
        "Between stages, the chair to give notice", CHAIR, "", *PARTIES, "ruth", "owen", "dev", "mo"
    )


def recusing(story: Story) -> None:
    """A member of the subgroup takes up a post with a party, and is out of the case that moment."""
    story.on(date(2026, 11, 2))
    dev, owen = story.dev, story.owen
    dev.open(story.case, "case-of-a-member")
    owen.open("people/appoint/", "appoint")
    owen.page.get_by_role("radio", name="Champion", exact=True).check()
    owen.fill({"Full name": "Dev Anand", "Email address": "dev@westmere.example"})
    owen.fill({"Organisation": TRUST})
    owen.press("Appoint", "appointed-champion")
    dev.open(story.case, "recused", status=404)
    owen.open(f"{story.case}people/", "people-with-a-tie")
    owen.press("End the seat of Dev Anand", "unseated-dev")
    owen.reads("Cannot sit in this case: a tie with one of the organisations")
    owen.page.get_by_role("radio", name="Panel member", exact=True).check()
    owen.fill({"Email address": "dev@westmere.example"})
    owen.press("Give the seat", "not-seated-dev")
    owen.reads("There is a problem")
    owen.fill({"Email address": "pia@westmere.example"})
    owen.press("Give the seat", "seated-pia")
    owen.reads("Pia Novak now has a seat in this case")
    story.all_told("Between stages, the chair to give notice", "Chair", "")
