"""Who may bring payments in."""

from uuid import UUID

import pytest

from opencompact.apps.funding.policy import payments as policy
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import ANONYMOUS, Actor, ActorRole, RoleKind

COUNCIL, OTHER = UUID(int=1), UUID(int=2)


def actor(kind, organisation=None):
    return Actor(UUID(int=9), "Ada", "ada@example.org", roles=(ActorRole(kind, organisation),))


@pytest.mark.parametrize(
    ("who", "some", "own", "any_body"),
    [
        (ANONYMOUS, False, False, False),
        (Actor(UUID(int=9), "Ada", ""), False, False, False),
        (actor(RoleKind.OFFICER), True, True, True),
        (actor(RoleKind.CHAIR), False, False, False),
        (actor(RoleKind.CHAMPION, COUNCIL), True, True, False),
        (actor(RoleKind.LEAD, COUNCIL), True, True, False),
        (actor(RoleKind.REPRESENTATIVE, COUNCIL), True, True, False),
        (actor(RoleKind.REPRESENTATIVE, OTHER), False, False, False),
    ],
)
def test_who_may_import_payments(who, some, own, any_body):
    council = Organisation(pk=COUNCIL)
    assert policy.can_import_some_payments(who, [council]) is some
    assert policy.can_import_payments(who, council) is own
    assert policy.can_import_payments(who, None) is any_body
