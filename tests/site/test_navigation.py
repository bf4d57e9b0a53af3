"""The links at the top: which ones for whom, and which one is marked."""

import pytest
from django.test import RequestFactory

from opencompact.base.areas.actor import ANONYMOUS
from opencompact.site.navigation import items

EVERYBODY = ["Home", "Compact", "Organisations", "Consultations", "Funding", "Disagreements"]


def links(area, actor=ANONYMOUS, path="/anywhere/"):
    request = RequestFactory().get(path)
    request.area, request.actor = area, actor
    return items(request)


def test_visitor_gets_what_is_public(area):
    assert [link.label for link in links(area)] == EVERYBODY


def test_somebody_without_a_role_gets_the_same(area, actor):
    assert [link.label for link in links(area, actor)] == EVERYBODY


def test_officer_also_has_a_desk(area, officer):
    *public, desk = links(area, officer)
    assert [link.label for link in public] == EVERYBODY
    assert [one.label for one in desk.inside] == [
        *("People", "Import", "Mail", "Letters", "Signposts", "Holidays", "Past its time")
    ]
    assert desk.href == desk.inside[0].href


def test_words_are_those_of_the_area(area):
    area.wording = {
        "agreement": "Covenant",
        "signatories": "partners",
        "dispute_page": "Differences",
    }
    labels = [link.label for link in links(area)]
    assert labels == [
        *("Home", "Covenant", "Organisations", "Consultations", "Funding", "Differences")
    ]
    assert [one.label for one in links(area)[2].inside] == ["Register", "Partners"]


def test_outside_an_area_there_are_no_links(db):
    request = RequestFactory().get("/about/")
    assert items(request) == []
    request.area = None
    assert items(request) == []


@pytest.mark.parametrize(
    ("path", "part", "inside"),
    [
        ("/anywhere/", ["Home"], []),
        ("/anywhere/agreement/", ["Compact"], ["Compact"]),
        ("/anywhere/agreement/public-h/", ["Compact"], ["Compact"]),
        ("/anywhere/kept/public-h/", ["Compact"], ["How it is kept"]),
        ("/anywhere/departures/file/", ["Compact"], ["Departures"]),
        ("/anywhere/organisations/", ["Organisations"], ["Register"]),
        ("/anywhere/organisations/elm/", ["Organisations"], ["Register"]),
        ("/anywhere/signatories/", ["Organisations"], ["Signatories"]),
        ("/anywhere/organisations/import/", ["Desk"], ["Import"]),
        ("/anywhere/disputes/2026-001/", ["Disagreements"], ["Disagreements"]),
        ("/anywhere/consultations/calendar/", ["Consultations"], ["Calendar"]),
        ("/anywhere/funding/payments/list/", ["Funding"], ["Payments"]),
        ("/anywhere/findings/", ["Disagreements"], ["Findings"]),
        ("/anywhere/log/figures/", ["Disagreements"], ["Concerns"]),
        ("/anywhere/people/appoint/", ["Desk"], ["People"]),
        ("/anywhere/privacy/", [], []),
    ],
)
def test_the_part_of_the_site_is_marked(area, officer, path, part, inside):
    marked = [link for link in links(area, officer, path) if link.current]
    assert [link.label for link in marked] == part
    assert [one.label for link in marked for one in link.inside if one.current] == inside
