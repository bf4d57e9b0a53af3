"""Handing in a file of payments, and saying which column holds what and how dates are written."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.actions.payments import Choices
from opencompact.apps.funding.models import PaymentRun
from opencompact.apps.organisations.models import Organisation
from opencompact.base.ui.forms import Form
from opencompact.base.ui.phrases import spoken
from opencompact.formats import spending
from opencompact.formats.tables import TableError

MOST = 25 * 1024 * 1024
ACCEPT = ".csv,.tsv,.txt,.xlsx,text/csv"
EXAMPLE_LENGTH = 60


class BodyField(forms.ChoiceField):
    """One of the bodies whose payments somebody may bring in; cleans to it, or to None."""

    def __init__(self, *, bodies: Iterable[Organisation], by_file: bool, **kwargs: Any) -> None:
        self.bodies = {one.slug: one for one in bodies}
        named = [("", gettext("The file says it in a column"))] if by_file else []
        choices = [*named, *((one.slug, one.name) for one in self.bodies.values())]
        kwargs.setdefault("error_messages", {"required": _("Select the body that paid")})
        super().__init__(choices=choices, required=not by_file, label=_("Whose payments"), **kwargs)

    def clean(self, value: Any) -> Organisation | None:
        """The body itself."""
        return self.bodies.get(super().clean(value))


class PaymentFileForm(Form):
    """A file and whose payments are in it; cleans to `handed`, `file_name` and the body."""

    names = {"file": _("a CSV or Excel file")}
    handed: spending.Handed
    file_name: str

    file = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_(
            "The file that the body publishes, as it is, up to 25 MB. Its headings may stand"
            " below a title, in any order and with any names."
        ),
        widget=forms.FileInput({"accept": ACCEPT}),
    )

    def __init__(
        self, *args: Any, bodies: Iterable[Organisation], by_file: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = BodyField(bodies=bodies, by_file=by_file)

    def clean_file(self) -> Any:
        """Read the file; what is wrong with it is said by the field."""
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST:
            raise forms.ValidationError(
                gettext(
                    "The selected file is {size} and must be smaller than 25 MB."
                    " Split it into several files."
                ).format(size=filesizeformat(file.size))
            )
        try:
            self.handed, self.file_name = spending.take(file.read()), file.name
        except TableError as error:
            raise forms.ValidationError(spoken(error.says)) from error
        return file


class ColumnsForm(Form):
    """Which column holds what, with examples from the file; cleans to `choices`."""

    def __init__(
        self,
        *args: Any,
        run: PaymentRun,
        bodies: Iterable[Organisation],
        by_file: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        options = [(name, _option(name, example)) for name, example in run.report["columns"]]
        for field in spending.FIELDS:
            self.fields[field.key] = _column_field(field, options)
        for key, found in run.report["dates"].items():
            self.fields[f"{key}_form"] = _form_field(key, found)
        self.fields["body_chosen"] = BodyField(bodies=bodies, by_file=by_file)

    @staticmethod
    def initial_of(run: PaymentRun) -> dict[str, str]:
        """Return the values that the form begins with."""
        forms_ = {f"{key}_form": form for key, form in run.mapping["dates"].items()}
        body = run.body.slug if run.body else ""
        return {**run.mapping["columns"], **forms_, "body_chosen": body}

    @property
    def needed(self) -> list[Any]:
        """The fields that no import can do without."""
        return [self[key] for key in spending.NEEDED]

    @property
    def further(self) -> list[Any]:
        """The fields that say more where a file has them."""
        return [self[one.key] for one in spending.FIELDS if one.key not in spending.NEEDED]

    @property
    def date_forms(self) -> list[Any]:
        """The fields that say how the dates of a column are written."""
        return [self[name] for name in self.fields if name.endswith("_form")]

    @property
    def choices(self) -> Choices:
        """What was chosen."""
        given = self.cleaned_data
        columns = {one.key: given[one.key] for one in spending.FIELDS if given[one.key]}
        told: dict[str, str] = {
            key: form
            for key in spending.DATES
            if key in columns and (form := given.get(f"{key}_form"))
        }
        return Choices(columns, told, given["body_chosen"])


def _column_field(field: spending.Field, options: list[tuple[str, str]]) -> forms.ChoiceField:
    label = gettext(field.label)
    return forms.ChoiceField(
        label=label,
        choices=[("", gettext("Not in this file")), *options],
        required=field.key in spending.NEEDED,
        error_messages={
            "required": gettext("Select the column that holds this: {what}").format(what=label)
        },
    )


def _form_field(key: str, found: dict[str, Any]) -> forms.ChoiceField:
    """All forms, or the two between which a person has to decide, each with the day it gives."""
    between = found["readings"] if len(found["readings"]) > 1 else spending.FORMS
    label = next(gettext(one.label) for one in spending.FIELDS if one.key == key)
    return forms.ChoiceField(
        label=gettext("How dates are written: {what}").format(what=label),
        help_text=gettext("As in {example}").format(example=found["example"]),
        choices=[("", gettext("Not known")), *((form, _said(form)) for form in between)],
        required=False,
    )


def _said(form: str) -> str:
    said = gettext(spending.FORMS[form].label)
    return said[:1].upper() + said[1:]


def _option(column: str, example: str) -> str:
    """The column's name and what stands in it, for somebody who did not make the file."""
    cut = example if len(example) <= EXAMPLE_LENGTH else f"{example[: EXAMPLE_LENGTH - 1]}…"
    return f"{column}: {cut}" if example else column
