"""Keeping the signposts of an area: written, checked again, removed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.models import Signpost
from opencompact.apps.disputes.policy import can_keep_signposts
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area


class SignpostChangedError(RuntimeError):
    """Somebody else changed the signpost since the page was opened; nothing was written."""


@transaction.atomic
def keep_signpost(
    area: Area,
    fields: Mapping[str, Any],
    signpost: Signpost | None = None,
    *,
    actor: Actor,
    on: date,
    at: datetime,
) -> Signpost:
    """Write a signpost, new or over the `version` in `fields`; it counts as checked today."""
    if not can_keep_signposts(actor):
        raise PermissionDenied
    given = dict(fields)
    version = given.pop("version", 0)
    if found := dict(_faults(given, on)):
        raise UnfitError(found)
    written = {**given, "checked_on": on}
    if signpost is None:
        kept: Signpost = Signpost.objects.create(area=area, **written)
    else:
        rows = Signpost.objects.filter(pk=signpost.pk, version=version)
        if not rows.update(**written, version=version + 1):
            raise SignpostChangedError(str(signpost.pk))
        kept = Signpost.objects.get(pk=signpost.pk)
    data = {"expires_on": kept.expires_on.isoformat(), "version": kept.version}
    audit.record("disputes.keep_signpost", actor=actor, area=area, obj=kept, data=data, at=at)
    return kept


@transaction.atomic
def remove_signpost(signpost: Signpost, *, actor: Actor, at: datetime) -> None:
    """Take a signpost away."""
    if not can_keep_signposts(actor):
        raise PermissionDenied
    area = signpost.area
    audit.record("disputes.remove_signpost", actor=actor, area=area, obj=signpost, at=at)
    signpost.delete()


def _faults(given: Mapping[str, Any], on: date) -> Iterator[tuple[str, str]]:
    if given["expires_on"] <= on:
        yield "expires_on", _("The day must be in the future")
    if not (given.get("owner_role") or given.get("owner", "").strip()):
        yield "owner", _("Say who sees to it that this stays right")
    web = given.get("web", "")
    if web and (urlsplit(web).scheme not in {"http", "https"} or not urlsplit(web).netloc):
        yield "web", _("Enter a web address, like https://www.example.org")
