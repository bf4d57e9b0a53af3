"""A side answers from its mail: the links that go out, what they do, and when they do nothing."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from opencompact.apps.disputes import queries
from opencompact.apps.disputes.models import CaseEvent
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import ActionLink, Message
from tests.apps.disputes.test_story import TO_MEDIATION, begin
from tests.apps.disputes.town import Town

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
YES, NO = {"answer": "agree-mediation"}, {"answer": "decline-mediation"}


@pytest.fixture(autouse=True)
def _today():
    """It is the day after mediation was offered."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def case(town: Town):
    """Mediation is offered; both sides have their mail."""
    return town.story(begin(town), TO_MEDIATION[:1])


def mail(who: str, key: str = "refer-to-mediation") -> str:
    found = Message.objects.filter(
        key__startswith=f"disputes.{key}:", to_address=f"{who}@example.org"
    )
    return found.get().body


def path(who: str) -> str:
    return re.search(r"/act/[\w-]+/", mail(who))[0]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def taken() -> list[tuple[str, str]]:
    found = CaseEvent.objects.filter(step__contains="mediation").exclude(party=None)
    return [(event.step, event.actor_name) for event in found.order_by("sequence")]


def test_each_side_gets_a_link_in_the_mail_about_the_offer_and_nobody_else(case):
    for who in ("elm", "hall"):
        assert (
            "With this link you can answer for your organisation in case 2026-001: agree to"
            " mediation or decline mediation." in mail(who)
        )
        assert "/act/" in mail(who)
    for who in ("chair", "officer"):
        assert "/act/" not in mail(who)
    assert ActionLink.objects.count() == 2


def test_the_page_says_which_case_and_what_each_answer_does_and_nothing_that_was_written(case):
    page = text(Client().get(path("hall")))
    for words in (
        "Your answer for Anywhere City Council",
        "Elm Street Centre",
        "2026-001",
        "Monday 16 March 2026",
        "Mediation goes ahead when every side has agreed.",
        "It takes effect when Elm Street Centre has done the same.",
        "Nobody has to accept mediation",
    ):
        assert words in page
    for words in ("nine days", "Something about", "wrote twice"):
        assert words not in page
    assert taken() == []
    assert not Event.objects.filter(verb="notify.use_link").exists()


def test_both_sides_agree_from_their_mail(case, town):
    done = Client().post(path("elm"), YES)
    assert "Your answer is recorded" in text(done)
    assert "mediation offered" in text(done)
    after = text(Client().post(path("hall"), YES))
    assert "Stage two, mediation" in after
    assert taken() == [("agree-mediation", "Elm"), ("agree-mediation", "Hall")]
    assert town.tell(case, DAY).at.stage == "mediation"
    assert Event.objects.filter(verb="disputes.agree-mediation").count() == 2


def test_a_side_declines_and_the_other_link_is_no_longer_needed(case, town):
    assert "Your answer is recorded" in text(Client().post(path("hall"), NO))
    assert town.tell(case, DAY).at.stage == "directions"
    late = Client().post(path("elm"), YES)
    assert late.status_code == 404
    assert "no longer needed" in text(late)
    assert ActionLink.objects.filter(used_at=None, revoked_at=None).count() == 0


def test_a_side_that_has_answered_on_the_page_has_nothing_left_to_answer(case, town):
    town.join("edda", RoleKind.REPRESENTATIVE, "elm")
    town.take(case, "agree-mediation", "elm", DAY)
    assert Client().post(path("elm"), NO).status_code == 404
    assert Client().get(path("hall")).status_code == 200
    assert taken() == [("agree-mediation", "Elm")]


def test_of_two_who_speak_for_a_side_the_first_answers(town):
    town.join("edda", RoleKind.REPRESENTATIVE, "elm")
    town.story(begin(town), TO_MEDIATION[:1])
    assert Client().post(path("edda"), YES).status_code == 200
    assert Client().post(path("elm"), NO).status_code == 404
    assert taken() == [("agree-mediation", "Edda")]


def test_no_answer_and_a_wrong_one_are_told(case):
    for sent in ({}, {"answer": "withdraw"}, {"answer": "settle"}, {"answer": "x"}):
        assert "Select an answer" in text(Client().post(path("elm"), sent))
    assert taken() == []


@pytest.mark.parametrize("change", ["ended", "gone over", "closed"])
def test_a_link_of_somebody_who_no_longer_speaks_for_the_side_does_nothing(case, town, change):
    user = town.users["elm"]
    roles = Role.objects.filter(user=user)
    if change == "ended":
        roles.update(ends=DAY)
    elif change == "gone over":
        roles.update(organisation=town.organisations["hall"])
    else:
        user.is_active = False
        user.save()
    for sent in (YES, NO):
        page = Client().post(path("elm"), sent)
        assert page.status_code == 404
        assert "Elm Street" not in text(page)
    assert taken() == []


def test_a_role_that_came_later_gives_the_link_no_other_power(case, town):
    town.join("elm", RoleKind.CHAIR)
    town.join("elm", RoleKind.OFFICER)
    assert Client().post(path("elm"), YES).status_code == 200
    event = CaseEvent.objects.get(step="agree-mediation")
    assert event.role == "party"


def test_a_link_lets_its_person_speak_for_that_side_and_no_more(case, town):
    town.join("elm", RoleKind.CHAIR)
    town.join("elm", RoleKind.REPRESENTATIVE, "oak")
    town.join("elm", RoleKind.CHAMPION, "elm")
    link, party = ActionLink.objects.get(to_address="elm@example.org"), town.party(case, "elm")
    [role] = queries.speaker_by(link, party, DAY).roles
    assert (role.kind, role.organisation_id) == (RoleKind.REPRESENTATIVE, party.organisation_id)


def test_somebody_who_speaks_for_both_sides_gets_a_link_for_each(town):
    town.join("elm", RoleKind.REPRESENTATIVE, "hall")
    town.story(begin(town), TO_MEDIATION[:1])
    first, second = re.findall(r"/act/[\w-]+/", mail("elm"))
    shown = {
        text(Client().get(one)).partition("Your answer for ")[2][:8] for one in (first, second)
    }
    assert shown == {"Elm Stre", "Anywhere"}


def test_a_procedure_without_such_steps_sends_no_links(leeds):
    case = leeds.raised(date(2026, 3, 2))
    leeds.take(case, "arrange-mediation", "chair", DAY)
    assert Message.objects.exists()
    assert not ActionLink.objects.exists()
