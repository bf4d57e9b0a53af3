"""Signing in, in our layout: every page in a real browser, with axe, on a phone and a desk."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from opencompact.base.accounts.models import User
from tests.browser import harness

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("gallery"),
]


@pytest.fixture(params=harness.WIDTHS)
def page(request, browser, live_server):
    cache.clear()  # where failed attempts are counted
    context = harness.context(browser, width=request.param)
    made = context.new_page()
    made.base = f"{live_server.url}/account"
    made.mark = request.param
    yield made
    context.close()


@pytest.fixture
def someone():
    made = User.objects.create_user("ada@example.org", "correct horse battery", name="Ada Lovelace")
    address = {"verified": True, "primary": True}
    made.emailaddress_set.update_or_create(email=made.email, defaults=address)
    return made


def reads_well(page, name):
    harness.shot(page, f"account-{name}-{page.mark}")
    assert harness.axe_once(page) == []
    assert harness.no_horizontal_scroll(page)


def sign_in(page):
    page.goto(f"{page.base}/login/")
    page.fill("#id_login", "ada@example.org")
    page.fill("#id_password", "correct horse battery")
    harness.onward(page.locator("button:text-is('Sign in')"))


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("login/", "Sign in"),
        ("login/code/", "Sign in with a code"),
        ("signup/", "Make an account"),
        ("password/reset/", "Set a new password"),
        ("password/reset/done/", "Look at your email"),
        ("password/reset/key/1-x/", "This link does not work any more"),
        ("password/reset/key/done/", "Your password is changed"),
        ("confirm-email/", "Look at your email"),
        ("confirm-email/x/", "This link does not work any more"),
        ("inactive/", "This account is closed"),
    ],
)
def test_open_pages(page, path, heading):
    page.goto(f"{page.base}/{path}")
    assert page.inner_text("h1") == heading
    reads_well(page, re.sub(r"\W+", "-", path).strip("-"))


@pytest.mark.parametrize(
    ("path", "button", "message"),
    [
        ("login/", "Sign in", "Enter your email address"),
        ("login/code/", "Send me a code", "Enter your email address"),
        ("signup/", "Make my account", "Enter your full name"),
        ("password/reset/", "Send me the link", "Enter your email address"),
    ],
)
def test_faults_are_said_in_our_words(page, path, button, message):
    page.goto(f"{page.base}/{path}")
    harness.onward(page.locator(f"button:text-is('{button}')"))
    assert message in page.inner_text(".govuk-error-summary")
    assert page.title().startswith("Error: ")
    reads_well(page, f"fault-{path.replace('/', '-')}")


@pytest.mark.usefixtures("someone")
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("email/", "Your email addresses"),
        ("password/change/", "Change your password"),
        ("reauthenticate/", "Show that it is you"),
        ("logout/", "Do you want to sign out?"),
    ],
)
def test_pages_for_somebody_signed_in(page, path, heading):
    sign_in(page)
    page.goto(f"{page.base}/{path}")
    assert page.inner_text("h1") == heading
    reads_well(page, path.replace("/", "-"))


@pytest.mark.usefixtures("someone")
def test_a_code_by_email(page):
    page.goto(f"{page.base}/login/code/")
    page.fill("#id_email", "ada@example.org")
    harness.onward(page.locator("button:text-is('Send me a code')"))
    assert page.inner_text("h1") == "Enter the code"
    reads_well(page, "code")
    page.fill("#id_code", "WRONG1")
    harness.onward(page.locator("button:text-is('Continue')"))
    reads_well(page, "code-wrong")
    code = re.search(r"^ +(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert mail.outbox[-1].subject == "Your code to sign in"
    page.fill("#id_code", code[1])
    harness.onward(page.locator("button:text-is('Continue')"))
    page.goto(f"{page.base}/email/")
    assert page.inner_text("h1") == "Your email addresses"


@pytest.mark.usefixtures("someone")
def test_a_new_password_by_email(page):
    page.goto(f"{page.base}/password/reset/")
    page.fill("#id_email", "ada@example.org")
    harness.onward(page.locator("button:text-is('Send me the link')"))
    link = re.search(r"http\S+", mail.outbox[-1].body)
    page.goto(link[0])
    assert page.inner_text("h1") == "Set a new password"
    reads_well(page, "password-new")


def test_the_mail_to_a_new_person(page):
    page.goto(f"{page.base}/signup/")
    page.fill("#id_name", "Grace Obi")
    page.fill("#id_email", "grace@example.org")
    for box in ("#id_password1", "#id_password2"):
        page.fill(box, "seven quiet rivers")
    harness.onward(page.locator("button:text-is('Make my account')"))
    assert page.inner_text("h1") == "Look at your email"
    link = re.search(r"http\S+", mail.outbox[-1].body)
    page.goto(link[0])
    reads_well(page, "email-confirm")
    harness.onward(page.locator("button:text-is('Yes, it is mine')"))
    assert "grace@example.org is confirmed." in page.inner_text("main")
