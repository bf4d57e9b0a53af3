"""Why a promise was not kept: the pack's list of causes, else the usual four."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import spoken_pack
from opencompact.core.record import record


@record
class Reason:
    """A cause in the language of the page: when it is this one, and what it calls for."""

    key: str
    name: str
    says: str
    instead: str


USUAL: Final = (
    Reason(
        "unavoidable",
        gettext_noop("It could not be avoided"),
        gettext_noop(
            "A crisis, a change in the law or something else from outside left no choice."
        ),
        gettext_noop(
            "Soften what it did all the same: say early why, spread the word widely, and help"
            " those whom it hits to be heard."
        ),
    ),
    Reason(
        "mistake",
        gettext_noop("A mistake"),
        gettext_noop("Somebody did not know of the promise, or did not see that it applied."),
        gettext_noop(
            "Tell the people who act of the promise: new staff, new partners, and everybody who"
            " passes on public money."
        ),
    ),
    Reason(
        "management",
        gettext_noop("A failure of management"),
        gettext_noop(
            "The promise was known, but no plan, rule or habit saw to it that it was kept."
        ),
        gettext_noop(
            "Win over the people at the top, write the promise into plans and routines, and name"
            " a champion who watches over it."
        ),
    ),
    Reason(
        "deliberate",
        gettext_noop("It was deliberate"),
        gettext_noop("Somebody knew of the promise and set it aside for an advantage."),
        gettext_noop(
            "Look at the whole relationship. Bring those who decide to the table, and ask somebody"
            " from outside to lead the talk."
        ),
    ),
)


def causes(edition: Edition) -> tuple[Reason, ...]:
    """The causes to choose from under an edition, in the language of the page."""
    own = spoken_pack(edition).log.causes
    if own:
        return tuple(Reason(one.key, one.name, one.says, one.instead) for one in own)
    return tuple(
        Reason(one.key, gettext(one.name), gettext(one.says), gettext(one.instead)) for one in USUAL
    )


def cause_name(edition: Edition, key: str) -> str:
    """The name of a cause; its key where the edition has none such any more."""
    return next((one.name for one in causes(edition) if one.key == key), key)
