"""A person at a browser: opens pages, clicks, types, and has every page looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page

from opencompact.base.accounts.models import User
from tests import strong
from tests.browser import harness
from tests.browser.watching import Watch


@dataclass
class Player:
    """Somebody with a browser of their own; `site` is where the pages begin, `area` the slug.

    `kept_from` are words that no page may ever show this person, `since` the day they signed in.
    """

    name: str
    context: BrowserContext
    site: str
    area: str
    watch: Watch
    page: Page
    since: date = date.min
    kept_from: tuple[str, ...] = ()

    def sign_in(self, user: User) -> None:
        """Come with a fresh session, as after signing in."""
        self.since = timezone.localdate()
        client = Client()
        client.force_login(user)
        strong.begin(client)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site}
        self.context.add_cookies([cookie])  # type: ignore[list-item]  # the three that it needs

    def open(self, path: str, picture: str = "", status: int = 200) -> None:
        """Go to a page of the area (or of the site, with a leading slash) and look at it."""
        address = path if path.startswith("/") else f"/{self.area}/{path}"
        response = self.page.goto(f"{self.site}{address}")
        assert response
        assert response.status == status, f"{address} answered {response.status}"
        self.look(picture or path.strip("/").replace("/", "-") or "home")

    def look(self, picture: str) -> None:
        """Have the page looked at; nothing on it may be what this person is kept from."""
        self.watch.look(self.page, f"{picture}-{self.name}")
        if self.kept_from:
            text = self.page.content()
            assert not [word for word in self.kept_from if word in text], self.page.url

    def follow(self, label: str, picture: str) -> None:
        """Click a link by its words."""
        harness.onward(self.page.get_by_role("link", name=label, exact=True).first)
        self.look(picture)

    def press(self, label: str, picture: str) -> None:
        """Press a button, or a link that looks like one."""
        harness.onward(self.page.get_by_role("button", name=label, exact=True).first)
        self.look(picture)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Type answers into the fields with these labels."""
        for label, text in answers.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def type_date(self, name: str, day: date) -> None:
        """Fill the three boxes of a date."""
        for place, number in enumerate((day.day, day.month, day.year)):
            self.page.locator(f"#id_{name}_{place}").fill(str(number))

    def give(self, label: str, *files: Path) -> None:
        self.page.get_by_label(label).set_input_files([str(one) for one in files])

    def reads(self, *texts: str) -> None:
        """The page says all of this, in words that can be seen."""
        said = " ".join(self.page.locator("body").inner_text().split())
        missing = [text for text in texts if text not in said]
        assert not missing, f"{self.page.url} does not say {missing}; it says: {said}"

    def get(self, path: str) -> tuple[int, str]:
        """Fetch an address with this person's session, without showing it."""
        address = path if path.startswith("/") else f"/{self.area}/{path}"
        response = self.context.request.get(f"{self.site}{address}", max_redirects=0)
        return response.status, response.body().decode("utf-8", "replace")

    def unfold(self, words: str) -> None:
        """Open what is folded where these words lie inside."""
        for folded in self.page.locator("main details:not([open])", has_text=words).all():
            folded.locator("summary").first.click()

    def standing(self) -> Locator:
        """The box at the top of a case: how it stands, whose turn it is, by when."""
        return self.page.locator(".oc-standing")
