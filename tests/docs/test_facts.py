"""Figures and lists that the documentation states in its sentences are those of the code."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from opencompact.apps.organisations.actions.importing import fetching
from opencompact.base.areas.wording import WORDING
from opencompact.base.notify.tasks import PAUSE, TRIES
from opencompact.core.pack.check import FIXED
from opencompact.formats.nations import FIRST_YEAR, LAST_YEAR
from opencompact.formats.packs import load
from opencompact.formats.papers import LARGEST, MEGABYTE
from opencompact.site import settings as service
from tests.docs.pages import ROOT, tables, words

WORDS = {3: "three", 5: "five", 9: "nine", 10: "ten", 20: "twenty"}
LEICESTER = load(ROOT / "packs/leicester-2008")


def password_length() -> int:
    lengths = [
        one.get("OPTIONS", {}).get("min_length") for one in settings.AUTH_PASSWORD_VALIDATORS
    ]
    return next(filter(None, lengths))


def failures() -> str:
    """The limit of failed sign-ins from one address, in words."""
    found = re.match(r"(\d+)/(\d+)m/ip", settings.ACCOUNT_RATE_LIMITS["login_failed"])
    assert found
    return (
        f"After {WORDS[int(found[1])]} failures from one address in {WORDS[int(found[2])]} minutes"
    )


def stated() -> list[tuple[str, str]]:
    """The page and what it has to say."""
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    clocks = WORDS[len(LEICESTER.procedure.clocks)]
    fetched = fetching.LIMITS.size // MEGABYTE
    attempts = settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS
    return [
        ("commands.md", f"Bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}"),
        ("packs.md", f"{clocks} time limits"),
        (
            "decisions/0008-how-leicester-is-read.md",
            f"{clocks} time",
        ),
        ("decisions/0007-rows-and-a-tick.md", f"every five minutes, {TRIES} times"),
        ("security.md", f"at least {WORDS[password_length()]} characters"),
        ("security.md", f"holds for {WORDS[minutes]} minutes and {WORDS[attempts]} attempts"),
        ("security.md", failures()),
        ("security.md", f"smaller than {LARGEST // MEGABYTE} MB"),
        ("security.md", f"{WORDS[fetching.LIMITS.whole]} seconds and {fetched} MB in all"),
        ("security.md", f"{WORDS[fetching.MOST]} in an hour"),
        ("tables.md", f"{fetched} MB and {WORDS[fetching.LIMITS.whole]} seconds"),
        ("tables.md", f"may ask {WORDS[fetching.MOST]} times an hour"),
    ]


@pytest.mark.parametrize(("page", "sentence"), stated())
def test_the_page_says_so(page, sentence):
    text = " ".join((ROOT / "docs" / page).read_text(encoding="utf-8").split())
    assert sentence in text, f"docs/{page}: it should say “{sentence}”."


def test_a_message_is_tried_again_every_five_minutes():
    assert timedelta(minutes=5) == PAUSE


def test_the_words_of_an_area_are_listed():
    rows = tables(ROOT / "docs/packs.md")["Words"]
    told = {words(row["Word"]): row["Used where the area sets none"] for row in rows}
    assert told == WORDING, "docs/packs.md, Words: list the words of base/areas/wording.py."


def test_words_that_cannot_be_keys_are_listed():
    rows = tables(ROOT / "docs/packs.md")["Commitment"]
    meaning = next(row["Meaning"] for row in rows if words(row["Field"]) == "key")
    missing = sorted(word for word in FIXED if f"`{word}`" not in meaning)
    assert not missing, f"docs/packs.md, Commitment, key: name {', '.join(missing)} too."


def test_the_roles_that_need_a_second_step_are_named():
    text = " ".join((ROOT / "docs/security.md").read_text(encoding="utf-8").split())
    named = text.split("**A second step.**")[1].split(" an e-mail address is not enough")[0]
    said = re.findall(r"an? ([a-z]+(?: officer)?)", named)
    assert tuple(one.replace(" ", "-") for one in said) == service.STRONG_ROLES


def test_how_long_a_strong_session_lasts():
    assert timedelta(hours=12).total_seconds() == service.STRONG_SESSION_AGE, "half a day"
    assert timedelta(hours=1).total_seconds() == service.STRONG_SESSION_IDLE, "an hour"
