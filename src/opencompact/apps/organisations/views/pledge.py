"""The pledge as each page of signing shows it: its words, what was typed, what is to check."""

from typing import Any

from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.organisations.actions import Declaration
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest, NotNow
from opencompact.base.ui import dates
from opencompact.base.ui.forms import Form

CONFIRMED, CHANGE = "confirm", "change"


def edition(request: AreaRequest) -> Edition:
    """The edition that is signed now."""
    found = current_edition(request.area)
    if found is None:
        said = _("No edition of the {agreement} has been adopted yet.")
        raise NotNow(said.format(agreement=request.area.term("agreement")), [_("sign later")])
    return found


def words(name: str, signed: Edition) -> dict[str, Any]:
    """The pledge with the organisation's full name in it."""
    pledge = spoken_pack(signed).pledge
    text = pledge.text.replace("{organisation}", name) if pledge else ""
    return {"pledge": pledge, "text": text, "edition": signed}


def typed(request: AreaRequest, form: Form) -> list[tuple[str, str]]:
    """What was typed into the form, box by box, to send it again from the page that checks it."""
    boxes = request.POST.items()
    return [(box, str(text)) for box, text in boxes if box.partition("_")[0] in form.fields]


def rows(organisation: Organisation, declared: Declaration) -> list[tuple[str, str]]:
    """What is declared, to be checked before it is signed."""
    return [
        (_("Organisation"), organisation.name),
        (_("Signed by"), declared.name),
        (_("Position"), declared.position),
        (_("Date"), dates.day(declared.on)),
        (_("Authority to sign"), _("Confirmed")),
        (_("The pledge is public"), _("Accepted")),
    ]
