"""An area's own words for its mail: written, and given up again for the usual ones."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from .actions import SUBJECT_LENGTH
from .kinds import Kind, Words
from .models import MailText
from .wording import missing, spoken, text_of, unknown


class StaleTextError(RuntimeError):
    """Somebody else changed the words since the page was opened; nothing was written."""


class UnfitWordsError(ValueError):
    """Words that cannot be used; `faults` says why, by field ("" for all of them)."""

    def __init__(self, faults: dict[str, list[str]]) -> None:
        super().__init__("; ".join(fault for found in faults.values() for fault in found))
        self.faults = faults


def faults(words: Words, kind: Kind) -> dict[str, list[str]]:
    """What is wrong with words for a kind of mail, by field; empty when all is well."""
    fields = {"subject": words.subject, "says": words.says, "do": words.do}
    found = {name: list(unknown(text, kind)) for name, text in fields.items()}
    found[""] = list(missing(words, kind))
    if not words.subject.strip():
        found["subject"].append(_("Enter a subject"))
    if len(words.subject) > SUBJECT_LENGTH:
        most = _("The subject must be {number} characters or fewer")
        found["subject"].append(most.format(number=SUBJECT_LENGTH))
    if not (words.says.strip() or words.do.strip()):
        found["says"].append(_("Enter a text, so that the mail says something"))
    return {name: listed for name, listed in found.items() if listed}


def reword(
    area: Area, kind: Kind, words: Words, *, version: int, actor: Actor, at: datetime
) -> MailText:
    """Use an area's own words for a kind of mail from now on, in the language of the page; mail
    that waits keeps its words.

    `version` is that of the words the writer saw, 0 where there were none. UnfitWordsError for
    words with gaps that cannot be filled, StaleTextError when somebody else was quicker.
    """
    if found := faults(words, kind):
        raise UnfitWordsError(found)
    return _write(area, kind, words, version, own=True, actor=actor, at=at)


def usual_again(area: Area, kind: Kind, *, version: int, actor: Actor, at: datetime) -> MailText:
    """Use the usual words again; the area's own are kept, to be brought back by hand.

    StaleTextError when somebody else changed them meanwhile.
    """
    return _write(area, kind, None, version, own=False, actor=actor, at=at)


@transaction.atomic
def _write(  # noqa: PLR0913 - one change: where, what, from which version, by whom, when
    area: Area,
    kind: Kind,
    words: Words | None,
    version: int,
    *,
    own: bool,
    actor: Actor,
    at: datetime,
) -> MailText:
    fields: dict[str, object] = {"own": own, "changed_at": at, "changed_by": actor.name}
    if words is not None:
        fields |= {"subject": words.subject, "says": words.says, "do": words.do}
    if version:
        _replace(kind, version, fields)
    else:
        _create(area, kind, fields)
    written = MailText.objects.get(kind=kind.key, language=spoken())
    data = {"kind": kind.key, "version": written.version}
    verb = "notify.reword" if own else "notify.usual_again"
    audit.record(verb, actor=actor, area=area, obj=written, data=data, at=at)
    return written


def _replace(kind: Kind, version: int, fields: dict[str, object]) -> None:
    rows = MailText.objects.filter(kind=kind.key, language=spoken(), version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise StaleTextError(kind.key)


def _create(area: Area, kind: Kind, fields: dict[str, object]) -> None:
    if text_of(area, kind):
        raise StaleTextError(kind.key)
    try:
        with transaction.atomic():
            MailText.objects.create(area=area, kind=kind.key, language=spoken(), **fields)
    except IntegrityError as error:
        raise StaleTextError(kind.key) from error
