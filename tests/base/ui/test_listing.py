"""Long lists: the page asked for, the filters kept in the address."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from opencompact.base.areas.models import Area
from opencompact.base.ui import listing


def page(query="", items=1000, per_page=20):
    request = RequestFactory().get(f"/anywhere/organisations/{query}")
    return listing.page(request, list(range(items)), per_page=per_page)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("?page=7", 7),
        ("?page=0", 50),
        ("?page=99", 50),
        ("?page=x", 1),
        ("?page=-1", 50),
        ("?page=%00", 1),
    ],
)
def test_the_nearest_page_is_given(query, number):
    assert page(query).number == number


@pytest.mark.parametrize(
    ("query", "previous", "following"),
    [
        ("", "", "?page=2"),
        ("?q=a%26b&page=2", "?q=a%26b&page=1", "?q=a%26b&page=3"),
        ("?kind=a&kind=b", "", "?kind=a&kind=b&page=2"),
        ("?page=50", "?page=49", ""),
    ],
)
def test_filters_stay_in_the_address(query, previous, following):
    found = page(query)
    assert (found.previous_href, found.next_href) == (previous, following)


@pytest.mark.parametrize(
    ("query", "items", "numbers"),
    [
        ("", 100, [1, 2, None, 5]),
        ("", 60, [1, 2, 3]),
        ("?page=7", 1000, [1, None, 6, 7, 8, None, 50]),
        ("?page=50", 1000, [1, None, 49, 50]),
    ],
)
def test_far_numbers_are_left_out(query, items, numbers):
    assert [link.get("number") for link in page(query, items).links] == numbers


@pytest.mark.parametrize(
    ("items", "parts"),
    [(1000, ['aria-current="page"', 'rel="next"', "?page=50"]), (20, []), (0, [])],
)
def test_pagination_shows_when_there_is_more(items, parts):
    source = Template("{% load oc %}{% pagination page %}")
    shown = source.render(Context({"page": page(items=items)}))
    assert bool(shown.strip()) is bool(parts)
    for part in parts:
        assert part in shown


@pytest.mark.parametrize("number", [1, 10, 11, 12, 13])
def test_far_down_the_list_stands_the_same(db, number, django_assert_num_queries):
    """By two queries for the rows instead of one that reads and throws away all before them."""
    Area.objects.bulk_create(Area(slug=f"a{n}", name=f"Area {n:02}") for n in range(25))
    request = RequestFactory().get(f"/?page={number}")
    everything = list(Area.objects.order_by("-name", "slug"))
    with django_assert_num_queries(2 if number <= listing.DEEP else 3):
        found = listing.page(request, Area.objects.order_by("-name", "slug"), per_page=2)
        assert list(found) == everything[(number - 1) * 2 : number * 2]


def test_far_down_a_list_of_values_stands_the_same(db):
    Area.objects.bulk_create(Area(slug=f"a{n}", name=f"Area {n:02}") for n in range(25))
    request = RequestFactory().get("/?page=12")
    names = Area.objects.order_by("name").values("name")
    assert list(listing.page(request, names, per_page=2)) == [
        {"name": "Area 22"}, {"name": "Area 23"},
    ]  # fmt: skip
