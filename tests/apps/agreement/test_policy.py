"""Who may adopt: an officer of the area and nobody else."""

import pytest

from opencompact.apps.agreement import policy
from opencompact.base.areas.actor import ANONYMOUS, Actor, ActorRole, RoleKind


def holding(kind: RoleKind) -> Actor:
    return Actor(user_id=None, name="", email="", roles=(ActorRole(kind=kind),))


@pytest.mark.parametrize("kind", RoleKind)
def test_only_an_officer_adopts(kind):
    assert policy.can_adopt(holding(kind)) == (kind == RoleKind.OFFICER)


def test_a_visitor_does_not_adopt():
    assert not policy.can_adopt(ANONYMOUS)
