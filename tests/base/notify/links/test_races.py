"""Two at the same moment: exactly one uses a link, and nobody waits for ever."""

import pytest
from django.db import transaction
from django.test import Client

from opencompact.base import audit
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from tests.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]


def test_of_many_tabs_exactly_one_wins_and_the_others_hear_that_it_is_done(offer, area):
    path = offer().path
    found = together(*[lambda: Client().post(path)] * 4)
    assert sorted(answer.status_code for answer in found) == [200, 404, 404, 404]
    late = [answer.content.decode() for answer in found if answer.status_code == 404]
    assert all("This has been done" in page for page in late)
    assert Area.objects.get(pk=area.pk).tagline == "greeted "
    with within(area):
        assert ActionLink.objects.filter(used_at__isnull=False).count() == 1
    assert audit.verify().faults == ()


def test_using_and_taking_back_at_once_is_one_of_the_two(offer, area, at):
    path = offer().path

    def take_back() -> int:
        with within(area), transaction.atomic():
            return links.revoke(area, at=at)

    answer, taken = together(lambda: Client().post(path).status_code, take_back)
    with within(area):
        link = ActionLink.objects.get()
    assert (link.used_at is None) != (link.revoked_at is None)
    assert (answer, taken) == ((200, 0) if link.used_at else (404, 1))
