"""Who may do what with mail, as a table."""

import pytest

from opencompact.base.areas.actor import ANONYMOUS, Actor, ActorRole, RoleKind
from opencompact.site.mail import policy


@pytest.mark.parametrize("kind", [None, *RoleKind])
def test_officers_keep_the_mail_and_everybody_their_own(kind, user):
    roles = (ActorRole(kind),) if kind else ()
    actor = Actor(user.pk, user.name, user.email, roles=roles)
    assert policy.can_choose(actor)
    assert policy.can_keep(actor) is (kind == RoleKind.OFFICER)


def test_a_visitor_may_do_neither():
    assert not policy.can_choose(ANONYMOUS)
    assert not policy.can_keep(ANONYMOUS)
