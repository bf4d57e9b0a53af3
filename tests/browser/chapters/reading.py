"""Reading the agreement and signing it."""

from datetime import date

from django.core import mail

from tests.browser import harness
from tests.browser.story import Story
from tests.browser.town import CENTRE


def reading(story: Story) -> None:
    """A visitor finds the promise about consultations, by search and at its own address."""
    visitor = story.visitor
    visitor.open("/", "areas")
    visitor.press("Go to Westmere", "front")
    visitor.press("Read the Compact", "agreement")
    visitor.fill({"Search the Compact": "consultation weeks"})
    visitor.press("Search", "search")
    harness.onward(visitor.page.locator(".oc-hits a", has_text="Twelve weeks").first)
    visitor.look("commitment")
    assert visitor.page.url.endswith("/westmere/agreement/public-h/")
    visitor.reads("Twelve weeks for a consultation that matters", "Public bodies", "4d(h)")
    visitor.page.locator("main summary").first.click()
    visitor.look("commitment-with-a-word-explained")
    visitor.open("agreement/part/commitments/", "part")
    visitor.open("agreement/glossary/", "glossary")
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
    """Through the real pages: from one that needs an account, to the code, and back to it."""
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


def signing(story: Story) -> None:
    """The centre makes the pledge; the whole world can see it at once."""
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
