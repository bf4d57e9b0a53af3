"""What can be done with the agreement: put an edition into force."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment, DraftingTask, Edition, Status
from opencompact.apps.agreement.queries import current_edition
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack, dump
from opencompact.core.pack.check import check
from opencompact.core.procedure.check import is_slug


class AdoptionError(ValueError):
    """The pack cannot be adopted. `faults` has a sentence for each reason and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@transaction.atomic
def adopt_pack(area: Area, pack: Pack, *, actor: Actor, at: datetime) -> Edition:
    """Put the text of `pack` into force in `area` and supersede the edition before it.

    Adopting what is already in force changes nothing. Raises AdoptionError for a pack with faults
    and for other text under the key of an adopted edition.
    """
    source = dump(pack)
    digest = digest_of(source)
    current = current_edition(area)
    if current and current.digest == digest:
        return current
    if faults := [*_faults(pack), *_taken(area, pack)]:
        raise AdoptionError(faults)
    if current:
        supersede(current, at=at)
    edition = _write(area, pack, source, digest)
    Edition.objects.filter(pk=edition.pk).update(
        status=Status.ADOPTED, adopted_on=timezone.localdate(at)
    )
    edition.refresh_from_db()
    _close_tasks(edition, at=at)
    _record(edition, current, actor=actor, at=at)
    return edition


@transaction.atomic
def open_task(
    area: Area, commitment: Commitment | None, *, on: date, actor: Actor, at: datetime
) -> DraftingTask:
    """Ask for another look at a commitment, or at the whole agreement; the task that is open."""
    key = commitment.key if commitment else ""
    task, new = DraftingTask.objects.get_or_create(
        area=area,
        key=key,
        closed_on=None,
        defaults={"commitment": commitment, "opened_on": on},
    )
    if new:
        data = {"commitment": key}
        audit.record("agreement.open_task", actor=actor, area=area, obj=task, data=data, at=at)
    return task


def _close_tasks(edition: Edition, *, at: datetime) -> None:
    """An edition that changes words, or leaves them out, closes what was asked about them.

    A question about the agreement as a whole is closed by any new edition.
    """
    now = {one.key: one for one in edition.commitments.all()}
    found = DraftingTask.objects.filter(area=edition.area, closed_on=None)
    for task in found.select_related("commitment"):
        if task.commitment is None or _changed(task.commitment, now.get(task.key)):
            task.closed_on = max(timezone.localdate(at), task.opened_on)
            task.closed_by = edition
            task.save(update_fields=["closed_on", "closed_by"])


def _changed(before: Commitment, after: Commitment | None) -> bool:
    return after is None or (before.title, before.text) != (after.title, after.text)


def supersede(edition: Edition, *, at: datetime) -> None:
    """Take an edition out of force on the day of `at`; its text and its pages stay."""
    edition.status = Status.SUPERSEDED
    edition.superseded_on = timezone.localdate(at)
    edition.save(update_fields=["status", "superseded_on"])


def digest_of(source: dict[str, Any]) -> str:
    """Return the SHA-256 of a pack's data, the same whatever the order of its fields."""
    text = json.dumps(source, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _faults(pack: Pack) -> Iterator[str]:
    """Yield every fault of the pack; keys become addresses, so a key that cannot is one of them."""
    for fault in check(pack):
        yield f"{'.'.join(map(str, fault.place))}: {fault.says}"
    if not is_slug(pack.key):
        said = _("“{key}” cannot be a key: use small letters, figures and hyphens.")
        yield said.format(key=pack.key)


def _taken(area: Area, pack: Pack) -> Iterator[str]:
    """Yield a sentence when the key has already been used for another or an earlier text."""
    if Edition.objects.filter(area=area, key=pack.key).exists():
        said = _(
            "An edition “{key}” was adopted in {area} before, and adopted text never changes. Give"
            " this one a key of its own, with its year for example."
        )
        yield said.format(key=pack.key, area=area.name)


def _write(area: Area, pack: Pack, source: dict[str, Any], digest: str) -> Edition:
    edition: Edition = Edition.objects.create(
        area=area,
        key=pack.key,
        title=pack.name,
        label=pack.edition.label,
        dated=pack.edition.date,
        source=source,
        digest=digest,
    )
    Commitment.objects.bulk_create(
        Commitment(
            area=area,
            edition=edition,
            key=one.key,
            number=one.number,
            title=one.title,
            text=one.text,
            clause=one.clause,
            binds=list(one.binds),
            order=order,
        )
        for order, one in enumerate(pack.commitments(), 1)
    )
    return edition


def _record(edition: Edition, before: Edition | None, *, actor: Actor, at: datetime) -> None:
    data = {
        "edition": edition.key,
        "digest": edition.digest,
        "commitments": edition.commitments.count(),
        "supersedes": before.key if before else "",
    }
    audit.record("agreement.adopt", actor=actor, area=edition.area, obj=edition, data=data, at=at)
