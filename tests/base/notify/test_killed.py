"""kill -9 between the moment the mail server has a message and the moment we write that down.

The sender is a process of its own; it is killed by the mail server that it talks to, before that
answers. Each message has to arrive, and a second one has to bear the same Message-ID.
"""

import asyncio
import multiprocessing
import os
import random
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections

from opencompact.base import notify
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver
from tests import figures
from tests.base.notify.sink import Inbox, sink

QUICK, NIGHTLY = 2, 50
PEOPLE = 12
CHANCE = random.SystemRandom()
FORKING = multiprocessing.get_context("fork")


class Killer(Inbox):
    """Takes a message, then kills the sender `after` so many: before or just after it answers."""

    def __init__(self):
        super().__init__()
        self.after, self.victim, self.late = 0, 0, 0.0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is theirs
        answer = await super().handle_DATA(server, session, envelope)
        self.after -= 1
        if self.after == 0 and self.late:
            asyncio.get_running_loop().call_later(self.late, self.kill)
        elif self.after == 0:
            self.kill()
        return answer

    def kill(self):
        os.kill(self.victim, signal.SIGKILL)


def work(known, at) -> None:
    known.wait()
    deliver(at)


def start(killer, at) -> multiprocessing.Process:
    """A sender with a connection of its own to the database; it begins once its killer knows it."""
    connections.close_all()
    known = FORKING.Event()
    sender = FORKING.Process(target=work, args=(known, at), daemon=True)
    sender.start()
    killer.victim = sender.pid
    known.set()
    return sender


def play(settings, area, at, kills: int, late: float) -> dict[str, int]:
    """Send until nothing waits, killing the sender `kills` times on the way."""
    killer, killed, rounds = Killer(), 0, 0
    with sink(settings, killer):
        while killed < kills or Message.objects.filter(sent_at=None).exists():
            rounds += 1
            now = at + rounds * timedelta(1)
            if killed < kills and not Message.objects.filter(sent_at=None).exists():
                people = [(f"P{n}", f"p{n:02}@example.org") for n in range(PEOPLE)]
                key = f"organisations.appoint:{rounds}"
                notify.queue(area=area, key=key, to=people, subject="A", body="B", at=at)
            killer.after = CHANCE.randrange(1, PEOPLE // 3) if killed < kills else -1
            killer.late = CHANCE.uniform(0, late)
            sender = start(killer, now)
            sender.join(60)
            assert sender.exitcode in {0, -signal.SIGKILL}
            killed += sender.exitcode == -signal.SIGKILL
    arrived = Counter(letter["Message-ID"] for letter in killer.letters)
    rows = {row.message_id: row for row in Message.objects.all()}
    assert set(arrived) == set(rows)
    for message_id, times in arrived.items():
        assert times <= rows[message_id].tries
    doubled = sum(times - 1 for times in arrived.values())
    assert doubled <= killed
    facts = {"messages": len(rows), "killed": killed, "doubled": doubled, "lost": 0}
    figures.note("kill -9 while mail leaves", str(kills), **facts)
    return facts


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_loses_nothing_and_doubles_at_most_one(settings, area, at):
    settings.MAIL_CAP = 1000
    facts = play(settings, area, at, QUICK, late=0)
    # Killed before it could write anything down: the message in its hands comes once more.
    assert facts["doubled"] == facts["killed"] == QUICK


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_very_often(settings, area, at):
    settings.MAIL_CAP = 100_000
    play(settings, area, at, NIGHTLY, late=0.01)
