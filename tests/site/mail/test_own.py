"""Choosing what to get, on a page or from a mail without an account; no more can be stopped."""

import pytest
from django.test import Client
from django.urls import reverse

from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.base.notify import choosing
from opencompact.base.notify.models import Preference
from opencompact.base.notify.tasks import deliver
from opencompact.base.notify.topics import Rhythm
from tests.base.notify.sink import sink

PAGE = "/anywhere/mail/"
USUAL = {"cases": "at-once", "reminders": "at-once", "register": "daily", "news": "weekly"}


def chosen(area, user):
    with within(area):
        return {key: one.value for key, one in choosing.rhythms(user).items()}


def path(area, user, *topics):
    """The path of the address that a mail carries."""
    with within(area):
        return choosing.stop_page(area, user, topics).removeprefix("http://127.0.0.1:8000")


def test_the_addresses_in_mail_are_those_of_the_pages(area, user):
    assert choosing.own_page(area).endswith(reverse("mail:own", args=["anywhere"]))
    token = path(area, user, "news").split("/")[-2]
    assert path(area, user, "news") == reverse("mail:stop", args=["anywhere", token])


def test_somebody_chooses_how_often(ada, area, user):
    page = ada.get(PAGE).content.decode()
    assert 'value="daily" class="govuk-radios__input" id="id_register_1" checked' in page
    assert "Nothing yet." in page
    assert ada.post(PAGE, USUAL | {"register": "never", "cases": "daily"}).status_code == 302
    assert chosen(area, user) == USUAL | {
        "register": "never", "cases": "daily", "roles": "at-once",
    }  # fmt: skip
    event = Event.objects.get()
    assert (event.verb, event.actor_id) == ("notify.choose", user.pk)
    assert event.data == {"person": str(user.pk), "cases": "daily", "register": "never"}


def test_choosing_the_same_again_leaves_no_trace(ada):
    ada.post(PAGE, USUAL)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("topic", "rhythm"), [("cases", "never"), ("cases", "weekly"), ("news", "hourly"), ("news", "")]
)
def test_what_cannot_be_chosen_is_explained_and_changes_nothing(ada, area, topic, rhythm):
    response = ada.post(PAGE, USUAL | {topic: rhythm, "register": "never"})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    with within(area):
        assert not Preference.objects.exists()


def test_an_action_refuses_what_a_topic_does_not_allow(area, user, actor, at):
    with within(area), pytest.raises(ValueError, match="'roles' cannot come never"):
        choosing.choose(area, user, {"roles": Rhythm.NEVER}, actor=actor, at=at)


def test_the_page_says_what_was_sent(ada, write, at):
    write("one", topic="cases", subject="Sent at once")
    write("two", subject="Kept for tomorrow")
    deliver(at)
    page = ada.get(PAGE).content.decode()
    assert 'Sent at once</span> <span class="oc-mails__when">sent 20 November 2026, midday' in page
    assert "comes with others on Saturday 21 November 2026" in page


def test_nobody_reads_the_list_of_another(olga, write):
    write()
    assert "Elm has signed" not in olga.get(PAGE).content.decode()


# From a mail -------------------------------------------------------------------------------------


def test_looking_at_the_address_of_a_mail_changes_nothing(client, area, user):
    response = client.get(path(area, user, "register"))
    page = response.content.decode()
    assert "Stop this mail?" in page
    assert "Who signs and who withdraws" in page
    assert "ada" not in page.lower().replace("canada", "")
    assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]
    assert chosen(area, user)["register"] == "daily"
    assert not Event.objects.exists()


def test_one_click_stops_that_topic_alone(area, user):
    """As RFC 8058 has it: a POST by the mail program, without cookies and without a CSRF token."""
    program = Client(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        response = program.post(path(area, user, "register"), body)
        assert response.status_code == 200
        assert "You will get no more of this mail" in response.content.decode()
    assert chosen(area, user) == USUAL | {"register": "never", "roles": "at-once"}
    event = Event.objects.get()
    assert (event.verb, event.actor_id) == ("notify.stop", user.pk)


def test_the_address_of_a_digest_stops_its_topics(client, area, user):
    client.post(path(area, user, "register", "news"))
    assert chosen(area, user)["register"] == chosen(area, user)["news"] == "never"
    assert chosen(area, user)["reminders"] == "at-once"


def test_needed_mail_is_not_stopped_and_the_page_says_so(client, area, user):
    page = client.post(path(area, user, "cases", "roles")).content.decode()
    assert "This mail is needed" in page
    assert "Cases you have a part in" in page
    assert chosen(area, user) == USUAL | {"roles": "at-once"}
    assert not Event.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("spoil", ["cut", "turned", "elsewhere", "nonsense"])
def test_an_address_that_we_did_not_make_stops_nothing(
    client, area, other_area, user, method, spoil
):
    address = path(area, user, "register")
    if spoil == "elsewhere":
        address = address.replace("/anywhere/", "/elsewhere/")
    else:
        token = address.split("/")[-2]
        bad = {"cut": token[:-2], "turned": token[::-1], "nonsense": "x"}[spoil]
        address = address.replace(token, bad)
    assert getattr(client, method)(address).status_code == 404
    assert not Event.objects.exists()


def test_an_address_of_somebody_who_has_left_is_dead(client, area, user):
    address = path(area, user, "register")
    user.is_active = False
    user.save()
    assert client.post(address).status_code == 404


def test_the_address_that_arrives_in_a_mail_works(settings, area, user, write, at, client):
    with sink(settings) as inbox:
        write(topic="reminders")
        deliver(at)
    address = inbox.letters[0]["List-Unsubscribe"].strip(" <>")
    assert client.post(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert chosen(area, user)["reminders"] == "never"
