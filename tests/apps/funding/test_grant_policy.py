"""Who may do what with programmes, agreements, payees and imports: a table of cases."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from opencompact.apps.funding.policy import grants as policy
from opencompact.base.areas.actor import ANONYMOUS, Actor, ActorRole, RoleKind

BODY, OTHER = UUID(int=1), UUID(int=2)
OPEN = SimpleNamespace(is_draft=False, funder_id=BODY)
DRAFT = SimpleNamespace(is_draft=True, funder_id=BODY)


def somebody(kind=None, body=None):
    roles = (ActorRole(kind, body),) if kind else ()
    return Actor(user_id=1, name="Ada", email="ada@example.org", roles=roles)


OFFICER = somebody(RoleKind.OFFICER)
OWN = [somebody(kind, BODY) for kind in policy.KEEPERS]
ELSE = [
    ANONYMOUS,
    somebody(),
    somebody(RoleKind.CHAIR),
    somebody(RoleKind.LEAD, BODY),
    *(somebody(kind, OTHER) for kind in policy.KEEPERS),
]


@pytest.mark.parametrize("actor", [OFFICER, *OWN])
def test_officers_and_a_bodys_own_people_keep_its_records(actor):
    for can in (policy.can_see, policy.can_edit, policy.can_vary):
        assert can(actor, OPEN)
        assert can(actor, DRAFT)
    assert policy.can_add(actor)
    assert policy.can_keep(actor, BODY)


@pytest.mark.parametrize("actor", ELSE)
def test_others_read_what_is_published(actor):
    assert policy.can_see(actor, OPEN)
    assert not policy.can_see(actor, DRAFT)
    assert not policy.can_edit(actor, OPEN)
    assert not policy.can_vary(actor, OPEN)
    assert not policy.can_keep(actor, BODY)


def test_who_keeps_nothing_adds_nothing():
    assert not any(policy.can_add(actor) for actor in ELSE[:4])
    assert all(policy.can_add(actor) for actor in ELSE[4:])


@pytest.mark.parametrize("actor", [*OWN, *ELSE])
def test_files_and_payees_are_for_officers(actor):
    assert not policy.can_import(actor)
    assert not policy.can_decide_payee(actor)
    assert policy.can_import(OFFICER)
    assert policy.can_decide_payee(OFFICER)
