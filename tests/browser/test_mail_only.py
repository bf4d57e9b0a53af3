"""With a mail program and nothing else: a pledge, an answer about mediation, a role, an invitation.

A real mail server takes what the software sends; a real Chromium opens the link, on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from opencompact.apps.agreement.queries import commitments, current_edition
from opencompact.apps.disputes import actions as disputes
from opencompact.apps.disputes.models import Case, CaseEvent
from opencompact.apps.organisations import actions as organisations
from opencompact.apps.organisations import tasks
from opencompact.apps.organisations.models import Role, Signature
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within
from opencompact.base.notify.links.tasks import forget
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver
from tests.browser import harness, postbox, serving, town
from tests.browser.postbox import Postbox
from tests.browser.town import BUSES, CENTRE, COUNCIL, Town
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

# A year and some days after everybody in the town was appointed.
START = datetime(2027, 3, 10, 10, tzinfo=UTC)
TODAY = START.date()
PHONE = "mail-only/320"


@dataclass
class Desk:
    """The town with its mail server, and the phone of somebody who has no account."""

    town: Town
    site: str
    box: Postbox
    watch: Watch
    phone: Callable[..., Page]

    def deliver(self) -> None:
        """What `tick` does: send, then forget the secrets of what was sent."""
        deliver(timezone.now())
        forget(timezone.now())
        sent = Message.objects.filter(sent_at__isnull=False)
        assert not [message for message in sent if re.search(r"/act/[\w-]", message.body)]

    def open(self, address: str, picture: str, **kind: bool) -> Page:
        """Open the link of the newest mail to an address, with nothing else in the browser."""
        page = self.phone(**kind)
        page.goto(self.box.link(address))
        self.watch.look(page, picture)
        return page

    def press(self, page: Page, button: str, picture: str) -> None:
        harness.onward(page.get_by_role("button", name=button, exact=True))
        self.watch.look(page, picture)


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of the fixture that empties tables after each test: here after the last one."""
    with django_db_blocker.unblock(), serving.committed():
        yield


@pytest.fixture(scope="module")
def desk(browser: Browser, transactional_db) -> Iterator[Desk]:
    """One town for all the journeys; each has people of its own."""
    contexts = []
    with ExitStack() as stack:
        stack.enter_context(time_machine.travel(START, tick=True))
        site = stack.enter_context(serving.served())
        box = stack.enter_context(postbox.opened(site))
        made = town.build()
        watch = Watch([made.area], PHONE)

        def phone(*, javascript: bool = True) -> Page:
            context = harness.context(browser, width=harness.PHONE, javascript=javascript)
            contexts.append(context)
            page = context.new_page()
            watch.follow(page)
            return page

        yield Desk(made, site, box, watch, phone)
        for context in contexts:
            context.close()


@pytest.fixture(autouse=True)
def no_faults(desk: Desk) -> Iterator[None]:
    """Whatever a journey meets has to be without fault."""
    desk.watch.faults.clear()
    yield
    assert not desk.watch.faults, desk.watch.report()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_pledge_without_scripts_on_a_phone(desk: Desk):
    officer = Client()
    officer.force_login(desk.town.people["owen"])
    asked = {"name": "Sue Signer", "email": "sue@buses.example", "position": "Managing director"}
    place = desk.town.bodies[BUSES].slug
    officer.post(f"/westmere/organisations/{place}/sign/ask/", asked)
    desk.deliver()
    assert "never a condition of funding" in desk.box.newest("sue@buses.example")

    page = desk.open("sue@buses.example", "pledge-1", javascript=False)
    assert heading(page) == "Make the pledge"
    desk.press(page, "Continue", "pledge-2-errors")
    assert page.title().startswith("Error: ")
    page.get_by_label(f"I have the authority to sign for {BUSES}").check()
    page.get_by_label("I accept that the pledge").check()
    desk.press(page, "Continue", "pledge-3-check")
    assert not organisations_signed(desk)
    desk.press(page, "Sign", "pledge-4-done")
    assert heading(page) == f"{BUSES} has signed"
    page.goto(f"{desk.site}/westmere/organisations/{place}/")
    assert page.get_by_text("Sue Signer, Managing director").first.is_visible()
    page.goto(desk.box.link("sue@buses.example"))
    desk.watch.look(page, "pledge-5-again", refused=True)
    assert heading(page) == "This has been done"
    assert organisations_signed(desk) == 1


def organisations_signed(desk: Desk) -> int:
    with within(desk.town.area):
        return Signature.objects.filter(organisation=desk.town.bodies[BUSES]).count()


def test_both_sides_agree_to_mediation(desk: Desk):
    case = offered(desk)
    desk.deliver()
    for who, body in (("nadia", CENTRE), ("colin", COUNCIL)):
        page = desk.open(f"{who}@westmere.example", f"mediation-{who}-1")
        assert heading(page) == f"Your answer for {body}"
        if who == "nadia":
            desk.press(page, "Send the answer", "mediation-2-errors")
        page.get_by_label("Agree to mediation", exact=True).check()
        desk.press(page, "Send the answer", f"mediation-{who}-3-done")
        assert heading(page) == "Your answer is recorded"
    with within(desk.town.area):
        taken = CaseEvent.objects.filter(case=case, step="agree-mediation").order_by("sequence")
        assert [event.actor_name for event in taken] == ["Nadia Rahman", "Colin Fairweather"]
    assert page.get_by_text("Stage two, mediation", exact=False).first.is_visible()


def offered(desk: Desk) -> Case:
    """Harbour Lane has signed and disagrees with the council; the chair suggests mediation."""
    made, at = desk.town, timezone.now()
    with within(made.area):
        nadia, ruth = (actor_for(made.people[who], made.area, TODAY) for who in ("nadia", "ruth"))
        edition = current_edition(made.area)
        declared = organisations.Declaration("Nadia Rahman", "Manager", TODAY, True, True)
        organisations.sign(
            made.bodies[CENTRE], edition, declared, on_paper=False, actor=nadia, at=at
        )
        raising = disputes.Raising(
            organisation=made.bodies[CENTRE],
            others=[made.bodies[COUNCIL]],
            commitments=list(commitments(edition)[:1]),
            subject="A consultation of nine days",
            facts={"subject": "agreement", "tried": "yes"},
            dates={"fail-informally": date(2027, 3, 9)},
            answers={"steps_taken": "We wrote.", "outcome_sought": "A longer one."},
        )
        case = disputes.raise_case(made.area, raising, actor=nadia, on=TODAY, at=at)
        disputes.take(case, "refer-to-mediation", actor=ruth, on=TODAY, at=at)
    return case


def test_a_role_is_confirmed_and_another_given_back(desk: Desk):
    assert tasks.ask_to_confirm(timezone.now()) == len(desk.town.people)
    desk.deliver()
    page = desk.open("mo@westmere.example", "role-1")
    assert heading(page) == "Do you still have this role?"
    desk.press(page, "Yes, I still have it", "role-2-confirmed")
    assert heading(page) == "Your role is confirmed"
    page = desk.open("pia@westmere.example", "role-3")
    desk.press(page, "No, I have left", "role-4-left")
    assert heading(page) == "Your role has ended"
    with within(desk.town.area):
        roles = {role.user.name: role for role in Role.objects.select_related("user")}
    assert roles["Mo Lindqvist"].confirmed_on == TODAY
    assert roles["Pia Novak"].ends == TODAY
    assert tasks.ask_to_confirm(timezone.now()) == 0
    told = Message.objects.get(key__startswith="organisations.leave_role:")
    assert (told.to_address, told.subject) == (
        "owen@westmere.example",
        "Pia Novak has left a role",
    )


def test_an_invitation_is_accepted_and_the_account_can_be_used(desk: Desk):
    appointment = organisations.Appointment(
        "iva@harbour.example", "Iva New", RoleKind.CHAMPION, TODAY, desk.town.bodies[COUNCIL]
    )
    with within(desk.town.area):
        owen = actor_for(desk.town.people["owen"], desk.town.area, TODAY)
        organisations.appoint(desk.town.area, appointment, actor=owen, at=timezone.now())
    desk.deliver()
    page = desk.open("iva@harbour.example", "invitation-1")
    assert heading(page) == "You are invited"
    desk.press(page, "Accept the role", "invitation-2-accepted")
    by_code = {"name": "Sign in with a code"}
    harness.onward(page.get_by_role("button", **by_code).or_(page.get_by_role("link", **by_code)))
    page.get_by_label("Email address").fill("iva@harbour.example")
    harness.onward(page.get_by_role("button", name="Send me a code"))
    # The sign-in mail leaves at once: it does not wait for the clock.
    words = desk.box.newest("iva@harbour.example").split()
    page.get_by_label("Code").fill(next(one for one in words if one.isupper() and len(one) >= 6))
    harness.onward(page.get_by_role("button", name="Continue"))
    assert page.url == f"{desk.site}/westmere/induction/"
    assert page.get_by_text("Iva New", exact=True).first.is_visible()
