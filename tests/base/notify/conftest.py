"""A mail server and a kind of mail for the tests of the outbox."""

import pytest

from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from tests.base.notify.sink import sink

# How things stand for the check of the kind below; a test changes it.
STANDS = {"now": Standing.ASKED}


def check(_message, _at):
    return STANDS["now"]


ASK = Kind(
    key="tests.ask",
    name="Somebody is asked",
    says="To whoever is asked.",
    topic="reminders",
    words=Words(
        "{{ who }} asks", "{{ who }} asks for {{ what }}.\n\n{{ more }}", "Answer {{ who }}."
    ),
    own_gaps=(
        Gap("who", "Who asks", "Ada Patel", kept=True),
        Gap("what", "What for", "an answer"),
        Gap("more", "What else; may be empty", ""),
    ),
    check=check,
)
KINDS = (ASK,)


@pytest.fixture
def inbox(settings):
    """A mail server on this machine, on a port that was free."""
    with sink(settings) as found:
        yield found


@pytest.fixture
def stands(settings):
    """A kind of mail whose check says what the test puts here."""
    settings.MAIL_KINDS = ["tests.base.notify.conftest.KINDS"]
    STANDS["now"] = Standing.ASKED
    return STANDS
