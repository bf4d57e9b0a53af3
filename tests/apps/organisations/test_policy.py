"""Who may do what: every predicate against every kind of actor."""

from uuid import uuid4

import pytest

from opencompact.apps.organisations import policy
from opencompact.apps.organisations.models import Departure, Organisation, Role
from opencompact.apps.organisations.policy import SigningRole
from opencompact.base.areas.actor import ANONYMOUS, Actor, ActorRole, RoleKind

OWN = Organisation(name="Own")
OTHER = Organisation(name="Other")


def actor(*roles):
    return Actor(user_id=uuid4(), name="A", email="a@example.org", roles=roles)


ACTORS = {
    "anonymous": ANONYMOUS,
    "member": actor(),
    "representative": actor(ActorRole(RoleKind.REPRESENTATIVE, OWN.pk)),
    "signer": actor(SigningRole(RoleKind.REPRESENTATIVE, OWN.pk)),
    "signer elsewhere": actor(SigningRole(RoleKind.REPRESENTATIVE, OTHER.pk)),
    "lead": actor(ActorRole(RoleKind.LEAD, OWN.pk)),
    "champion": actor(ActorRole(RoleKind.CHAMPION, OWN.pk)),
    "group member": actor(ActorRole(RoleKind.GROUP_MEMBER)),
    "mediator": actor(ActorRole(RoleKind.MEDIATOR)),
    "chair": actor(ActorRole(RoleKind.CHAIR)),
    "returning officer": actor(ActorRole(RoleKind.RETURNING_OFFICER)),
    "officer": actor(ActorRole(RoleKind.OFFICER)),
}
OFFICER = {"officer"}
SIGNERS = {"signer", "officer"}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(
    ("predicate", "allowed"),
    [
        (policy.can_import, OFFICER),
        (policy.can_add, OFFICER),
        (policy.can_see_people, OFFICER),
        (policy.can_appoint, OFFICER),
        (policy.can_end_role, OFFICER),
        (policy.can_ask, set(ACTORS) - {"anonymous"}),
        (lambda one: policy.can_edit(one, OWN), OFFICER),
        (lambda one: policy.may_bind(one, OWN), {"signer"}),
        (lambda one: policy.can_sign(one, OWN), SIGNERS),
        (lambda one: policy.can_withdraw(one, OWN), SIGNERS),
        (lambda one: policy.can_cover(one, OWN), SIGNERS),
        (lambda one: policy.speaks_for(one, OWN), {"representative", "signer"}),
        (
            lambda one: policy.can_see_notice(one, OWN),
            {"representative", "signer", "chair", "officer"},
        ),
        (
            policy.can_begin_departure,
            {"representative", "signer", "signer elsewhere", "lead", "champion", "officer"},
        ),
        (
            lambda one: policy.can_file_departure(one, OWN),
            {"representative", "signer", "lead", "champion", "officer"},
        ),
        (
            lambda one: policy.can_settle_departure(one, Departure(body_id=OWN.pk)),
            {"representative", "signer", "lead", "champion", "officer"},
        ),
    ],
    ids=[
        "import",
        "add",
        "see people",
        "appoint",
        "end role",
        "ask",
        "edit",
        "bind",
        "sign",
        "withdraw",
        "cover",
        "speak",
        "see notice",
        "begin departure",
        "file departure",
        "settle departure",
    ],
)
def test_who_may(predicate, allowed, who):
    assert predicate(ACTORS[who]) is (who in allowed)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("kind", RoleKind)
def test_whose_role_is_seen(who, kind):
    role = Role(kind=kind, organisation_id=OWN.pk)
    public = kind in {RoleKind.OFFICER, RoleKind.CHAIR, RoleKind.CHAMPION, RoleKind.LEAD}
    colleagues = {"representative", "signer", "officer"}
    assert policy.can_see_role(ACTORS[who], role) is (public or who in colleagues)


def test_a_role_without_an_organisation_is_no_colleagues():
    role = Role(kind=RoleKind.MEDIATOR, organisation_id=None)
    assert not policy.can_see_role(ACTORS["representative"], role)


@pytest.mark.parametrize("who", ACTORS)
def test_whose_role_is_confirmed_by_whom(who):
    theirs = Role(kind=RoleKind.CHAMPION, user_id=uuid4())
    assert policy.can_confirm_role(ACTORS[who], theirs) is (who == "officer")
    own = Role(kind=RoleKind.CHAMPION, user_id=ACTORS[who].user_id)
    assert policy.can_confirm_role(ACTORS[who], own) is (who != "anonymous")
