"""The links at the top: which ones for whom, and which one is marked."""

import pytest
from django.test import RequestFactory

from opencompact.base.areas.actor import ANONYMOUS
from opencompact.site.navigation import items

EVERYBODY = [
    *("Home", "Compact", "Organisations", "Signatories", "How it is kept", "Disagreements"),
    *("Findings", "Concerns"),
]


def links(area, actor=ANONYMOUS, path="/anywhere/"):
    request = RequestFactory().get(path)
    request.area, request.actor = area, actor
    return items(request)


def test_visitor_gets_what_is_public(area):
    assert [link.label for link in links(area)] == EVERYBODY


def test_somebody_without_a_role_gets_the_same(area, actor):
    assert [link.label for link in links(area, actor)] == EVERYBODY


def test_officer_also_keeps_people_and_the_register(area, officer):
    assert [link.label for link in links(area, officer)] == [
        *EVERYBODY,
        "People",
        "Import",
        "Mail",
    ]


def test_words_are_those_of_the_area(area):
    area.wording = {
        "agreement": "Covenant",
        "signatories": "partners",
        "dispute_page": "Differences",
    }
    labels = [link.label for link in links(area)]
    assert labels == [
        *("Home", "Covenant", "Organisations", "Partners", "How it is kept", "Differences"),
        *("Findings", "Concerns"),
    ]


def test_outside_an_area_there_are_no_links(db):
    request = RequestFactory().get("/about/")
    assert items(request) == []
    request.area = None
    assert items(request) == []


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/anywhere/", ["Home"]),
        ("/anywhere/agreement/", ["Compact"]),
        ("/anywhere/agreement/public-h/", ["Compact"]),
        ("/anywhere/organisations/", ["Organisations"]),
        ("/anywhere/organisations/elm/", ["Organisations"]),
        ("/anywhere/organisations/import/", ["Import"]),
        ("/anywhere/disputes/2026-001/", ["Disagreements"]),
        ("/anywhere/findings/", ["Findings"]),
        ("/anywhere/log/figures/", ["Concerns"]),
        ("/anywhere/people/appoint/", ["People"]),
        ("/anywhere/privacy/", []),
    ],
)
def test_the_part_of_the_site_is_marked(area, officer, path, current):
    assert [link.label for link in links(area, officer, path) if link.current] == current
