"""Raising the disagreement: first where the procedure cannot be used, then where it can."""

from datetime import date

from opencompact.base.notify.models import Message
from tests.browser.playing import Player
from tests.browser.story import SUBJECT, Story
from tests.browser.town import BUSES, CENTRE, COUNCIL, TRUST


def stopped(story: Story) -> None:
    """An organisation that has not signed is told so, why it matters, and what else it can do."""
    nadia = story.nadia
    nadia.open("agreement/public-h/", "commitment")
    nadia.follow("Raise a disagreement about this", "raise")
    nadia.reads("4d(h) Twelve weeks", f"{CENTRE} has not signed the Compact")
    nadia.press("Start", "raise-before")
    nadia.press("Continue", "raise-before-errors")
    nadia.reads("There is a problem")
    for question in nadia.page.locator("main fieldset").all():
        question.get_by_label("Yes", exact=True).check()
    nadia.press("Continue", "raise-who")
    pick(nadia, "City Council", COUNCIL)
    nadia.press("Continue", "raise-stop")
    nadia.reads(
        "Every organisation in the disagreement must have signed the agreement.",
        "use its complaints procedure",
        f"{CENTRE} has not signed",
    )


def pick(player: Player, words: str, name: str) -> None:
    """Find another organisation and select it."""
    player.fill({"Find an organisation": words})
    player.press("Find", "raise-who-found")
    player.page.get_by_label(name).check()


def raising(story: Story) -> None:
    """The disagreement itself: with a body that has not signed first, then with two that have."""
    story.on(date(2026, 10, 6))
    nadia = story.nadia
    nadia.open("agreement/public-h/", "commitment")
    nadia.follow("Raise a disagreement about this", "raise-again")
    nadia.press("Go on", "raise-before-again")
    nadia.press("Continue", "raise-commitments-already")
    nadia.open("disputes/raise/who/", "raise-who-again")
    nadia.fill({"Find an organisation": "Westmere Buses"})
    nadia.press("Find", "raise-not-a-signatory")
    nadia.reads("On the register, but not a signatory", BUSES, "use its complaints procedure")
    assert nadia.page.get_by_label(BUSES).count() == 0
    pick(nadia, "City Council", COUNCIL)
    pick(nadia, "Hospitals", TRUST)
    assert nadia.page.get_by_label(COUNCIL).is_checked()
    nadia.press("Continue", "raise-commitments")
    assert nadia.page.locator("input[value=public-h]").is_checked()
    nadia.press("Continue", "raise-what")
    nadia.press("Continue", "raise-what-errors")
    tell(nadia)
    nadia.press("Continue", "raise-check")
    nadia.reads(SUBJECT, COUNCIL, TRUST, "Friday 2 October 2026", "4d(h) Twelve weeks")
    nadia.press("Send it", "raise-sent")
    sent(story)


def tell(nadia: Player) -> None:
    """What happened, in the words of the centre."""
    nadia.fill({"In a few words, what is the disagreement about?": SUBJECT})
    nadia.type_date("date_fail-informally", date(2026, 10, 2))
    done = "We wrote on 14 September and met on 2 October. The date could not move, we were told."
    nadia.fill({"What have you done to sort it out, and why did it not work?": done})
    nadia.fill({"What outcome are you looking for?": "A new consultation of twelve weeks."})


def sent(story: Story) -> None:
    """It has a number; everybody of the case has a message, and nobody else can see it."""
    nadia = story.nadia
    story.number = "2026-001"
    nadia.reads(story.number, "Chair of the dispute subgroup", "Tuesday 20 October 2026")
    nadia.press("Open the case", "case")
    told = Message.objects.filter(subject__startswith=story.number)
    named = {name for name in story.town.people for one in told if one.to_address.startswith(name)}
    assert named == {"nadia", "colin", "hana", "ruth", "owen"}
    for name in ("mo", "pia", "dev"):
        assert story.players[name].get(story.case)[0] == 404
    assert story.visitor.get(story.case)[0] == 302
