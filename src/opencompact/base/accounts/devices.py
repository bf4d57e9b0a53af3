"""What a browser calls itself, in words: "Firefox on Windows"."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

# The first that is found wins: most browsers also carry the names of those below them.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", gettext_noop("an iPhone")),
    ("iPad", gettext_noop("an iPad")),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", gettext_noop("a Chromebook")),
    ("Mac OS X", gettext_noop("a Mac")),
    ("Linux", "Linux"),
)


def named(user_agent: str) -> str:
    """The browser and the kind of machine, as far as it can be told."""
    browser = _first(BROWSERS, user_agent) or gettext("A browser")
    system = _first(SYSTEMS, user_agent)
    if not system:
        return browser
    return gettext("{browser} on {system}").format(browser=browser, system=gettext(system))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in known if mark in text), "")
