"""A second step: who is asked for it, what proves it, and what is ended when it changes."""

import re
import time
from datetime import date

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from opencompact.base.accounts.actions import end_sessions, enrol, unprotect
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind, actor_in
from opencompact.base.areas.models import Area
from tests import strong

EMAIL, PASSWORD = "ada@example.org", "a long enough phrase"
SECRET = "JBSWY3DPEHPK3PXP"
ON = date(2026, 11, 20)
PEOPLE, PUBLIC, MISSING = "/anywhere/nobody/", "/anywhere/opened/", "/anywhere/missing/"
PROTECT = "/account/protect/?next=%2Fanywhere%2F"


def officer(user, area, on):
    """A loader by which everybody is the officer."""
    role = ActorRole(RoleKind.OFFICER)
    return Actor(user.pk, str(user), user.email, area.pk, (role,))


def member(user, area, on):
    """A loader by which everybody is a member of the group."""
    role = ActorRole(RoleKind.GROUP_MEMBER)
    return Actor(user.pk, str(user), user.email, area.pk, (role,))


@pytest.fixture(autouse=True)
def little_site(settings, area):
    settings.ROOT_URLCONF = "tests.base.areas.pages"
    settings.NAVIGATION = settings.DEMO_BAR = ""
    settings.STRONG_ROLES = strong.ROLES
    settings.ACTOR_LOADER = f"{__name__}.officer"
    cache.clear()


@pytest.fixture
def ada():
    return enrol(email=EMAIL, name="Ada Lovelace", password=PASSWORD, proven=True)


def code_now(steps=0):
    """What the app shows, or showed some steps ago."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def sign_in(client, code=""):
    """By password, then with a code if one is asked for."""
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    return client.post("/account/second-step/authenticate/", {"code": code}) if code else None


def signed_in(client):
    return "_auth_user_id" in client.session


# Who is asked.


def test_without_a_second_step_an_officer_is_nobody(client, ada, area):
    sign_in(client)
    assert client.get(PUBLIC).content == b"Anywhere  Anywhere"
    assert client.get("/opened/").content == b"- Ada Lovelace None"
    for page in (PEOPLE, "/anywhere/members/", MISSING):
        response = client.get(page)
        assert response.status_code == 302
        assert response["Location"].startswith(PROTECT)


def test_with_it_the_officer_is_known(client, ada, area):
    strong.give_app(ada)
    sign_in(client, code_now())
    assert client.get(PUBLIC).content == b"Anywhere Ada Lovelace Anywhere"
    assert client.get(PEOPLE).status_code == 403
    assert client.get(MISSING).status_code == 404


def test_a_session_without_it_does_not_count_even_when_the_account_has_it(client, ada, area):
    strong.give_app(ada)
    client.force_login(ada)
    assert client.get(PEOPLE)["Location"].startswith(PROTECT)
    assert "Show that it is me" in client.get("/account/protect/").content.decode()


def test_nobody_else_is_asked(client, ada, area, settings):
    settings.ACTOR_LOADER = f"{__name__}.member"
    sign_in(client)
    assert client.get(PUBLIC).content == b"Anywhere Ada Lovelace Anywhere"
    assert client.get(PEOPLE).status_code == 403


@pytest.mark.parametrize("role", ["officer", "chair", "mediator", "returning-officer"])
def test_the_settings_name_the_roles(role):
    from opencompact.site import settings as real

    assert role in real.STRONG_ROLES


@pytest.mark.parametrize(("protected", "held_back"), [(False, True), (True, False)])
def test_with_a_token_the_account_has_to_be_protected(
    ada, area, protected, held_back, django_assert_num_queries
):
    if protected:
        strong.give_app(ada)
    with django_assert_num_queries(1):
        actor = actor_in(ada, area, ON)
    assert actor.held_back is held_back
    assert actor.signed_in is not held_back


def test_recovery_codes_alone_protect_nothing(ada, area):
    RecoveryCodes.activate(ada)
    assert actor_in(ada, area, ON).held_back


@pytest.mark.parametrize("loader", ["member", "officer"])
def test_a_page_costs_no_query_more(
    client, ada, area, settings, loader, django_assert_max_num_queries
):
    settings.ACTOR_LOADER = f"{__name__}.{loader}"
    client.force_login(ada)
    strong.prove(client)
    client.get(PUBLIC)
    with django_assert_max_num_queries(3):  # session, person, area
        client.get(PUBLIC)


# What proves it.


def test_a_wrong_code_opens_nothing(client, ada):
    strong.give_app(ada)
    response = sign_in(client, "123456")
    assert "The code is not right" in response.content.decode()
    assert not signed_in(client)


def test_a_code_opens_once(client, ada):
    strong.give_app(ada)
    code = code_now()
    sign_in(client, code)
    assert signed_in(client)
    other = Client()
    sign_in(other, code)
    assert not signed_in(other)


def test_a_recovery_code_opens_once(client, ada):
    strong.give_app(ada)
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]
    sign_in(client, code)
    assert signed_in(client)
    other = Client()
    sign_in(other, code)
    assert not signed_in(other)


@pytest.mark.parametrize("step", ["/account/second-step/", "/account/places/", PUBLIC])
def test_between_the_steps_nobody_is_signed_in(client, ada, area, step):
    strong.give_app(ada)
    sign_in(client)
    assert not signed_in(client)
    assert b"Ada" not in client.get(step).content


def test_a_new_password_by_mail_is_no_way_round_it(client, ada):
    strong.give_app(ada)
    client.post("/account/password/reset/", {"email": ada.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a new long phrase", "password2": "a new long phrase"})
    ada.refresh_from_db()
    assert ada.check_password("a new long phrase")
    assert not signed_in(client)
    client.post("/account/login/", {"login": EMAIL, "password": "a new long phrase"})
    assert not signed_in(client)
    client.post("/account/second-step/authenticate/", {"code": code_now()})
    assert signed_in(client)


def test_guessing_codes_ends_after_five(client, ada):
    strong.give_app(ada)
    sign_in(client)
    for _ in range(5):
        client.post("/account/second-step/authenticate/", {"code": "000000"})
    response = client.post("/account/second-step/authenticate/", {"code": code_now()})
    assert "Too many attempts" in response.content.decode()
    assert not signed_in(client)


def test_guessing_codes_from_mail_ends_after_nine():
    """Asking for new codes gives no new guesses."""
    enrol(email=EMAIL, proven=True)
    for _ in range(6):
        Client().post("/account/login/code/", {"email": EMAIL})
    sent = [one for one in mail.outbox if one.subject == "Your code to sign in"]
    assert len(sent) == 3, "three codes of three attempts each are nine guesses"


def test_guessing_over_many_accounts_ends_after_ten(client):
    """One address of the network gets ten wrong codes, whosever they are."""
    for number in range(6):
        enrol(email=f"person{number}@example.org", proven=True)
    for number in range(5):
        guesser = Client()
        guesser.post("/account/login/code/", {"email": f"person{number}@example.org"})
        for _ in range(2):
            guesser.post("/account/login/code/confirm/", {"code": "WRONGX"})
    client.post("/account/login/code/", {"email": "person5@example.org"})
    code = re.search(r"^ +(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]
    client.post("/account/login/code/confirm/", {"code": code})
    assert not signed_in(client)


# What a change ends.


@pytest.fixture
def elsewhere(ada):
    """Another browser in which the person is signed in."""
    other = Client()
    other.force_login(ada)
    assert in_use(other)
    return other


def in_use(client):
    return client.get("/account/places/").status_code == 200


def post(client, path, commit, **data):
    with commit(execute=True):
        return client.post(f"/account/{path}", data)


def again(client):
    """Show the password once more, as the pages ask."""
    return client.post("/account/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.mark.django_db(transaction=True)
def test_adding_an_app_ends_the_other_sessions(client, ada, elsewhere, area):
    sign_in(client)
    again(client)
    client.get("/account/second-step/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    key = client.session.session_key
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post("/account/second-step/totp/activate/", {"code": code})
    assert not in_use(elsewhere)
    assert in_use(client)
    assert client.session.session_key != key
    assert client.get(PEOPLE).status_code == 403, "and what was set up counts at once"
    assert mail.outbox[-1].subject == "An authenticator app was added to your account"


def test_removing_the_only_app_ends_them_too_and_the_role_waits(client, ada, commit, area):
    strong.give_app(ada)
    sign_in(client, code_now())
    other = Client()
    other.force_login(ada)
    client.post("/account/second-step/reauthenticate/", {"code": code_now(-1)})
    post(client, "second-step/totp/deactivate/", commit)
    assert not Authenticator.objects.exists()
    assert not in_use(other)
    assert in_use(client)
    assert client.get(PEOPLE)["Location"].startswith(PROTECT)


def test_a_new_password_ends_the_other_sessions(client, ada, elsewhere, commit):
    sign_in(client)
    again(client)
    new = "another long phrase"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    post(client, "password/change/", commit, **told)
    assert not in_use(elsewhere)
    assert in_use(client)


@pytest.mark.parametrize("action", ["action_primary", "action_remove"])
def test_another_address_ends_the_other_sessions(client, ada, elsewhere, commit, action):
    ada.emailaddress_set.create(email="ada@home.example", verified=True)
    sign_in(client)
    again(client)
    post(client, "email/", commit, email="ada@home.example", **{action: "1"})
    assert not in_use(elsewhere)
    assert in_use(client)


@pytest.mark.parametrize(
    "path",
    [
        "second-step/totp/activate/",
        "second-step/webauthn/add/",
        "second-step/recovery-codes/generate/",
        "second-step/totp/deactivate/",
        "email/",
    ],
)
def test_changes_need_a_proof_that_is_fresh(client, ada, path):
    if "deactivate" in path:
        strong.give_app(ada)
    client.force_login(ada)
    data = {"email": "new@example.org", "action_add": "1"}
    response = client.post(f"/account/{path}", data)
    assert response.status_code == 302
    assert "reauthenticate/" in response["Location"]


@pytest.mark.parametrize("path", ["totp/activate/", "webauthn/add/"])
@pytest.mark.parametrize(("minutes", "opens"), [(0, True), (14, True), (16, False)])
def test_the_first_protection_needs_a_sign_in_that_is_fresh(client, db, path, minutes, opens):
    """Whoever finds an open browser cannot make the account their own."""
    client.force_login(enrol(email=EMAIL, proven=True))
    strong.begin(client)
    with time_machine.travel(time.time() + minutes * 60, tick=False):
        response = client.get(f"/account/second-step/{path}")
    assert response.status_code == (200 if opens else 302)
    if not opens:
        assert response["Location"] == f"/account/login/?next=/account/second-step/{path}"
        assert not signed_in(client)


def test_a_lost_authenticator_is_taken_off_by_those_who_run_the_site(client, ada):
    strong.give_app(ada)
    sign_in(client, code_now())
    assert unprotect(ada) == 1
    assert not in_use(client)
    sign_in(client)
    assert signed_in(client)


def test_signing_in_changes_the_key_of_the_session(client, ada):
    session = client.session
    session["chosen"] = "by somebody else"
    session.save()
    before = session.session_key
    sign_in(client)
    assert signed_in(client)
    assert client.session.session_key != before


def test_every_session_can_be_ended_at_once(client, ada, elsewhere):
    sign_in(client)
    ada.refresh_from_db()
    end_sessions(ada)
    assert not in_use(client)
    assert not in_use(elsewhere)


def test_an_area_of_the_other_name_is_no_way_round(client, ada, other_area):
    sign_in(client)
    assert client.get("/elsewhere/members/")["Location"].startswith("/account/protect/")
    assert Area.objects.count() == 2
