"""The mail of the demo: what some people chose, digests of the last days, and one that failed."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db.models import F

from opencompact.apps.organisations.actions.kinds import KINDS, SIGNED
from opencompact.base.areas.models import Area
from opencompact.base.notify.choosing import choose
from opencompact.base.notify.digests import gather
from opencompact.base.notify.kinds import Words
from opencompact.base.notify.models import Message
from opencompact.base.notify.rewording import reword
from opencompact.base.notify.sorting import arrange
from opencompact.base.notify.topics import Rhythm

from .cast import DOMAIN
from .scene import OFFICER, Happening, Scene

DAY: Final = timedelta(1)
# So many days of mail leave as they would in service; what is older counts as sent long ago.
LATELY: Final = 30
CHOSEN: Final = {
    OFFICER: {"register": Rhythm.WEEKLY, "news": Rhythm.DAILY},
    "chair": {"register": Rhythm.DAILY, "reminders": Rhythm.DAILY},
    "carers": {"register": Rhythm.NEVER},
}
WORDS: Final = Words(
    subject="{{ organisation }} has joined the {{ place }}",
    says="{{ person }}, {{ position }}, signed the {{ agreement }} for {{ organisation }} on"
    " {{ day }}. A warm welcome.\n\nThe signature is public. An organisation can withdraw at any"
    " time by writing to the chair.",
)
REFUSED: Final = "SMTPRecipientsRefused: 550 5.1.1 There is no mailbox of this name"


def happenings(scene: Scene) -> list[Happening]:
    """Some people choose how often they get mail, and the officer writes the area's own words."""
    choices = [
        Happening(scene.days_ago(60, minutes), partial(_choose, scene, key))
        for minutes, key in enumerate(CHOSEN)
    ]
    return [*choices, Happening(scene.days_ago(58), partial(_reword, scene))]


def _choose(scene: Scene, key: str, at: datetime) -> None:
    choose(scene.area, scene.users[key], CHOSEN[key], actor=scene.actor(key), at=at)


def _reword(scene: Scene, at: datetime) -> None:
    kind = next(kind for kind in KINDS if kind.key == SIGNED)
    reword(scene.area, kind, WORDS, version=0, actor=scene.officer, at=at)


def deliver(area: Area, at: datetime) -> None:
    """Mail of the past has left by now, so that the demo does not begin with a flood of it."""
    mine = Message.objects.filter(area=area, sent_at=None)
    mine.filter(created_at__lt=at - LATELY * DAY).update(sent_at=F("created_at"))
    for days in range(LATELY, 0, -1):
        _one_day(area, at - days * DAY)
    _refuse_one(area, at)


def _one_day(area: Area, at: datetime) -> None:
    """What a day brings leaves on that day, its digests in the morning."""
    gather(at)
    arrange(at)
    ready = Message.objects.filter(
        area=area, sent_at=None, cancelled_at=None, digest=None, rhythm=Rhythm.AT_ONCE
    )
    ready.filter(next_try_at__lte=at).update(sent_at=F("next_try_at"), tries=1)


def _refuse_one(area: Area, at: datetime) -> None:
    """One address has changed: the officer can see it, and let the message go again."""
    address = f"former.trustee@{DOMAIN}"
    example = Message.objects.filter(area=area, kind=SIGNED).order_by("-created_at").first()
    if example is not None:
        Message.objects.create(
            area=area,
            key=example.key,
            kind=SIGNED,
            topic=example.topic,
            to_address=address,
            to_name="Hana Lindqvist",
            subject=example.subject,
            says=example.says,
            link=example.link,
            why=example.why,
            message_id=f"<former-trustee@{DOMAIN}>",
            created_at=at - DAY,
            next_try_at=at - DAY,
            rhythm=Rhythm.AT_ONCE,
            sorted_at=at - DAY,
            tries=48,
            failed_at=at - DAY / 2,
            last_error=REFUSED,
        )
