"""What becomes of an agreement at its end, and what a body spends in a year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.forms.notices.fields import long, version
from opencompact.apps.funding.models import AtTheEnd
from opencompact.apps.funding.models.notices import LINK_LENGTH
from opencompact.apps.funding.queries.notices import year_name
from opencompact.apps.organisations.forms.people import OrganisationField
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form, Radios

YEARS_BACK, YEARS_AHEAD = 5, 4
PENNY = Decimal("0.01")


class EndForm(Form):
    """What was decided, and when."""

    names = {"choice": _("what becomes of it"), "decided_on": _("the day of the decision")}

    choice = forms.ChoiceField(
        label=_("What becomes of it at its end?"), choices=AtTheEnd.choices, widget=Radios
    )
    decided_on = DateField(label=_("When was it decided?"))
    words = long(_("A note (optional)"), _("For those who keep these records."), rows=3)
    version = version()


def _sum(label: Any, least: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=16,
        decimal_places=2,
        validators=[MinValueValidator(least)],
        widget=forms.NumberInput({"class": "govuk-input--width-10"}),
    )


class BudgetForm(Form):
    """What a body spends in a financial year and in the one before, in pounds."""

    names = {
        "body": _("the organisation"),
        "year": _("a financial year"),
        "own_before": _("what was spent in all in the year before"),
        "own_after": _("what is spent in all in this year"),
        "sector_before": _("what went to the sector in the year before"),
        "sector_after": _("what goes to the sector in this year"),
    }

    body = OrganisationField(
        label=_("Which organisation?"),
        help_text=_("Its name or identifier, as the register has it."),
    )
    year = forms.TypedChoiceField(label=_("Financial year"), coerce=int)
    own_before = _sum(_("Spent in all, in the year before"), PENNY)
    own_after = _sum(_("Spent in all, in this year"), Decimal(0))
    sector_before = _sum(
        _("Of that to voluntary and community organisations, in the year before"), PENNY
    )
    sector_after = _sum(_("Of that to them, in this year"), Decimal(0))
    source = forms.CharField(
        label=_("Where these figures are from (optional)"), required=False, max_length=LINK_LENGTH
    )
    version = version()

    def __init__(self, *args: Any, area: Area, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].area = area  # type: ignore[attr-defined]
        years = range(year + YEARS_AHEAD, year - YEARS_BACK, -1)
        self.fields["year"].choices = [(one, year_name(one)) for one in years]  # type: ignore[attr-defined]
        for name in ("own_before", "own_after", "sector_before", "sector_after"):
            self.fields[name].validators.append(MaxValueValidator(Decimal(10) ** 13))

    def clean(self) -> dict[str, Any]:
        """What goes to the sector is a part of the whole."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for when in ("before", "after"):
            whole, part = given.get(f"own_{when}"), given.get(f"sector_{when}")
            if whole is not None and part is not None and part > whole:
                self.add_error(f"sector_{when}", _("This is more than was spent in all"))
        return given
