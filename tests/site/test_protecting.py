"""Played in a browser: an officer comes for the first time, protects the account, comes again."""

import re
import time
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from opencompact.apps.organisations.actions import Appointment, appoint
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.scoping import within
from tests.base.accounts.organisation import CLIENT, SECRET, running
from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMAIL = "ona@anywhere.example"
TRUSTED = {
    "client_id": CLIENT,
    "secret": SECRET,
    "name": "Anywhere Council",
    "domains": ("anywhere.example",),
    "emails": "verified",
    "mfa": "claim",
}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def strict(settings):
    settings.STRONG_ROLES = ("officer", "chair", "mediator", "returning-officer")
    cache.clear()


@pytest.fixture
def officer(area):
    with within(area):
        wanted = Appointment(EMAIL, "Ona First", RoleKind.OFFICER, date(2026, 1, 5))
        return appoint(area, wanted, actor=SYSTEM, at=AT).user


class Visit:
    """One person at a browser; every page that is looked at has to be without fault."""

    def __init__(self, context, site, width):
        self.context, self.site, self.width = context, site, width
        self.page = context.new_page()
        self.wrong = []
        self.page.on("console", lambda said: said.type == "error" and self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, path):
        self.page.goto(f"{self.site}{path}")

    def press(self, label):
        harness.onward(self.page.get_by_role("button", name=label, exact=True).first)

    def follow(self, label):
        harness.onward(self.page.get_by_role("link", name=label).first)

    def sign_out(self):
        self.open("/account/logout/")
        self.press("Sign out")

    def looks(self, heading, picture):
        assert self.page.inner_text("h1") == heading
        harness.shot(self.page, f"signin-{picture}-{self.width}")
        assert harness.axe_once(self.page) == []
        assert harness.no_horizontal_scroll(self.page)
        assert self.wrong == []

    def device(self):
        """A device that makes and keeps passkeys, as a phone does."""
        talk = self.context.new_cdp_session(self.page)
        talk.send("WebAuthn.enable")
        made = talk.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return talk, made["authenticatorId"]

    def sign_in_by_code(self):
        self.open("/account/login/code/?next=/anywhere/people/")
        self.page.fill("#id_email", EMAIL)
        self.press("Send me a code")
        self.page.fill("#id_code", code_of(mail.outbox[-1]))
        self.press("Continue")


def code_of(message):
    return re.search(r"^ +(\S+)$", message.body, re.MULTILINE)[1]


@pytest.fixture
def visit(request, browser, live_server):
    context = harness.context(browser, width=request.param)
    yield Visit(context, live_server.url, request.param)
    context.close()


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("visit", [harness.PHONE], indirect=True)
def test_with_a_passkey(visit):
    talk, device = visit.device()
    visit.open("/anywhere/")
    visit.sign_in_by_code()
    visit.looks("Protect your account first", "protect")
    visit.follow("A passkey")
    visit.looks("Add a passkey", "passkey-add")
    assert not visit.page.get_by_text("No passkey was made.").is_visible()
    talk.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    visit.page.get_by_role("button", name="Make the passkey").click()
    # The browser answers in its own time.
    visit.page.get_by_text("No passkey was made.").wait_for()
    visit.looks("Add a passkey", "passkey-add-fault")
    talk.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    visit.page.fill("#id_name", "My phone")
    visit.press("Make the passkey")
    visit.looks("Your recovery codes", "codes")
    assert visit.page.locator(".oc-codes li").count() == 10
    visit.press("I have kept them: continue")
    assert visit.page.url.endswith("/anywhere/people/")
    visit.sign_out()
    visit.open("/account/login/?next=/anywhere/people/")
    visit.looks("Sign in", "login")
    assert not visit.page.get_by_text("The passkey was not used.").is_visible()
    visit.press("Use my passkey")
    assert visit.page.url.endswith("/anywhere/people/")
    visit.sign_out()
    visit.sign_in_by_code()
    visit.looks("One more step", "step")
    visit.press("Use my passkey")
    assert visit.page.url.endswith("/anywhere/people/")
    visit.follow("Ona First")
    visit.looks("Your account", "account")
    visit.open("/account/second-step/")
    visit.looks("How your account is protected", "protected")
    visit.follow("Rename or remove passkeys")
    visit.looks("Your passkeys", "passkeys")
    visit.follow("Rename My phone")
    visit.looks("Show that it is you", "again-passkey")
    visit.press("Use my passkey")
    visit.looks("Rename a passkey", "passkey-rename")
    visit.page.fill("#id_name", "My old phone")
    visit.press("Save the name")
    visit.follow("Remove My old phone")
    visit.looks("Do you want to remove this passkey?", "passkey-remove")
    visit.press("Remove it")
    visit.looks("Your passkeys", "passkeys-none")
    visit.open("/anywhere/people/")
    visit.looks("Protect your account first", "protect-again")


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("visit", [harness.DESK], indirect=True)
def test_with_an_authenticator_app(visit):
    visit.sign_in_by_code()
    visit.looks("Protect your account first", "protect")
    visit.open("/anywhere/")
    assert visit.page.get_by_text("Protect your account, and your role here begins").is_visible()
    visit.looks(visit.page.inner_text("h1"), "waiting")
    visit.follow("Protect my account")
    visit.follow("An authenticator app")
    visit.looks("Use an authenticator app", "app-add")
    visit.press("Continue")
    assert visit.page.title().startswith("Error: ")
    visit.looks("Use an authenticator app", "app-add-fault")
    secret = visit.page.locator("details .oc-code").text_content()
    visit.page.fill("#id_code", shown(secret))
    visit.press("Continue")
    visit.looks("Your recovery codes", "codes")
    codes = visit.page.locator(".oc-codes li").all_inner_texts()
    visit.press("I have kept them: continue")
    assert visit.page.url.endswith("/anywhere/")
    visit.looks(visit.page.inner_text("h1"), "desk")
    visit.sign_out()
    visit.sign_in_by_code()
    assert not visit.page.get_by_text("Use my passkey").count(), "there is none"
    visit.page.fill("#id_code", "000000")
    visit.press("Continue")
    visit.looks("One more step", "step-wrong")
    visit.page.fill("#id_code", shown(secret))
    visit.press("Continue")
    assert visit.page.url.endswith("/anywhere/people/")
    visit.open("/account/places/")
    visit.looks("Where you are signed in", "places")
    visit.open("/account/second-step/")
    visit.looks("How your account is protected", "protected-app")
    visit.press("Remove the app")
    visit.looks("Show that it is you", "again-code")
    visit.page.fill("#id_code", codes[0])
    visit.press("Continue")
    visit.looks("Do you want to remove the authenticator app?", "app-remove")
    visit.open("/account/second-step/recovery-codes/generate/")
    visit.looks("Make new recovery codes", "codes-new")
    visit.open("/account/second-step/totp/deactivate/")
    visit.press("Remove it")
    visit.open("/anywhere/people/")
    visit.looks("Protect your account first", "protect-again")


def shown(secret):
    """What the app on the phone shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("visit", [harness.DESK], indirect=True)
def test_with_an_account_of_the_council(visit, settings):
    """Its second step counts, so there is nothing to set up."""
    with running() as council:
        settings.OIDC = {**TRUSTED, "issuer": council.issuer}
        council.claims = {"email": EMAIL, "email_verified": True, "amr": ["pwd", "mfa"]}
        visit.open("/account/login/?next=/anywhere/people/")
        visit.looks("Sign in", "login-council")
        visit.page.get_by_role("button", name="Sign in with Anywhere Council").click()
        visit.page.wait_for_url("**/anywhere/people/")
        visit.open("/account/connections/")
        visit.looks("Accounts of your organisation", "connections")
        visit.sign_out()
        council.claims = {"email": "ona@elsewhere.example", "email_verified": True}
        council.lies = {"sub": "person-2"}
        visit.open("/account/login/")
        visit.page.get_by_role("button", name="Sign in with Anywhere Council").click()
        visit.page.wait_for_url("**/account/oidc/callback/**")
        visit.wrong.clear()  # the browser tells of the refusal
        visit.looks("We cannot let you in with this account", "refused")
        council.lies = {"exp": 1}
        visit.open("/account/login/")
        visit.page.get_by_role("button", name="Sign in with Anywhere Council").click()
        visit.page.wait_for_url("**/account/oidc/callback/**")
        visit.wrong.clear()
        visit.looks("Signing in with your organisation did not work", "council-fault")
