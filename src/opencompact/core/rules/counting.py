"""Counting from a day on as a rule says; the reasons for each day are found when they are asked."""

from dataclasses import replace
from datetime import date

from opencompact.core.calendar import DAY, Reckoning, Span, Unit, WorkingCalendar
from opencompact.core.record import record
from opencompact.core.rules.kinds import Convention


@record
class Counting:
    """A time counted from a day; where the end is inclusive, the first day is one of them."""

    begins: date
    span: Span
    convention: Convention
    calendar: WorkingCalendar

    @property
    def due(self) -> date:
        """The last day of the count."""
        if self.convention == "exclusive":
            return self.calendar.due(self.begins, self.span)
        if self.span.unit is Unit.MONTHS:
            return self.calendar.due(self.begins, self.span) - DAY
        return self.calendar.due(self.begins - DAY, self.span)

    @property
    def reckoning(self) -> Reckoning:
        """The same with the reason for every day."""
        if self.convention == "exclusive":
            return self.calendar.reckon(self.begins, self.span)
        eve = self.begins - DAY
        if self.span.unit is not Unit.MONTHS:
            return self.calendar.reckon(eve, self.span)
        days = Span((self.due - eve).days, Unit.DAYS)
        return replace(self.calendar.reckon(eve, days), span=self.span)
