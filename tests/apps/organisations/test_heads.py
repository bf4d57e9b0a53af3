"""The head of the history goes to the chairs once a day, and the command takes it back."""

from datetime import date, timedelta

import pytest
from django.core import mail

from opencompact.apps.organisations import tasks
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within
from opencompact.base.audit import heads
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver


@pytest.fixture
def chair(area, user):
    with within(area):
        return Role.objects.create(
            area=area, user=user, kind=RoleKind.CHAIR, starts=date(2026, 1, 1)
        )


def test_send_heads_writes_to_each_chair_once_a_day(area, other_area, chair, at):
    for later in (timedelta(), timedelta(minutes=5), timedelta(hours=3), timedelta(days=1)):
        tasks.send_heads(at + later)
    sent = Message.objects.order_by("created_at")
    assert [(one.to_address, one.key) for one in sent] == [
        ("ada@example.org", "audit.head:2026-11-20"),
        ("ada@example.org", "audit.head:2026-11-21"),
    ]


def test_the_mail_as_it_arrives_is_what_the_command_takes(area, chair, at, tmp_path):
    tasks.send_heads(at)
    deliver(at)
    saved = tmp_path / "kept.eml"
    saved.write_bytes(mail.outbox[0].message().as_bytes())
    assert heads.faults(heads.read(saved.read_bytes())) == ()


def test_a_chair_whose_time_is_over_gets_none(area, chair, at):
    with within(area):
        chair.ends = at.date()
        chair.save()
    assert tasks.send_heads(at) == 0
    assert not Message.objects.exists()
