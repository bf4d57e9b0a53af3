"""The pages of a case, for each person at each stage."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.disputes import test_story as stories

TODAY = date(2026, 6, 1)
WHO = ("elm", "hall", "chair", "officer", "panel", "mediator", "oak", "stranger", "")
OF_THE_CASE = {"elm", "hall", "chair", "officer", "panel", "mediator"}
STAGES = {
    "written": [],
    "offered": stories.TO_MEDIATION[:1],
    "mediation": stories.MEDIATED,
    "directions": [*stories.MEDIATED, ("fail-mediation", "hall", date(2026, 4, 2))],
    "exchange": stories.TO_EXCHANGE,
    "comments": stories.TO_COMMENTS,
    "meeting": stories.TO_MEETING,
    "publication": stories.TO_PUBLICATION,
    "ended": [*stories.TO_PUBLICATION, ("publish", "officer", date(2026, 4, 10))],
}


def client_of(town, who: str) -> Client:
    client = Client()
    if who:
        client.force_login(town.users[who])
    return client


def case_pages(case) -> list[str]:
    slug, number = case.area.slug, case.number
    return [
        reverse(f"disputes:{name}", args=[slug, number])
        for name in ("case", "dates", "people", "sent")
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_a_case_opens_for_its_people_and_for_nobody_else(town, stage, time_machine):
    case = stories.begin(town)
    town.seat(case, "panel", stories.Holder.PANEL, stories.RAISED)
    town.story(case, STAGES[stage])
    time_machine.move_to(TODAY, tick=False)
    for who in WHO:
        client = client_of(town, who)
        for path in case_pages(case):
            status = client.get(path).status_code
            wanted = 200 if who in OF_THE_CASE else 404 if who else 302
            assert status == wanted, (who, path)
