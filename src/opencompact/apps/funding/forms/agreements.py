"""An agreement as the keepers of a body's records write it down, its variations, and filters."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.actions.agreements import FIELDS, VARIED, Change, Recipient
from opencompact.apps.funding.models import Agreement, PaymentWhen, Programme, Type
from opencompact.apps.funding.models.payees import NAME_LENGTH
from opencompact.apps.funding.models.programmes import CONTACT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from opencompact.apps.funding.queries.agreements import Wanted
from opencompact.apps.organisations.models import Organisation, naming
from opencompact.base.ui.forms import DateField, Form
from opencompact.formats.spending import is_redacted

from .fields import MoneyField, YesNoField, long_text

ANY = ("", _("All"))
MOST_DAYS = 365
STATES = (
    ANY,
    ("running", _("Running today")),
    ("coming", _("Not begun")),
    ("ended", _("Ended")),
    ("open-ended", _("No known end")),
)
SORTS = (
    ("", _("Latest award first")),
    ("oldest", _("Oldest award first")),
    ("largest", _("Largest first")),
    ("smallest", _("Smallest first")),
    ("ending", _("First to end")),
    ("recipient", _("Recipient A to Z")),
)
# The groups in which the page sets out the questions.
GROUPS = (
    (_("What was agreed"), ("title", "description", "programme", "type", "value")),
    (
        _("Dates"),
        ("awarded", "confirmed", "confirmation_not_possible", "starts", "ends"),
    ),
    (_("Length"), ("term_considered", "term_reason")),
    (
        _("Overheads"),
        ("overheads_considered", "overheads_allowed", "overheads_included", "external_limit"),
    ),
    (_("Contact"), ("contact", "competitive_process_forbids")),
    (
        _("Payment"),
        (
            "payment_terms", "payment_days", "payment_when", "advance_payment_offered",
            "advance_payment_not_possible",
        ),
    ),
    (_("Monitoring and disagreements"), ("monitoring", "monitoring_proportionate",
                                         "dispute_clause")),
)  # fmt: skip


class AgreementForm(Form):
    """What is recorded of an agreement. What is left empty is not recorded."""

    names = {
        "title": _("what the agreement is for"),
        "funder": _("the funder"),
        "recipient": _("the recipient"),
        "value": _("the value"),
    }

    funder = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Funder"), empty_label=_("Choose a body")
    )
    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=NAME_LENGTH,
        help_text=_(
            "Its full name or its identifier. If it is not on the register, an officer is asked"
            " later who it is."
        ),
    )
    title = forms.CharField(label=_("What it is for, in a few words"), max_length=TITLE_LENGTH)
    description = long_text(_("Description"), most=TEXT_LENGTH, rows=3)
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), label=_("Programme"), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    type = forms.ChoiceField(
        label=_("Type"), choices=[("", _("Not recorded")), *Type.choices], required=False
    )
    value = MoneyField(
        label=_("Value in pounds"), help_text=_("The whole of it. For support in kind its worth.")
    )
    awarded = DateField(label=_("Awarded on"), required=False)
    confirmed = DateField(
        label=_("Confirmed to the recipient on"),
        required=False,
        help_text=_("The day the recipient was told the amount for certain."),
    )
    confirmation_not_possible = YesNoField(label=_("Was it impossible to confirm it in good time?"))
    starts = DateField(label=_("Starts"), required=False)
    ends = DateField(label=_("Ends"), required=False, help_text=_("Its last day."))
    term_considered = YesNoField(
        label=_("Was the best length considered, with three years among the choices?")
    )
    term_reason = long_text(_("Why this length"), most=TEXT_LENGTH, rows=3)
    overheads_considered = YesNoField(label=_("Were overhead costs talked over?"))
    overheads_allowed = YesNoField(label=_("Could overhead costs be asked for?"))
    overheads_included = YesNoField(label=_("Are overhead costs part of it?"))
    external_limit = YesNoField(label=_("Does a rule from outside limit overheads?"))
    contact = forms.CharField(
        label=_("Named contact at the funder"),
        required=False,
        max_length=CONTACT_LENGTH,
        help_text=_("Everybody can read it: a position, and how to reach it."),
    )
    competitive_process_forbids = YesNoField(
        label=_("Did a competitive process forbid talking it over?")
    )
    payment_terms = long_text(
        _("Payment terms"), _("How much comes when, and what has to be shown first."),
        most=TEXT_LENGTH, rows=3,
    )  # fmt: skip
    payment_days = forms.IntegerField(
        label=_("Days in which an invoice or a claim is paid"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    payment_when = forms.ChoiceField(
        label=_("When the money comes"),
        choices=[("", _("Not recorded")), *PaymentWhen.choices],
        required=False,
        help_text=_("Seen from when the recipient has to spend it."),
    )
    advance_payment_offered = YesNoField(label=_("Was payment in advance offered?"))
    advance_payment_not_possible = YesNoField(label=_("Was payment in advance impossible?"))
    monitoring = long_text(
        _("Monitoring"), _("What is to be reported, and how often."), most=TEXT_LENGTH, rows=3
    )
    monitoring_proportionate = YesNoField(
        label=_("Is the monitoring in proportion to size and risk?")
    )
    dispute_clause = YesNoField(
        label=_("Does it name the procedure for disagreements?"),
        help_text=_("A clause that leads both sides to it before anything else."),
    )
    is_draft = forms.BooleanField(
        label=_("Keep it as a draft"),
        required=False,
        help_text=_("Until it is published only those who keep the funder's records see it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, bodies: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if bodies is None:
            del self.fields["funder"], self.fields["recipient"]
        else:
            self.fields["funder"].queryset = bodies  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, agreement: Agreement) -> dict[str, Any]:
        """Return the values that the form of an agreement begins with."""
        values = {name: getattr(agreement, name) for name in (*FIELDS, "version")}
        return {**values, "value": f"{agreement.value:.2f}"}

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The questions as the page sets them out."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, by the name of the field."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def clean_recipient(self) -> Recipient:
        """The organisation of that name or identifier, or the name alone."""
        text = naming.tidy(self.cleaned_data["recipient"])
        if not naming.plain(text):
            raise forms.ValidationError(gettext("Enter the name of the recipient"))
        by_identifier = Organisation.objects.filter(identifier=text.replace(" ", "").upper())
        by_name = Organisation.objects.filter(match_key__startswith=f"{naming.plain(text)}|")
        found = list((by_identifier | by_name)[:2])
        if len(found) > 1:
            says = gettext("Several organisations have this name. Enter the identifier")
            raise forms.ValidationError(says)
        if not found and is_redacted(text):
            says = gettext(
                "Enter the name of the recipient; a word in its place tells nobody apart"
            )
            raise forms.ValidationError(says)
        return Recipient(text, found[0] if found else None)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", gettext("It must end on or after the day it starts"))
        funder, programme = given.get("funder"), given.get("programme")
        if funder and programme and programme.funder_id != funder.pk:
            self.add_error("programme", gettext("Choose a programme of this funder"))
        return given


class VariationForm(Form):
    """What both sides change in a running agreement."""

    names = {"on": _("the day"), "reason": _("the reason"), "value": _("the value")}

    on = DateField(label=_("From which day does it hold?"))
    value = MoneyField(label=_("Value in pounds from then on"))
    ends = DateField(label=_("Ends"), required=False, help_text=_("Its last day."))
    payment_terms = long_text(_("Payment terms"), most=TEXT_LENGTH, rows=3)
    payment_when = forms.ChoiceField(
        label=_("When the money comes"),
        choices=[("", _("Not recorded")), *PaymentWhen.choices],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why, and how both sides agreed"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Everybody can read it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        """Return the values that the form begins with: those that hold now."""
        values = {name: getattr(agreement, name) for name in (*VARIED, "version")}
        return {**values, "value": f"{agreement.value:.2f}"}

    @property
    def change(self) -> Change:
        """What was filled in."""
        values = {name: self.cleaned_data[name] for name in VARIED}
        return Change(self.cleaned_data["on"], self.cleaned_data["reason"], values)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = self.agreement.starts, given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", gettext("It must end on or after the day it starts"))
        differ = any(
            name in given and given[name] != getattr(self.agreement, name) for name in VARIED
        )
        if not self.errors and not differ:
            raise forms.ValidationError(gettext("Change at least one of the terms"))
        return given


class AgreementsForm(Form):
    """The filters of the agreements; what is not known asks for nothing."""

    q = forms.CharField(
        label=_("Recipient, title or number"),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    funder = forms.ChoiceField(label=_("Funder"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    type = forms.ChoiceField(label=_("Type"), choices=[ANY, *Type.choices], required=False)
    year = forms.TypedChoiceField(
        label=_("Awarded in"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
    recipient = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        funders: Iterable[tuple[str, str]],
        programmes: Iterable[str],
        years: Iterable[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "funder": funders,
            "programme": ((title, title) for title in programmes),
            "year": ((str(year), str(year)) for year in years),
        }
        for name, found in choices.items():
            self.fields[name].choices = [ANY, *found]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known = self.cleaned_data
        return Wanted(
            text=known.get("q", ""),
            funder=known.get("funder", ""),
            recipient=known.get("recipient", ""),
            programme=known.get("programme", ""),
            type=known.get("type", ""),
            year=known.get("year"),
            state=known.get("state", ""),
            sort=known.get("sort", ""),
        )

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        names = ("funder", "programme", "type", "year", "state", "recipient")
        return sum(bool(self.cleaned_data.get(name)) for name in names)
