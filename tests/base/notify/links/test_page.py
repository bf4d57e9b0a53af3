"""The address of a link: opening changes nothing, posting acts once, whatever is dead says why."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.models import Event
from opencompact.base.notify import links
from opencompact.base.notify.links import Reader, secret
from opencompact.base.notify.models import ActionLink, Message

pytestmark = pytest.mark.usefixtures("now")

GONE = HTTPStatus.NOT_FOUND
AGAIN = {"step": "again"}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def tagline() -> str:
    return Area.objects.get(slug="anywhere").tagline


def state() -> list[tuple]:
    with unscoped():
        found = ActionLink.objects.order_by("created_at", "id")
        return [*found.values_list("used_at", "revoked_at"), (Event.objects.count(),)]


def test_opening_it_however_often_changes_nothing(client, offer):
    path, before = offer().path, state()
    for _ in range(3):
        page = client.get(path)
        assert (page.status_code, text(page)) == (200, "Would greet Ada Lovelace in Anywhere.")
        assert client.head(path).status_code == 200
    assert state() == before
    assert tagline() == ""
    assert not client.session.keys()


def test_posting_does_it_once_and_says_so_the_second_time(client, offer, area, at):
    offered = offer()
    assert text(client.post(offered.path)) == "Greeted."
    assert tagline() == "greeted "
    for method in (client.get, client.post):
        page = method(offered.path)
        assert page.status_code == GONE
        assert "This has been done" in text(page)
        assert "used on 20 November 2026" in text(page)
    assert tagline() == "greeted "
    with within(area):
        assert ActionLink.objects.get().used_at == at


def test_the_use_is_in_the_history_without_the_secret_or_the_address(client, offer):
    offered = offer()
    client.post(offered.path)
    event = Event.objects.get()
    assert event.verb == "notify.use_link"
    assert (event.object_type, event.object_id) == ("notify.ActionLink", str(offered.link.pk))
    kept = f"{event.data} {event.actor_id}"
    token = offered.path.split("/")[2]
    assert token not in kept
    assert secret.digest(token) not in kept
    assert "ada@example.org" not in kept


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, offer, method):
    assert getattr(client, method)(offer().path).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert tagline() == ""


def test_a_form_from_another_site_is_refused(offer):
    strict = Client(enforce_csrf_checks=True)
    path = offer().path
    assert strict.post(path).status_code == HTTPStatus.FORBIDDEN
    assert tagline() == ""


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(days=21, hours=11, minutes=59, seconds=58), 200),
        (timedelta(days=21, hours=11, minutes=59, seconds=59), GONE),
        (timedelta(days=40), GONE),
    ],
)
def test_it_works_to_the_last_second_of_its_day(client, offer, at, now, after, status):
    path = offer().path
    now.move_to(at + after)
    assert client.get(path).status_code == status
    assert client.post(path).status_code == status
    assert bool(tagline()) is (status == 200)


def test_a_dead_link_says_what_happened_and_what_to_do(client, offer, area, at, now):
    path = offer().path
    taken = offer(to=Reader("Bob", "bob@example.org"))
    with within(area):
        ActionLink.objects.filter(pk=taken.link.pk).update(revoked_at=at)
    assert "no longer needed" in text(client.get(taken.path))
    now.move_to(at + timedelta(days=30))
    page = text(client.get(path))
    assert "It was good until 11 December 2026. Nothing was done with it." in page
    assert "Send a new link" in page
    assert "Anywhere Compact" in page
    wrong = text(client.get(secret.path(secret.new())))
    assert "We do not know it." in wrong
    assert "Send a new link" in wrong
    assert "Anywhere" not in wrong


def test_a_link_that_no_longer_stands_does_nothing(client, offer):
    path = offer(data={"why": "The role ended on 1 May 2026."}).path
    for method in (client.get, client.post):
        page = method(path)
        assert page.status_code == GONE
        assert "The role ended on 1 May 2026." in text(page)
    assert tagline() == ""


def test_a_closed_account_and_a_purpose_that_is_gone_do_nothing(client, offer, user):
    closed, gone = offer(to=Reader("Ada", user.email, user.pk)), offer(purpose="tests.gone")
    user.is_active = False
    user.save()
    assert "The account that it was made for is closed." in text(client.post(closed.path))
    assert "no longer done by mail" in text(client.post(gone.path))
    assert tagline() == ""


@pytest.mark.parametrize("fault", ["denied", "sign-in"])
def test_a_refused_person_is_never_sent_to_sign_in_with_the_secret(client, offer, fault):
    page = client.post(offer().path, {"fault": fault})
    assert page.status_code == GONE
    assert "Location" not in page


def test_not_now_is_explained_and_the_link_still_works(client, offer, area):
    offered = offer()
    Area.objects.filter(pk=area.pk).update(tagline="closed")
    page = client.post(offered.path)
    assert page.status_code == HTTPStatus.CONFLICT
    assert "The shop is closed." in text(page)
    assert "come tomorrow" in text(page)
    assert state() == [(None, None), (0,)]
    Area.objects.filter(pk=area.pk).update(tagline="")
    assert client.post(offered.path).status_code == 200


def answers(client, offer) -> dict[str, object]:
    """Every kind of answer that the address can give."""
    path = offer().path
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    crashing = Client(raise_request_exception=False)
    return {
        "shown": client.get(path),
        "forged": strict.post(path),
        "crash": crashing.post(path, {"fault": "crash"}),
        "denied": client.post(path, {"fault": "denied"}),
        "done": client.post(path),
        "dead": client.get(path),
        "asked": client.post(path, AGAIN),
        "method": client.put(path),
        "unknown": client.get(secret.path("x")),
        "no slash": client.get(path.rstrip("/")),
        "no such page": client.get(f"{path}more/"),
    }


def test_no_answer_is_kept_or_tells_another_site_where_it_was(client, offer):
    for name, answer in answers(client, offer).items():
        assert answer["Cache-Control"] == "no-store", name
        assert answer["Referrer-Policy"] == "strict-origin", name


def test_no_page_repeats_its_own_address(client, offer, settings):
    settings.DEMO = True
    offered = offer()
    token = offered.path.split("/")[2]
    found = answers(client, lambda: offered)
    del found["no slash"]  # sent on to the very same address, with its slash
    for name, answer in found.items():
        assert token not in answer.content.decode(), name
        assert token not in str(answer.headers), name


def test_a_crash_is_logged_without_the_secret(offer, caplog):
    token = (offered := offer()).path.split("/")[2]
    Client(raise_request_exception=False).post(offered.path, {"fault": "crash"})
    [entry] = [one for one in caplog.records if one.name == "django.request"]
    assert token in entry.getMessage()
    assert token not in secret.Formatter().format(entry)


# A new link --------------------------------------------------------------------------------------


def test_a_new_link_goes_to_the_same_address(client, offer, area, at, now):
    old = offer(data={"position": "chair"})
    now.move_to(at + timedelta(days=30))
    assert client.post(old.path, AGAIN).status_code == 200
    message = Message.objects.get()
    assert (message.to_address, message.subject) == ("ada@example.org", "Your new link")
    assert "With this link you can greet the area." in message.body
    path = "/act/" + message.body.partition("/act/")[2].partition("/")[0] + "/"
    assert path != old.path
    assert client.get(old.path).status_code == GONE
    assert text(client.post(path)) == "Greeted."
    with within(area):
        new = ActionLink.objects.get(used_at__isnull=False)
        assert new.data == {"position": "chair"}
        assert new.expires_at - new.created_at == old.link.expires_at - old.link.created_at


def test_the_answer_never_tells_whether_the_link_was_known(client, offer, area, at, now):
    expired, used, taken = offer(), offer(purpose="tests.other"), offer(to=Reader("B", "b@x.org"))
    fallen = offer(to=Reader("C", "c@x.org"), data={"why": "Over."})
    with within(area):
        ActionLink.objects.filter(pk=used.link.pk).update(used_at=at)
        ActionLink.objects.filter(pk=taken.link.pk).update(revoked_at=at)
    now.move_to(at + timedelta(days=30))
    paths = [one.path for one in (expired, used, taken, fallen)]
    pages = []
    for path in [*paths, secret.path(secret.new()), secret.path("nonsense")]:
        client.cookies.clear()
        page = client.post(path, AGAIN)
        pages.append((page.status_code, page.content.decode()))
    assert len(set(pages)) == 1
    assert [message.to_address for message in Message.objects.all()] == ["ada@example.org"]


def test_an_open_link_is_not_sent_again(client, offer):
    client.post(offer().path, AGAIN)
    assert not Message.objects.exists()


def test_new_links_are_sent_a_few_times_a_day(client, offer, at, now):
    path = offer().path
    now.move_to(at + timedelta(days=30))
    for _ in range(6):
        assert client.post(path, AGAIN).status_code == 200
    assert Message.objects.count() == 3
    now.move_to(at + timedelta(days=31, hours=1))
    client.post(path, AGAIN)
    assert Message.objects.count() == 4


# Tampering ---------------------------------------------------------------------------------------


TOKENS = st.text("ABCXYZabcxyz0123456789_-", min_size=1, max_size=60)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TOKENS, st.integers(0, 42), st.sampled_from("ABCXYZabcxyz0123456789_-"))
@example("x", 42, "A")
def test_no_other_token_opens_a_link(client, area, at, token, place, letter):
    with within(area):
        path = links.offer(
            area=area,
            purpose="tests.greet",
            to=Reader("Ada", "ada@example.org"),
            obj=area,
            says="greet",
            at=at,
        ).path
    real = path.split("/")[2]
    changed = real[:place] + letter + real[place + 1 :]
    for wrong in {token, changed, real[:-1], f"{real}A", real.swapcase(), real[::-1]} - {real}:
        assert client.get(secret.path(wrong)).status_code == GONE
        assert client.post(secret.path(wrong)).status_code == GONE
    assert tagline() == ""


def test_the_stored_hash_is_no_way_in(client, offer):
    assert client.post(secret.path(offer().link.secret)).status_code == GONE


def test_a_link_acts_in_its_own_area_alone(client, offer, area, other_area):
    foreign = offer(area=other_area, obj=other_area)
    assert text(client.get(foreign.path)) == "Would greet Ada Lovelace in Elsewhere."
    client.post(foreign.path)
    assert tagline() == ""
    assert Area.objects.get(pk=other_area.pk).tagline == "greeted "
