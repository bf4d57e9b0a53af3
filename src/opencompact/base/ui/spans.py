"""What the calendar says of a reckoning, in the language of the page: spans, holidays, remarks."""

from typing import Final

from django.utils.translation import gettext, gettext_noop, ngettext

from opencompact.base.ui.dates import WEEKDAYS, words
from opencompact.core.calendar import Remark, Span, Unit

SUBSTITUTE: Final = " (substitute day)"
# Bank holidays as the calendar names them; a day that is not here keeps the name it has.
HOLIDAYS: Final = (
    gettext_noop("Battle of the Boyne"),
    gettext_noop("Boxing Day"),
    gettext_noop("Christmas Day"),
    gettext_noop("Easter Monday"),
    gettext_noop("Good Friday"),
    gettext_noop("Late Summer Bank Holiday"),
    gettext_noop("May Day"),
    gettext_noop("New Year Holiday"),
    gettext_noop("New Year's Day"),
    gettext_noop("Saint Andrew's Day"),
    gettext_noop("Saint Patrick's Day"),
    gettext_noop("Spring Bank Holiday"),
    gettext_noop("Summer Bank Holiday"),
)
NATIONS: Final = (gettext_noop("England and Wales"),)
# What the calendar may remark; see core.calendar.
REMARKS: Final = (
    gettext_noop(
        "The bank holidays we hold for {name} begin in {year}: check the days before that by hand."
    ),
    gettext_noop(
        "Bank holidays after {year} are not published yet for {name}: this date may move."
    ),
    gettext_noop(
        "Bank holidays after {year} are not published yet for {name}:"
        " check then whether the last day is one."
    ),
    gettext_noop("The last day is not a working day ({reason})."),
    gettext_noop("the clock stands still: {stage}"),
)


def span(length: Span) -> str:
    """Write "3 weeks"."""
    number = length.amount
    match length.unit:
        case Unit.DAYS:
            said = ngettext("{number} day", "{number} days", number)
        case Unit.WORKING_DAYS:
            said = ngettext("{number} working day", "{number} working days", number)
        case Unit.WEEKS:
            said = ngettext("{number} week", "{number} weeks", number)
        case Unit.MONTHS:
            said = ngettext("{number} month", "{number} months", number)
    return said.format(number=number)


def holiday(name: str) -> str:
    """The reason why a day does not count: a holiday, a day of the week, or a remark."""
    if isinstance(name, Remark):
        return remark(name)
    if name in WEEKDAYS:
        return words().weekdays[WEEKDAYS.index(name)]
    if name.endswith(SUBSTITUTE):
        return gettext("{holiday} (substitute day)").format(
            holiday=gettext(name.removesuffix(SUBSTITUTE))
        )
    return gettext(name) if name else ""


def remark(one: Remark) -> str:
    """What the calendar has to say of a date."""
    facts = {key: holiday(fact) if key == "reason" else gettext(fact) for key, fact in one.facts}
    return gettext(one.says).format(**facts)
