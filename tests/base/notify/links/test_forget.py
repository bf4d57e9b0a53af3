"""What the clock forgets: secrets in mail that has left, and links long out of date."""

from datetime import timedelta

import pytest

from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.notify import links
from opencompact.base.notify.links import Reader
from opencompact.base.notify.links.tasks import Forgotten, forget
from opencompact.base.notify.models import ActionLink, Message


@pytest.fixture
def token(offer, area) -> str:
    """The secret of a link whose mail waits in the outbox."""
    offered = offer()
    with within(area):
        links.send(offered, key="tests.greet", subject="Please greet", body="Dear Ada.")
    return offered.path.split("/")[2]


def body() -> str:
    return Message.objects.get().body


def test_the_secret_stays_while_the_mail_waits_and_goes_when_it_has_left(token, at):
    assert forget(at) == Forgotten(messages=0, links=0)
    assert token in body()
    Message.objects.update(sent_at=at)
    assert forget(at) == Forgotten(messages=1, links=0)
    assert token not in body()
    assert "https://compact.example.org/act/…" in body()
    assert body().startswith("Dear Ada.")
    assert forget(at) == Forgotten(messages=0, links=0)


@pytest.mark.parametrize(("days", "kept"), [(1, True), (20, True), (22, False)])
def test_mail_that_failed_keeps_it_while_it_could_work(token, at, days, kept):
    Message.objects.update(failed_at=at)
    forget(at + timedelta(days=days))
    assert (token in body()) is kept


def test_links_long_out_of_date_are_removed(offer, at):
    old = offer().link
    young = offer(to=Reader("Bob", "bob@example.org"), at=at + timedelta(days=200)).link
    assert forget(at + timedelta(days=190)) == Forgotten(messages=0, links=0)
    assert forget(at + timedelta(days=210)) == Forgotten(messages=0, links=1)
    with unscoped():
        assert list(ActionLink.objects.values_list("pk", flat=True)) == [young.pk]
    assert old.pk != young.pk


def test_the_clock_does_it_after_the_mail_has_left(settings):
    jobs = settings.TICK_JOBS
    assert jobs.index("opencompact.base.notify.links.tasks.forget") > jobs.index(
        "opencompact.base.notify.tasks.deliver"
    )
