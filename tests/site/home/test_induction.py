"""The induction page: a chapter for each role, with what waits in it and nothing of another."""

from datetime import date

import pytest

from opencompact.base.areas.actor import RoleKind
from opencompact.core.procedure import Holder
from opencompact.site.home import induction

RAISED, TODAY = date(2026, 10, 5), date(2026, 10, 7)


def chapters(town, who, on=TODAY):
    found = induction(town.area, town.actor(who, on), on)
    return {(one.role.kind, str(one.role.organisation or "")): one for one in found}


@pytest.mark.parametrize("kind", RoleKind)
def test_every_role_has_duties_in_the_words_of_the_area_and_pages(town, fetch, kind):
    town.area.wording = {"agreement": "Covenant", "disagreements": "differences"}
    town.area.save()
    place = "hall" if kind in {"representative", "champion", "lead"} else ""
    town.join("tess", kind, place, area_of_organisation="Housing" if place else "")
    [(_, chapter)] = chapters(town, "tess").items()
    assert len(chapter.description.duties) >= 3
    assert chapter.ways[0].says == "Read the Covenant"
    whole = " ".join([chapter.description.says, *chapter.description.duties])
    assert "{" not in whole
    assert "Compact" not in whole.replace("Compact officer", "")
    page = fetch("/anywhere/induction/", town.users["tess"]).content.decode()
    assert chapter.description.says in page
    assert ("Your area is Housing" in page) is bool(place)


def test_what_waits_is_told_in_the_role_it_waits_for(town):
    town.join("hall", RoleKind.CHAMPION, "oak")
    case = town.raised(RAISED)
    town.take(case, "start-appeal", "chair", date(2026, 10, 6))
    found = chapters(town, "hall")
    waiting = [task.title for task in found["representative", "Anywhere City Council"].tasks]
    assert waiting == ["Send your papers"]
    assert found["champion", "Oak Youth Club"].tasks == ()


def test_a_representative_of_two_sides_finds_each_case_with_its_organisation(town):
    town.join("oak", RoleKind.REPRESENTATIVE, "hall")
    case = town.raised(RAISED)
    town.take(case, "start-appeal", "chair", date(2026, 10, 6))
    found = chapters(town, "oak")
    assert len(found["representative", "Anywhere City Council"].tasks) == 1
    assert found["representative", "Oak Youth Club"].tasks == ()


def test_a_role_opens_nothing_that_recusal_closes(town, fetch):
    """The officer is a champion of a party: no chapter may tell of the case."""
    town.join("officer", RoleKind.CHAMPION, "hall")
    case = town.raised(RAISED, subject="CANARY")
    town.seat(case, "panel", Holder.PANEL, TODAY, by="chair")
    town.join("panel", RoleKind.LEAD, "elm")
    for who in ("officer", "panel"):
        assert all(not one.tasks for one in chapters(town, who).values())
        assert "CANARY" not in fetch("/anywhere/induction/", town.users[who]).content.decode()


def test_the_newest_role_comes_first_and_one_to_come_is_there(town):
    town.join("tess", RoleKind.CHAMPION, "hall")
    town.join("tess", RoleKind.LEAD, "elm", starts=date(2026, 11, 1))
    town.join("tess", RoleKind.CHAMPION, "oak", ends=date(2026, 2, 1))
    found = list(chapters(town, "tess").values())
    assert [one.role.kind for one in found] == ["lead", "champion"]
    assert [one.new for one in found] == [True, False]


def test_somebody_without_a_role_is_told_what_to_do_next(town, fetch):
    page = fetch("/anywhere/induction/", town.users["stranger"]).content.decode()
    for words in ("You have no role here yet", "/sign-up/ask/", "stranger@example.org"):
        assert words in page


def test_a_stranger_signs_in_first(town, fetch):
    answer = fetch("/anywhere/induction/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")
