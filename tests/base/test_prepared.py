"""A question that was put into SQL once gives what Django would give."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

from opencompact.apps.organisations.actions import add
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area, LocalHoliday
from opencompact.base.areas.scoping import within
from opencompact.base.prepared import Prepared, hold

DAY = date(2026, 6, 24)
AT = datetime(2026, 6, 24, 10, tzinfo=UTC)


def days_after(*, area: UUID, day: date) -> QuerySet[LocalHoliday]:
    found = QuerySet(LocalHoliday).filter(area=area, day__gt=day).exclude(name="Never")
    return found.select_related("area")


@pytest.fixture
def holidays(area, other_area):
    for place in (area, other_area):
        with within(place):
            for number in range(3):
                day = DAY + timedelta(days=number)
                LocalHoliday.objects.create(area=place, day=day, name=f"{place.slug} {number}")


@pytest.mark.parametrize("later", [-1, 0, 1, 2])
def test_it_gives_what_the_query_gives(holidays, area, other_area, later):
    ask = Prepared[LocalHoliday](days_after, area=UUID, day=date)
    for place in (area, other_area, area):
        values = {"area": place.pk, "day": DAY + timedelta(days=later)}
        found, wanted = ask(**values), list(days_after(**values))
        assert found == wanted
        assert len(found) == 2 - later
        assert [(one.name, one.day, one.area.slug) for one in found] == [
            (one.name, one.day, one.area.slug) for one in wanted
        ]


def test_values_come_as_django_would_give_them(holidays, area):
    def build(*, area):
        return QuerySet(LocalHoliday).filter(area=area).values_list("day", "area_id")

    ask = Prepared[tuple[date, UUID]](build, area=UUID)
    assert ask(area=area.pk) == list(build(area=area.pk))
    assert ask(area=uuid4()) == []


def test_moments_and_words(db):
    def build(*, key, now):
        return QuerySet(Session).filter(session_key=key, expire_date__gt=now)

    ask = Prepared[Session](build, key=str, now=datetime)
    kept = Session.objects.create(session_key="k" * 32, session_data="", expire_date=AT)
    assert ask(key="k" * 32, now=AT - timedelta(seconds=1)) == [kept]
    assert ask(key="k" * 32, now=AT) == []
    assert ask(key="o" * 32, now=AT - timedelta(seconds=1)) == []


def test_the_second_time_it_is_asked_and_not_written(
    holidays, area, monkeypatch, django_assert_num_queries
):
    ask = Prepared[LocalHoliday](days_after, area=UUID, day=date)
    ask(area=uuid4(), day=DAY)

    def again(*_args, **_given):
        raise AssertionError("it was put into SQL once more")

    monkeypatch.setattr(SQLCompiler, "as_sql", again)
    with django_assert_num_queries(1):
        found = ask(area=area.pk, day=DAY)
        assert [one.area.slug for one in found] == [area.slug] * 2


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"day": DAY}, "needs"),
        ({"area": uuid4(), "day": DAY, "more": "x"}, "needs"),
        ({"area": None, "day": DAY}, "area is None, not of UUID"),
        ({"area": uuid4(), "day": "2026-06-24"}, "day is '2026-06-24', not of date"),
    ],
)
def test_values_that_were_not_promised(db, values, says):
    with pytest.raises(TypeError, match=says):
        Prepared[LocalHoliday](days_after, area=UUID, day=date)(**values)


def test_a_question_that_does_not_ask_by_a_value_is_refused(db):
    def build(*, slug, other):
        return QuerySet(Area).filter(slug=slug)

    ask = Prepared[Area](build, slug=str, other=str)
    with pytest.raises(TypeError, match="does not ask by"):
        ask(slug="here", other="there")


def test_what_is_held_is_what_would_be_prefetched(area, django_assert_num_queries):
    with within(area):
        both = [add(area, {"name": name}, actor=SYSTEM, at=AT) for name in ("Elm", "Oak")]
        for number, place in enumerate((both[0], both[0], both[1])):
            user = User.objects.create_user(f"{number}@example.org", name=f"Person {number}")
            Role.objects.create(
                area=area, user=user, kind=RoleKind.REPRESENTATIVE, starts=DAY, organisation=place
            )
        by_django = list(Organisation.objects.order_by("name"))
        prefetch_related_objects(by_django, Prefetch("roles", Role.objects.select_related("user")))
        by_hand = list(Organisation.objects.order_by("name"))
        hold(by_hand, "roles", list(Role.objects.select_related("user")))
        with django_assert_num_queries(0):
            for one, other in zip(by_hand, by_django, strict=True):
                assert list(one.roles.all()) == list(other.roles.all())
                assert [role.organisation for role in one.roles.all()] == [one] * len(
                    one.roles.all()
                )
        assert by_hand[0].roles.filter(kind=RoleKind.CHAIR).count() == 0
        assert by_hand[0].roles.filter(kind=RoleKind.REPRESENTATIVE).count() == 2
