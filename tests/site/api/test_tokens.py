"""Tokens: how they are made and kept, what ends them, and where they count for nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opencompact.apps.organisations.models import Role
from opencompact.base.areas import tokens
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import ApiToken, Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope
from opencompact.base.audit.models import Event
from opencompact.site.api import actions


def test_only_a_hash_of_the_secret_is_kept(town, token):
    made, secret = token("officer")
    assert secret.startswith("oc_")
    assert len(secret) > 40
    row = ApiToken.objects.filter(pk=made.pk).values().get()
    assert secret not in str(row)
    assert row["secret_hash"] == tokens.digest(secret)
    assert secret.startswith(row["beginning"])


def test_two_secrets_are_never_the_same():
    assert len({tokens.fresh() for _ in range(100)}) == 100


def test_making_and_revoking_are_in_the_chain_without_name_or_secret(town, token):
    made, secret = token("officer", Scope.READ_CASES)
    actions.revoke(made, actor=town.actor("officer"), at=timezone.now())
    actions.revoke(made, actor=town.actor("officer"), at=timezone.now())
    events = Event.objects.filter(object_id=str(made.pk))
    assert [event.verb for event in events] == ["api.make_token", "api.revoke_token"]
    assert events[0].data["scopes"] == ["read:cases"]
    assert not any(secret[:8] in str(event.data) or "Sync" in str(event.data) for event in events)


def test_nobody_heaps_up_tokens(town, token):
    for _ in range(actions.MOST):
        made, _ = token("elm", Scope.READ_CASES)
    with pytest.raises(NotNow, match="20 tokens"):
        token("elm", Scope.READ_CASES)
    actions.revoke(made, actor=town.actor("elm"), at=timezone.now())
    token("elm", Scope.READ_CASES)
    token("officer")


def test_it_says_whose_it_is_and_notes_the_day_of_its_last_use(town, token, call):
    made, secret = token("elm", Scope.READ_CASES)
    assert made.last_used_on is None
    answer = call("/token", secret=secret)
    assert answer.json() == {
        "name": "Sync",
        "person": "Elm",
        "scopes": ["read:cases"],
        "roles": ["representative"],
        "expires_on": made.expires_on.isoformat(),
    }
    assert answer["Cache-Control"] == "no-store"
    made.refresh_from_db()
    assert made.last_used_on == timezone.localdate()


def revoked(made, town):
    actions.revoke(made, actor=town.actor("officer"), at=timezone.now())


def expired(made, _town):
    ApiToken.objects.filter(pk=made.pk).update(expires_on=timezone.localdate())


def closed(made, _town):
    made.user.is_active = False
    made.user.save()


def without_a_role(made, _town):
    Role.objects.filter(user=made.user).update(ends=timezone.localdate())


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        (revoked, "revoked"),
        (expired, "expired"),
        (closed, "account"),
        (without_a_role, "no role here any more"),
    ],
)
def test_it_ends(town, token, call, ending, says):
    made, secret = token("elm")
    assert call("/cases", secret=secret).status_code == 200
    ending(made, town)
    answer = call("/cases", secret=secret)
    assert answer.status_code == 401
    assert says in answer.json()["error"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_it_holds_on_its_last_day(town, token, call):
    made, secret = token("elm")
    tomorrow = timezone.localdate() + timedelta(days=1)
    ApiToken.objects.filter(pk=made.pk).update(expires_on=tomorrow)
    assert call("/cases", secret=secret).status_code == 200


def test_it_never_may_more_than_its_person_today(town, token, call):
    _, secret = token("officer")
    assert call("/people", secret=secret).status_code == 200
    town.join("officer", RoleKind.REPRESENTATIVE, "elm")
    Role.objects.filter(user=town.users["officer"], kind="officer").update(
        ends=timezone.localdate()
    )
    assert call("/people", secret=secret).status_code == 403


def test_in_another_area_its_person_is_a_visitor(town, token, call):
    other = Area.objects.create(slug="elsewhere", name="Elsewhere")
    with within(other):
        Role.objects.create(
            area=other, user=town.users["officer"], kind="officer", starts=timezone.localdate()
        )
    _, secret = token("officer")
    assert call("/api/v1/areas/elsewhere/organisations", secret=secret).status_code == 200
    assert call("/api/v1/areas/elsewhere/people", secret=secret).status_code == 401
    assert call("/api/v1/areas", secret=secret).status_code == 200


def test_a_wrong_token_is_told_even_where_none_is_needed(town, call):
    for header in ("Bearer oc_wrong", "Bearer", "Bearer ", "Basic YTpi", "oc_x"):
        answer = call("/organisations", headers={"authorization": header})
        assert answer.status_code == 401, header
        assert "token" in answer.json()["error"]


def test_it_is_not_taken_from_the_address(town, token, call):
    _, secret = token("officer")
    answer = call(f"/people?token={secret}")
    assert answer.status_code == 400
    assert call(f"/people?access_token={secret}").status_code == 400


def test_it_opens_no_page(town, token):
    _, secret = token("officer")
    with within(None):
        answer = Client().get("/anywhere/people/", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_write_by_token_needs_no_form_token(town, token):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    with within(None):
        answer = Client(enforce_csrf_checks=True).post(
            "/api/v1/areas/anywhere/organisations",
            data='{"name": "New", "sector": "vcs"}',
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}"},
        )
    assert answer.status_code == 201


def test_a_session_counts_for_nothing(town, client):
    client.force_login(town.users["officer"])
    with within(None):
        assert client.get("/api/v1/areas/anywhere/people").status_code == 401
        written = client.post(
            "/api/v1/areas/anywhere/organisations",
            data='{"name": "New", "sector": "vcs"}',
            content_type="application/json",
        )
        public = client.get("/api/v1/areas/anywhere/organisations")
    assert written.status_code == 401
    assert public["Cache-Control"] == "no-cache"  # an answer to nobody, not one to the officer
