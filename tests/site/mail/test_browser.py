"""The pages about mail in a real Chromium: on a phone without scripts, and on a wide screen."""

import pytest

from opencompact.base.areas.scoping import within
from opencompact.base.notify.choosing import stop_page
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver
from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "/anywhere/mail/texts/disputes.step/"


def check(page, name: str) -> None:
    harness.shot(page, f"mail/{name}")
    assert harness.axe_once(page) == [], name
    assert harness.no_horizontal_scroll(page), name


@pytest.mark.parametrize(
    ("width", "scripts"), [(harness.PHONE, False), (harness.DESK, True)], ids=["phone", "desk"]
)
def test_an_officer_keeps_the_mail_and_somebody_stops_it(  # noqa: PLR0917 - two people
    browser, live_server, olga, area, user, write, at, width, scripts
):
    write("one", topic="roles", subject="You have a role in the Anywhere Compact")
    write("two", topic="roles", kind="disputes.seat", facts=_seat(), about=str(area.pk))
    write("three", to=[("Olga Officer", "olga@example.org")])
    deliver(at)
    failed = {"failed_at": at, "tries": 48, "last_error": "SMTPRecipientsRefused: 550 unknown"}
    Message.objects.exclude(key="three").update(sent_at=None, cancelled_at=None, **failed)
    context = harness.context(browser, width=width, javascript=scripts)
    session = olga.cookies[_cookie()].value
    context.add_cookies([{"name": _cookie(), "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/anywhere/")
    harness.onward(page.get_by_role("link", name="Your mail"))
    check(page, f"own-{width}")
    page.goto(f"{live_server.url}/anywhere/mail/outbox/")
    check(page, f"outbox-{width}")
    harness.onward(page.get_by_role("link", name="Waiting"))
    check(page, f"waiting-{width}")
    harness.onward(page.get_by_role("link", name="Change the words of the mail"))
    check(page, f"texts-{width}")
    harness.onward(page.get_by_role("link", name="A step in a case"))
    check(page, f"text-{width}")
    page.get_by_label("Text", exact=True).fill("{{ what }} {{ surname }}")
    harness.onward(page.get_by_role("button", name="Preview"))
    assert page.get_by_text("There is no {{ surname }} in this mail").first.is_visible()
    check(page, f"text-error-{width}")
    page.get_by_label("Text", exact=True).fill("{{ what }}")
    harness.onward(page.get_by_role("button", name="Save"))
    page.goto(f"{live_server.url}{WORDS}usual/")
    check(page, f"usual-{width}")
    context.clear_cookies()
    with within(area):
        address = stop_page(area, user, ["register", "news"])
    page.goto(live_server.url + address.removeprefix("http://127.0.0.1:8000"))
    check(page, f"stop-{width}")
    harness.onward(page.get_by_role("button", name="Stop this mail"))
    assert page.get_by_role("heading", name="You will get no more of this mail").is_visible()
    check(page, f"stopped-{width}")
    context.close()


def _seat() -> dict[str, str]:
    return {"number": "2026-004", "seat": "mediator", "day": "9 March 2026"}


def _cookie() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME
