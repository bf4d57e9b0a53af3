"""What mail can be about: a short closed list, with how often each comes by itself."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_noop

from opencompact.core.record import record


class Rhythm(StrEnum):
    """How often somebody gets what there is to tell of a topic."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


RHYTHM_LABELS: Final = {
    Rhythm.AT_ONCE: gettext_noop("At once, each in a mail of its own"),
    Rhythm.DAILY: gettext_noop("Once a day, together in one mail"),
    Rhythm.WEEKLY: gettext_noop("Once a week, together in one mail"),
    Rhythm.NEVER: gettext_noop("Never"),
}
DIGESTED: Final = frozenset({Rhythm.DAILY, Rhythm.WEEKLY})
EVERY: Final = tuple(Rhythm)


@record
class Topic:
    """One topic; its `name` and what it `says` are in the language of the page. `rhythms` are what
    a person may choose, `usual` what comes unless they do.
    """

    key: str
    title: str
    about: str
    usual: Rhythm
    rhythms: tuple[Rhythm, ...]

    @property
    def name(self) -> str:
        return gettext(self.title)

    @property
    def says(self) -> str:
        return gettext(self.about)

    @property
    def may_stop(self) -> bool:
        """Say whether it may be switched off; mail that people need goes on."""
        return Rhythm.NEVER in self.rhythms


TOPICS: Final = (
    Topic(
        "cases",
        gettext_noop("Cases you have a part in"),
        gettext_noop(
            "Each step, and whose turn it is. This mail is needed, so it cannot be switched off."
        ),
        Rhythm.AT_ONCE,
        (Rhythm.AT_ONCE, Rhythm.DAILY),
    ),
    Topic(
        "roles",
        gettext_noop("Roles and seats"),
        gettext_noop(
            "A role or a seat you are given, and people who ask you for one. This mail is needed,"
            " so it cannot be switched off."
        ),
        Rhythm.AT_ONCE,
        (Rhythm.AT_ONCE,),
    ),
    Topic(
        "reminders",
        gettext_noop("Reminders"),
        gettext_noop(
            "A date by which something is awaited from you comes near. It comes at once when the"
            " date is near, whatever you choose, unless you choose never."
        ),
        Rhythm.AT_ONCE,
        EVERY,
    ),
    Topic(
        "register",
        gettext_noop("Who signs and who withdraws"),
        gettext_noop("Signatures and withdrawals of organisations that you have to do with."),
        Rhythm.DAILY,
        EVERY,
    ),
    Topic(
        "news",
        gettext_noop("News"),
        gettext_noop("Published findings, and other things that are new for everybody."),
        Rhythm.WEEKLY,
        EVERY,
    ),
)
BY_KEY: Final = {topic.key: topic for topic in TOPICS}
# What a message is about when its sender does not say: something that people need.
NEEDED: Final = "roles"


def topic(key: str) -> Topic:
    """The topic with this key; ValueError for one that is not on the list."""
    if key not in BY_KEY:
        raise ValueError(f"There is no topic {key!r}. Use one of {', '.join(BY_KEY)}.")
    return BY_KEY[key]
