"""Mail about notices: to the people of either side, with the words only they may read."""

from datetime import date, datetime

from opencompact.apps.funding.actions.notices import kinds
from opencompact.apps.funding.models import Notice, NoticeAnswer
from opencompact.apps.funding.queries.notices import funders_people, recipients
from opencompact.base import notify
from opencompact.base.ui.dates import day


def tell_recipient(notice: Notice, on: date, at: datetime) -> None:
    """Tell those who answer or speak for the recipient, each once."""
    _send(notice, kinds.GIVEN, recipients(notice, on), at)


def tell_of_withdrawal(notice: Notice, on: date, at: datetime) -> None:
    """Tell the same people that it does not hold any more."""
    _send(notice, kinds.WITHDRAWN, recipients(notice, on), at)


def tell_other_side(notice: Notice, answer: NoticeAnswer, on: date, at: datetime) -> None:
    """Tell the side that did not speak."""
    agreement = notice.agreement
    if answer.by_id == agreement.funder_id:
        to = recipients(notice, on)
    else:
        to = funders_people(notice.area, agreement.funder, on)
    _send(notice, kinds.ANSWERED, to, at, what=str(answer.pk))


def _send(
    notice: Notice, kind: str, to: list[tuple[str, str]], at: datetime, what: str = ""
) -> None:
    agreement = notice.agreement
    notify.queue(
        area=notice.area,
        key=f"{kind}:{notice.pk}:{what}",
        to=to,
        kind=kind,
        facts=lambda: {
            "title": agreement.title,
            "funder": agreement.funder.name,
            "day": day(notice.ends) if notice.ends else "",
        },
        about=str(notice.pk),
        link=notice.get_absolute_url(),
        at=at,
    )
