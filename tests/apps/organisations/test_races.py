"""Several people at the same moment, through the pages: one row, and the others are told."""

from __future__ import annotations

import pytest
from django.test import Client

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.organisations.models import Coverage, Organisation, Role, Signature
from opencompact.base import audit
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests import figures
from tests.apps.organisations.conftest import LONG_AGO, pack
from tests.threads import together

MANY = 4
EDITS, EDITS_NIGHTLY = 16, 1_000
PLEDGE = {
    "name": "Pat Smith", "position": "Chair", "authority": "on", "public": "on",
    "on_day": "2", "on_month": "3", "on_year": "2026", "step": "confirm",
}  # fmt: skip
CHAIR = {
    "email": "new@example.org", "name": "Nia New", "kind": "chair",
    "starts_day": "2", "starts_month": "3", "starts_year": "2026",
}  # fmt: skip


@pytest.fixture
def kept(transactional_db, area, at) -> Area:
    """An area whose rows are really written, so that threads meet over them."""
    with within(area):
        adopt_pack(area, pack(), actor=SYSTEM, at=at)
        for name in ("elm", "oak"):
            Organisation.objects.create(area=area, name=name.title(), slug=name)
        user = User.objects.create_user("officer@example.org", name="Ola Officer")
        Role.objects.create(area=area, user=user, kind=RoleKind.OFFICER, starts=LONG_AGO)
    return area


def browsers(count: int) -> list[Client]:
    """The officer's browser, open so many times."""
    found = [Client(raise_request_exception=False) for _ in range(count)]
    for one in found:
        one.force_login(User.objects.get(email="officer@example.org"))
    return found


def posted(address: str, data: dict[str, str]) -> list[int]:
    """The same form sent from every browser at once: what each was answered."""
    sends = [lambda one=one: one.post(address, data).status_code for one in browsers(MANY)]
    return sorted(together(*sends))


@pytest.mark.parametrize(
    ("address", "data", "model"),
    [("organisations/elm/sign/", PLEDGE, Signature), ("people/appoint/", CHAIR, Role)],
    ids=["signature", "appointment"],
)
def test_what_there_is_one_of_is_made_once(kept, address, data, model):
    with within(kept):
        before = model.objects.count()
    answers = posted(f"/anywhere/{address}", data)
    with within(kept):
        assert model.objects.count() == before + 1, answers
    assert max(answers) < 500, answers
    assert audit.verify().faults == ()
    figures.note("one of each, sent at once", model.__name__, sent=len(answers), rows=1)


def test_a_member_is_covered_once(kept):
    client = browsers(1)[0]
    client.post("/anywhere/organisations/elm/sign/", PLEDGE)
    answers = posted("/anywhere/organisations/elm/members/", {"member": "oak"})
    with within(kept):
        assert Signature.objects.count() == 1
        assert Coverage.objects.count() == 1, answers
    assert max(answers) < 500, answers


def edit(client: Client, text: str) -> bool:
    """Change the address of an organisation as a person does; say whether it was saved."""
    page = client.get("/anywhere/organisations/elm/edit/").content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    answer = client.post(
        "/anywhere/organisations/elm/edit/",
        {"name": "Elm", "sector": "vcs", "address": text, "version": version},
    )
    if answer.status_code == 409:
        assert text in answer.content.decode(), "what was typed is lost"
    return answer.status_code == 302


def play(kept: Area, edits: int) -> None:
    """People change one organisation, several at a time: each change is saved or given back."""
    clients, saved = browsers(MANY), 0
    for number in range(edits // MANY):
        works = [
            lambda one=one, text=f"{number} {place} High Street": edit(one, text)
            for place, one in enumerate(clients)
        ]
        done = together(*works)
        assert any(done)
        saved += sum(done)
    with within(kept):
        assert Organisation.objects.get(slug="elm").version == saved + 1
    given_back = edits - saved
    figures.note(
        "concurrent edits", str(edits), edits=edits, saved=saved, given_back=given_back, lost=0
    )


def test_no_change_is_lost(kept):
    play(kept, EDITS)


@pytest.mark.nightly
def test_no_change_is_lost_among_very_many(kept):
    play(kept, EDITS_NIGHTLY)
