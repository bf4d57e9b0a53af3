"""Where to turn: every way of both packs and of the usual one ends at a door that is there."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes.views.turning import PAGES
from opencompact.core.pack import Diagnosis, walk
from opencompact.formats.usual import diagnosis_of
from tests.apps.disputes.town import pack
from tests.database import writes_noted

HERE = reverse("disputes:where_to_turn", args=["anywhere"])


def ways(found: Diagnosis, given: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Every way through the questions to a door."""
    given = given or {}
    question = walk(found, given).question
    if question is None:
        yield given
        return
    for answer in question.answers:
        yield from ways(found, {**given, question.key: answer.key})


def page(client: Client, given: dict[str, str]) -> str:
    answer = client.get(f"{HERE}?{urlencode(given)}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("key", ["leicester-2008", "leeds-2010"])
def test_every_way_ends_at_a_door_that_says_what_to_do_next(request, key):
    request.getfixturevalue("town" if key == "leicester-2008" else "leeds")
    found = pack(key).diagnosis
    reached = set()
    for given in ways(found):
        door = walk(found, given).door
        reached.add(door.key)
        shown = page(Client(), given)
        assert door.name in shown.replace("&#x27;", "'")
        assert ("Go on" in shown) == (door.leads in {*PAGES, "report"})
    assert reached == {door.key for door in found.doors}


def test_an_area_without_an_agreement_has_the_usual_way(scoped):
    found = diagnosis_of(None)
    for given in ways(found):
        assert walk(found, given).door.name in page(Client(), given).replace("&#x27;", "'")


def test_nothing_is_kept_of_the_answers(town):
    client = Client()
    with writes_noted() as writes:
        client.get(f"{HERE}?about=compact&signed=both")
    assert not writes
    assert not client.session.keys()


def test_what_was_answered_can_be_changed(town):
    shown = page(Client(), {"about": "compact", "signed": "both"})
    assert "Does your organisation want to come forward" in shown
    assert f'href="{HERE}?about=compact"' in shown
    assert f'href="{HERE}"' in shown


@pytest.mark.parametrize(
    "given",
    [{"about": "nonsense"}, {"nonsense": "compact"}, {"signed": "both"}, {"about": ""}],
)
def test_what_is_no_answer_is_left_unread(town, given):
    assert "What is it about?" in page(Client(), given)


def test_going_on_without_an_answer_says_so(town):
    shown = page(Client(), {"on": "1", "about": "compact"})
    assert "Select an answer" in shown
    assert "<title>Error:" in shown
    assert "Select an answer" not in page(Client(), {"about": "compact"})


def test_it_is_found_from_where_people_look(town):
    for name in ("site:home", "disputes:list", "disputes:raise", "disputes:procedure"):
        shown = Client().get(reverse(name, args=["anywhere"])).content.decode()
        assert f'href="{HERE}"' in shown, name
