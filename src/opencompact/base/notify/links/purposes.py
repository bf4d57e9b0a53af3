"""What a link is for: settings.ACTION_LINKS names a Purpose for each kind of link."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string

from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify.models import ActionLink
from opencompact.core.record import record


@record
class Purpose:
    """How a kind of link is shown and used, and whether it still stands.

    `show` is the page: it shows what would happen, and does it when posted to, inside `used`.
    `stands` answers why this person cannot do it any more on a day, and nothing while they can.
    """

    show: Callable[[AreaRequest, ActionLink], HttpResponse]
    stands: Callable[[ActionLink, date], str]


def purpose_of(link: ActionLink) -> Purpose:
    """The purpose of a link; KeyError for one that this installation has no more."""
    found: Purpose = import_string(settings.ACTION_LINKS[link.purpose])
    return found
