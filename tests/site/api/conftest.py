"""A town whose people have tokens, and a way to call the API with one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.models import ApiToken
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope
from opencompact.site.api import actions
from tests.apps.disputes.town import Town, build

START = "/api/v1/areas/anywhere"
Call = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def _counted_anew():
    caches["api"].clear()


@pytest.fixture
def town(scoped) -> Town:
    """Leicester's procedure; the test runs inside the area."""
    return build(scoped, "leicester-2008")


@pytest.fixture
def token(town) -> Callable[..., tuple[ApiToken, str]]:
    """Make a token: token("officer", Scope.READ_PEOPLE) gives it with its secret."""

    def made(who: str, *scopes: Scope, days: int = 90) -> tuple[ApiToken, str]:
        actor = actor_for(town.users[who], town.area, timezone.localdate())
        given = scopes or tuple(Scope)
        return actions.make(town.area, "Sync", given, days, actor=actor, at=timezone.now())

    return made


@pytest.fixture
def call(db) -> Call:
    """Call the API outside any area, as a script does: call("/token", secret="oc_…")."""

    def sent(path: str, *, method: str = "get", secret: str = "", body: Any = None, **more: Any):
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        headers |= more.pop("headers", {})
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        address = path if path.startswith("/api") else START + path
        with within(None):
            return getattr(Client(), method)(address, headers=headers, **more)

    return sent
