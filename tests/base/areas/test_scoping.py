"""Outside an area nothing can be read or written; inside one, nothing of another."""

from datetime import date
from inspect import iscoroutinefunction

import pytest
from django import forms
from django.db import models
from django_scopes import ScopeError

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.base.areas import scoping
from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.scoping import CrossAreaError, UnscopedQuerySet, unscoped, within

DAY = date(2026, 6, 24)
# Every public way into a query set, save those that only pass it on.
METHODS = sorted(
    name
    for name, method in vars(models.QuerySet).items()
    if callable(method) and name[0] != "_" and name not in UnscopedQuerySet.KEPT
)


def holiday(area, day=DAY, name="Fair day"):
    return LocalHoliday(area=area, day=day, name=name)


@pytest.fixture
def both(area, other_area):
    """A holiday in each of two areas."""
    rows = [holiday(area), holiday(other_area, name="Market day")]
    for row in rows:
        with within(row.area):
            row.save()
    return rows


@pytest.mark.parametrize("method", METHODS)
def test_every_method_raises_outside_an_area(db, method):
    with pytest.raises(ScopeError, match="within"):
        getattr(LocalHoliday.objects.all(), method)()


@pytest.mark.parametrize("use", [list, len, bool, lambda rows: rows[0]])
def test_looking_at_rows_raises_outside_an_area(db, use):
    with pytest.raises(ScopeError):
        use(LocalHoliday.objects.all())


def test_the_manager_raises_outside_an_area(db):
    with pytest.raises(ScopeError):
        LocalHoliday.objects.exists()
    with pytest.raises(ScopeError):
        LocalHoliday.objects.using("default").count()


def test_none_is_allowed_everywhere(db):
    assert list(LocalHoliday.objects.none()) == []


def test_a_form_can_be_declared_before_there_is_an_area():
    field = forms.ModelChoiceField(queryset=LocalHoliday.objects.all())
    with pytest.raises(ScopeError):
        list(field.queryset)


def test_inside_an_area_only_its_rows_show(both, area, other_area):
    with within(area):
        assert [row.name for row in LocalHoliday.objects.all()] == ["Fair day"]
        assert not LocalHoliday.objects.filter(area=other_area).exists()
    with within(other_area):
        assert [row.name for row in LocalHoliday.objects.all()] == ["Market day"]


def test_areas_nest_and_the_outer_one_returns(both, area, other_area):
    with within(area):
        with within(other_area):
            assert scoping.current() == other_area
        assert scoping.current() == area
        assert LocalHoliday.objects.get().name == "Fair day"
    assert scoping.current() is None


def test_an_error_inside_leaves_the_area(area):
    with pytest.raises(RuntimeError), within(area):
        raise RuntimeError
    assert scoping.current() is None


def test_unscoped_sees_every_area(both):
    with unscoped():
        assert LocalHoliday.objects.count() == 2


def test_an_area_inside_unscoped_counts_again(both, area):
    with unscoped(), within(area):
        assert LocalHoliday.objects.count() == 1


def test_a_query_built_inside_keeps_its_area(both, area, other_area):
    with within(area):
        rows = LocalHoliday.objects.all()
    with within(other_area):
        assert [row.name for row in rows] == ["Fair day"]


@pytest.mark.parametrize("write", ["save", "delete"])
def test_writing_raises_outside_an_area(both, write):
    with pytest.raises(ScopeError):
        getattr(both[0], write)()


@pytest.mark.parametrize("write", ["save", "delete"])
def test_writing_a_row_of_another_area_raises(both, other_area, write):
    with within(other_area), pytest.raises(CrossAreaError, match="elsewhere"):
        getattr(both[0], write)()


def test_a_row_without_an_area_is_not_written(scoped):
    with pytest.raises(CrossAreaError):
        LocalHoliday(day=DAY, name="Fair day").save()


def test_bulk_writing_of_another_area_raises(scoped, other_area):
    with pytest.raises(CrossAreaError):
        LocalHoliday.objects.bulk_create([holiday(scoped), holiday(other_area)])
    assert LocalHoliday.objects.count() == 0


def test_bulk_writing_inside_works(scoped):
    LocalHoliday.objects.bulk_create(iter([holiday(scoped), holiday(scoped, date(2026, 6, 25))]))
    assert LocalHoliday.objects.count() == 2


def test_unscoped_may_write_any_area(both):
    with unscoped():
        for row in both:
            row.save()
            row.delete()
        assert LocalHoliday.objects.count() == 0


def test_updates_and_deletes_stay_inside(both, area):
    with within(area):
        assert LocalHoliday.objects.update(name="Changed") == 1
        assert LocalHoliday.objects.all().delete()[0] == 1
    with unscoped():
        assert [row.name for row in LocalHoliday.objects.all()] == ["Market day"]


def test_an_area_with_rows_is_not_deleted(both, area):
    with pytest.raises(models.ProtectedError):
        area.delete()


def test_the_list_of_refused_methods_is_long():
    assert {"filter", "exists", "get", "update", "delete", "bulk_create", "aget"} <= set(METHODS)
    assert not any(iscoroutinefunction(getattr(UnscopedQuerySet, name)) for name in METHODS)


def test_a_row_may_not_point_at_a_row_of_another_area(scoped, other_area):
    theirs, ours = Edition(area=other_area, title="Theirs"), Edition(area=scoped, title="Ours")
    with pytest.raises(CrossAreaError, match="edition"):
        Commitment(area=scoped, edition=theirs).save()
    Commitment(area=scoped, edition=ours)._check_neighbours()
    Commitment(area=scoped)._check_neighbours()
