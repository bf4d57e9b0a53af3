"""Making a token and revoking it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.base import audit
from opencompact.base.areas import tokens
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import ApiToken, Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.tokens import Scope

MOST = 20


@transaction.atomic
def make(
    area: Area, name: str, scopes: Sequence[Scope], days: int, *, actor: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """Make a token; gives it and its secret, which nobody can find out again. NotNow for too many.

    The audit keeps what it opens and for how long, never its name or anything of the secret.
    """
    on = timezone.localdate(at)
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    held = ApiToken.objects.filter(user_id=actor.user_id, revoked_at=None, expires_on__gt=on)
    if held.count() >= MOST:
        said = _("You have {number} tokens already.").format(number=MOST)
        raise NotNow(said, [_("revoke one that you do not need")])
    secret = tokens.fresh()
    token = ApiToken.objects.create(
        area=area,
        user_id=actor.user_id,
        name=name,
        scopes=[scope.value for scope in scopes],
        secret_hash=tokens.digest(secret),
        beginning=secret[: tokens.SHOWN],
        made_at=at,
        expires_on=on + timedelta(days=days),
    )
    data = {"scopes": token.scopes, "expires_on": token.expires_on.isoformat()}
    audit.record("api.make_token", actor=actor, area=area, obj=token, data=data, at=at)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, actor: Actor, at: datetime) -> ApiToken:
    """Close a token for good; closing it twice is done once."""
    stored = (
        ApiToken.objects.select_for_update(of=("self",)).select_related("area").get(pk=token.pk)
    )
    if stored.revoked_at is not None:
        return stored
    stored.revoked_at = at
    stored.save(update_fields=["revoked_at"])
    data = {"person": str(stored.user_id)}
    audit.record("api.revoke_token", actor=actor, area=stored.area, obj=stored, data=data, at=at)
    return stored
