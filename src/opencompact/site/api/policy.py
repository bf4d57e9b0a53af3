"""Who may have tokens, and what a person can make one for."""

from opencompact.apps.organisations.policy import SigningRole, is_officer
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import ApiToken
from opencompact.base.areas.tokens import Scope

OF_OFFICERS = frozenset({Scope.READ_PEOPLE, Scope.READ_HISTORY, Scope.WRITE_REGISTER})


def can_have_tokens(actor: Actor) -> bool:
    """Everybody with a role in the area may let a script act for them."""
    return bool(actor.roles)


def can_see_every_token(actor: Actor) -> bool:
    """Officers see all tokens of the area, never a secret."""
    return is_officer(actor)


def can_revoke(actor: Actor, token: ApiToken) -> bool:
    """Whoever has it, and every officer."""
    return token.user_id == actor.user_id or is_officer(actor)


def useful(actor: Actor) -> list[Scope]:
    """The scopes with which a token of this person opens anything today."""
    return [scope for scope in Scope if _opens(actor, scope)]


def _opens(actor: Actor, scope: Scope) -> bool:
    if scope in OF_OFFICERS:
        return is_officer(actor)
    if scope == Scope.WRITE_SIGNATURES:
        return is_officer(actor) or any(isinstance(role, SigningRole) for role in actor.roles)
    return bool(actor.roles)
