"""Making links: bound to one address, one purpose and one object, replaced and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from opencompact.base.areas.scoping import CrossAreaError, within
from opencompact.base.notify import links
from opencompact.base.notify.links import Reader
from opencompact.base.notify.models import ActionLink, Message


def test_a_link_is_bound_and_only_a_hash_of_its_secret_is_kept(offer, area, at):
    offered = offer(data={"position": "chair"})
    link = offered.link
    token = offered.path.strip("/").removeprefix("act/")
    assert offered.path == f"/act/{token}/"
    assert (link.to_address, link.to_name) == ("ada@example.org", "Ada Lovelace")
    assert (link.purpose, link.object_id, link.data) == (
        "tests.greet",
        str(area.pk),
        {"position": "chair"},
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notify_actionlink")
        [row] = cursor.fetchall()
    assert token not in repr(row)
    assert token not in repr(offered)
    assert len(link.secret) == 64


def test_it_works_up_to_the_end_of_a_day(offer, at):
    link = offer().link
    # Three weeks after noon on 20 November, in winter time.
    assert link.expires_at == datetime(2026, 12, 11, 23, 59, 59, tzinfo=UTC)
    assert "up to and including 11 December 2026" in offer().terms


def test_another_for_the_same_replaces_it_and_no_other(offer, area, at):
    first, other = offer(), offer(to=Reader("Bob", "bob@example.org"))
    elsewhere = offer(purpose="tests.other")
    second = offer(at=at + timedelta(hours=1))
    with within(area):
        taken = set(ActionLink.objects.exclude(revoked_at=None).values_list("pk", flat=True))
    assert taken == {first.link.pk}
    assert len({one.path for one in (first, second, other, elsewhere)}) == 4


def test_all_of_an_object_are_taken_back_but_what_was_used_stays_used(offer, area, at):
    used = offer(to=Reader("Bob", "bob@example.org")).link
    with within(area):
        ActionLink.objects.filter(pk=used.pk).update(used_at=at)
        offer()
        offer(purpose="tests.other")
        assert links.revoke(area, purpose="tests.other", at=at) == 1
        assert links.revoke(area, at=at) == 1
        assert links.revoke(area, at=at) == 0
        used.refresh_from_db()
    assert used.revoked_at is None


def test_a_link_of_another_area_is_neither_made_nor_taken_back(offer, area, other_area, at):
    foreign = offer(area=other_area, obj=other_area).link
    with within(area):
        assert links.revoke(other_area, at=at) == 0
        with pytest.raises(CrossAreaError):
            links.offer(
                area=other_area,
                purpose="tests.greet",
                to=Reader("Ada", "ada@example.org"),
                obj=area,
                says="greet",
                at=at,
            )
    with within(other_area):
        foreign.refresh_from_db()
        assert foreign.revoked_at is None


def test_the_database_refuses_a_link_both_used_and_taken_back(offer, area, at):
    link = offer().link
    with within(area), pytest.raises(IntegrityError), transaction.atomic():
        ActionLink.objects.filter(pk=link.pk).update(used_at=at, revoked_at=at)


def test_the_mail_says_what_the_link_does_until_when_and_for_whom(offer, area):
    offered = offer()
    with within(area):
        links.send(offered, key="tests.greet", subject="Please greet", body="Dear Ada.")
    message = Message.objects.get()
    assert message.to_address == "ada@example.org"
    for words in (
        "With this link you can greet the area.",
        "asks you before anything happens",
        "works once, up to and including 11 December 2026",
        "made for ada@example.org",
        f"https://compact.example.org{offered.path}",
    ):
        assert words in message.body
    assert message.body.endswith("because ada@example.org was named for it.\n")


def test_a_name_cannot_add_lines_to_the_mail(offer):
    link = offer(to=Reader("Ada\r\nBcc: x@example.org", "ada@example.org"), says="greet\n\nhim")
    assert link.link.to_name == "Ada Bcc: x@example.org"
    assert link.link.says == "greet him"


def test_mail_with_a_link_that_was_taken_back_stays_at_home(offer, area, at):
    waiting, gone = offer(), offer(to=Reader("Bob", "bob@example.org"))
    with within(area):
        for offered in (waiting, gone):
            links.send(offered, key="tests.greet", subject="Please greet", body="Hello.")
        Message.objects.filter(to_address="bob@example.org").update(sent_at=at)
        links.revoke(area, at=at)
    called_back = Message.objects.filter(cancelled_at=at)
    assert [message.to_address for message in called_back] == ["ada@example.org"]
