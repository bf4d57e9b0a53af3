"""The bundle of a case: marks and order, asking for it, and making it in a process of its own."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import planning, telling, writing
from opencompact.apps.disputes.actions.papers import DamagedPaperError, kept_or_removed
from opencompact.apps.disputes.models import (
    Bundle,
    BundleMark,
    BundlePlace,
    BundleState,
    Case,
    Document,
    Party,
)
from opencompact.apps.disputes.queries import (
    Bundled,
    Story,
    bundled,
    may_see_bundle,
    story,
)
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.core.bundles import Spot
from opencompact.formats import bundles

# So much is made while the person waits; more is left to the clock.
FEW: Final = 6
SMALL: Final = 5 * 1024 * 1024
# Work that was begun so long ago was broken off: it is begun again.
BROKEN_OFF: Final = timedelta(hours=1)


def mark_paper(
    document: Document, party: Party, *, agreed: bool, actor: Actor, on: date, at: datetime
) -> BundleMark:
    """A side says of a version of a paper that it agrees it, or disputes it."""
    with transaction.atomic():
        now, found = _open(document.case, on)
        if not policy.can_mark(actor, now.case, party) or not _sees(now, actor):
            raise PermissionDenied
        if document.pk not in {row.document.pk for row in found.rows if row.document}:
            says = _("There is a newer version of this paper.")
            raise NotNow(says, [_("go back to the bundle")])
        values = {"agreed": agreed, "at": at, "actor_id": actor.user_id, "actor_name": actor.name}
        mark, _made = BundleMark.objects.update_or_create(
            document=document, party=party, defaults=values, create_defaults={
                **values, "area": now.case.area,
            },
        )  # fmt: skip
        data = {"document": str(document.pk), "party": party.key, "agreed": agreed}
        _record("disputes.mark_paper", now.case, data, actor, at)
    return mark


def arrange_bundle(
    case: Case, spots: Mapping[str, Spot], digest: str, *, actor: Actor, on: date, at: datetime
) -> None:
    """Put the pieces in order. StaleError when the bundle is no longer what was seen."""
    with transaction.atomic():
        now, found = _open(case, on)
        if not policy.can_arrange(actor, now.case) or not _sees(now, actor):
            raise PermissionDenied
        if found.digest != digest:
            raise writing.StaleError(now.case, now.case.version)
        pieces = {row.listed.piece.key for row in found.rows}
        BundlePlace.objects.filter(case=now.case).delete()
        for key, spot in spots.items():
            if key in pieces:
                BundlePlace.objects.create(
                    area=now.case.area, case=now.case, piece=key,
                    place=spot.place, heading=spot.heading, name=spot.name,
                )  # fmt: skip
        _record("disputes.arrange_bundle", now.case, {"pieces": len(spots)}, actor, at)


def make_bundle(
    case: Case, *, closes: bool = False, actor: Actor, on: date, at: datetime
) -> Bundle:
    """Ask for the bundle as it stands. A small one is made at once, others by the clock."""
    with transaction.atomic():
        now = _now(case, on)
        if not policy.can_arrange(actor, now.case) or not _sees(now, actor):
            raise PermissionDenied
        found = bundled(now)
        _may_be_made(found)
        made = Bundle.objects.create(
            area=now.case.area,
            case=now.case,
            number=max((one.number for one in found.made), default=0) + 1,
            closes=closes,
            language=translation.get_language() or "en",
            digest=found.digest,
            parts=len(found.rows),
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
        data = {"bundle": made.number, "closes": closes}
        _record("disputes.make_bundle", now.case, data, actor, at)
    if _is_small(found):
        build_bundle(made, at=at)
    return Bundle.objects.get(pk=made.pk)


def build_bundle(made: Bundle, *, at: datetime) -> bool:
    """Do the work on a bundle that was asked for; says whether it was done. Nobody does it twice.

    What goes in is what is there when the work begins.
    """
    free = Bundle.objects.filter(pk=made.pk, state=BundleState.WAITING)
    broken = Bundle.objects.filter(
        pk=made.pk, state=BundleState.BUILDING, begun_at__lt=at - BROKEN_OFF
    )
    begun = {"state": BundleState.BUILDING, "begun_at": at, "done": 0}
    if not (free.update(**begun) or broken.update(**begun)):
        return False
    now = story(case_by_key(made.case_id), calendar_for(made.area), timezone.localdate(at))
    found = bundled(now)
    Bundle.objects.filter(pk=made.pk).update(digest=found.digest, parts=len(found.rows))
    with translation.override(made.language), TemporaryDirectory() as folder:
        try:
            done = planning.made(now, made, found, Path(folder), _progress(made))
        except (bundles.BundleError, DamagedPaperError, OSError):
            Bundle.objects.filter(pk=made.pk).update(state=BundleState.FAILED)
            return False
        _keep(now, made, done, at)
    return True


def _progress(made: Bundle) -> planning.Progress:
    def told(count: int) -> None:
        Bundle.objects.filter(pk=made.pk).update(done=count)

    return told


def _keep(now: Story, made: Bundle, done: bundles.Made, at: datetime) -> None:
    """Keep the file, and with it the row for good."""
    with kept_or_removed() as paths, transaction.atomic():
        row = Bundle.objects.get(pk=made.pk)
        row.sha256, row.size = planning.digest(done.path), done.path.stat().st_size
        paths.append(row.path)
        with done.path.open("rb") as file:
            default_storage.save(row.path, File(file))
        row.state, row.made_at, row.pages = BundleState.READY, at, done.bound.pages
        row.first_pages = {str(number): page for number, page in done.bound.first.items()}
        row.save()
        data = {"bundle": row.number, "pages": row.pages, "sha256": row.sha256}
        _record("disputes.build_bundle", now.case, data, SYSTEM, at)
        telling.bundle(now, row, at)


def _now(case: Case, on: date) -> Story:
    held = writing.locked(case, None)
    return story(held, calendar_for(held.area), on)


def _open(case: Case, on: date) -> tuple[Story, Bundled]:
    """The case under the lock, with a bundle that is not closed."""
    now = _now(case, on)
    found = bundled(now)
    if found.closed or now.at.closed:
        raise NotNow(
            _("The bundle is closed: it is no longer marked or put in order."),
            [_("read the bundle")],
        )
    return now, found


def _may_be_made(found: Bundled) -> None:
    if not found.rows:
        says = _("There is nothing to put into a bundle yet.")
        raise NotNow(says, [_("wait until the sides have given something")])
    if found.under_way:
        raise NotNow(_("A bundle is being made already."), [_("wait until it is there")])


def _sees(now: Story, actor: Actor) -> bool:
    return may_see_bundle(now, policy.holds(actor, now.case))


def _is_small(found: Bundled) -> bool:
    files = [row.document for row in found.rows if row.document]
    return len(found.rows) <= FEW and sum(one.size for one in files) <= SMALL


def _record(verb: str, case: Case, data: Mapping[str, object], actor: Actor, at: datetime) -> None:
    said = {"number": case.number, **data}
    audit.record(verb, actor=actor, area=case.area, obj=case, data=said, at=at)
