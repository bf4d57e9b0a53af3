"""The pages of tokens: whose they are, what is offered to whom, and that a secret is shown once."""

import pytest
from django.utils import timezone

from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.models import ApiToken
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope
from opencompact.site.api import policy

TOKENS = "/anywhere/tokens/"

pytestmark = pytest.mark.once


@pytest.fixture
def visit(client, town):
    """Fetch or post as somebody of the town, outside any area."""

    def sent(who: str, path: str, **data):
        client.force_login(town.users[who])
        with within(None):
            return client.post(path, data) if data else client.get(path)

    return sent


def test_a_secret_is_on_one_answer_only(town, visit):
    given = {"name": " Register  sync ", "scopes": ["write:register"], "days": "30"}
    made = visit("officer", f"{TOKENS}make/", **given)
    token = ApiToken.objects.get()
    assert (token.name, token.scopes) == ("Register sync", ["write:register"])
    assert (token.expires_on - timezone.localdate()).days == 30
    assert made["Cache-Control"] == "no-store"
    secret = made.context["secret"]
    assert secret in made.content.decode()
    listed = visit("officer", TOKENS).content.decode()
    assert "Register sync" in listed
    assert secret not in listed
    assert secret[8:20] not in listed


def test_what_is_wrong_is_said_and_makes_no_token(town, visit):
    answer = visit("officer", f"{TOKENS}make/", name="", days="30", scopes=["write:everything"])
    assert answer.status_code == 200
    assert f'href="{TOKENS}">Cancel</a>' in answer.content.decode()
    assert "Enter what the token is for" in answer.content.decode()
    assert not ApiToken.objects.exists()


OF_EVERYBODY = [Scope.READ_CASES, Scope.WRITE_CASES, Scope.READ_LOG, Scope.READ_CHALLENGES]


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("officer", list(Scope)),
        ("elm", OF_EVERYBODY),
        ("chair", OF_EVERYBODY),
        ("stranger", []),
    ],
)
def test_only_scopes_that_open_something_are_offered(town, who, offered):
    actor = actor_for(town.users[who], town.area, timezone.localdate())
    assert policy.useful(actor) == offered


def test_a_representative_who_may_sign_is_offered_signing(town):
    town.users["ash"].roles.update(may_sign=True)
    actor = actor_for(town.users["ash"], town.area, timezone.localdate())
    assert Scope.WRITE_SIGNATURES in policy.useful(actor)


def test_nobody_takes_a_scope_that_is_not_offered(town, visit):
    visit("elm", f"{TOKENS}make/", name="x", days="30", scopes=["read:people"])
    assert not ApiToken.objects.exists()


def test_each_sees_their_own_and_an_officer_all(town, token, visit):
    made, _ = token("elm", Scope.READ_CASES)
    assert "Tokens of others" not in visit("elm", TOKENS).content.decode()
    assert "Elm" in visit("officer", TOKENS).content.decode()
    assert visit("hall", f"{TOKENS}{made.pk}/revoke/").status_code == 404
    assert visit("officer", f"{TOKENS}{made.pk}/revoke/").status_code == 200
    assert visit("elm", f"{TOKENS}{made.pk}/revoke/", sure="yes").status_code == 302
    made.refresh_from_db()
    assert made.revoked_at is not None
    assert "It was revoked already" in visit("elm", f"{TOKENS}{made.pk}/revoke/").content.decode()


def test_a_page_leads_to_the_tokens_whoever_may_have_one(town, visit, client):
    assert f'href="{TOKENS}"' in visit("elm", "/anywhere/").content.decode()
    assert f'href="{TOKENS}"' not in visit("stranger", "/anywhere/").content.decode()
    assert visit("stranger", TOKENS).status_code == 403
    assert 'href="/api/"' in visit("stranger", "/anywhere/").content.decode()


def test_every_operation_is_on_the_page_for_programmers(client, db):
    shown = client.get("/api/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        assert f"<code>{path}</code>" in shown
        for one in methods.values():
            assert f'id="{one["operationId"]}"' in shown
            assert one.get("x-scope", "any") in {"any", *(scope.value for scope in Scope)}
