"""Handing in a file of organisations, and saying which column holds what."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.actions import FIELDS, Choices, Found
from opencompact.apps.organisations.models import Sector
from opencompact.base.ui.forms import Form
from opencompact.base.ui.phrases import spoken
from opencompact.formats.fetching import FetchError
from opencompact.formats.tables import Table, TableError, Taken, take

MOST = 25 * 1024 * 1024
EXAMPLE_LENGTH = 60
SECTOR_HINT = _("Where the row itself names no sector.")
ACCEPT = ".csv,.tsv,.txt,.xlsx,text/csv"


class UploadForm(Form):
    """A file, or where it lies, and the sector of the organisations in it.

    Cleans to `taken` and `file_name`. `fetch` gets a file from the web; without it none is offered.
    """

    names = {"file": _("a CSV or Excel file"), "address": _("the web address")}
    taken: Taken
    file_name: str

    file = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_(
            "A .csv or .xlsx file up to 25 MB, with the names of the columns in the first row. Of a"
            " workbook the first sheet that has them is read."
        ),
        widget=forms.FileInput({"accept": ACCEPT}),
    )
    address = forms.CharField(
        label=_("Or the web address of such a file"),
        max_length=2000,
        required=False,
        help_text=_(
            "It leads to the file itself, not to a page about it, and everybody can open it"
            " without signing in. It is read once, now. The history keeps the name of its server."
        ),
        widget=forms.URLInput({"autocomplete": "off"}),
    )
    sector = forms.ChoiceField(
        label=_("Sector of new organisations"),
        choices=Sector.choices,
        initial=Sector.VCS,
        help_text=SECTOR_HINT,
    )

    def __init__(
        self, *args: Any, fetch: Callable[[str], Found] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._fetch = fetch
        if fetch is None:
            del self.fields["address"]
        else:
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        """Read the file as a table; what is wrong with it is said by the field."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size is not None and file.size > MOST:
            raise forms.ValidationError(
                gettext(
                    "The selected file is {size} and must be smaller than 25 MB."
                    " Split it into several files."
                ).format(size=filesizeformat(file.size))
            )
        try:
            self.taken, self.file_name = take(file.read()), file.name
        except TableError as error:
            raise forms.ValidationError(spoken(error.says)) from error
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two is given; a file from the web is got when nothing else is wrong."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or self._fetch is None:
            return given
        if given["file"] and given["address"]:
            self.add_error("address", gettext("Choose a file or enter a web address, not both"))
        elif given["address"]:
            self._get(given["address"], self._fetch)
        elif not given["file"]:
            self.add_error(
                "file", gettext("Select a CSV or Excel file, or enter the web address of one")
            )
        return given

    def _get(self, address: str, fetch: Callable[[str], Found]) -> None:
        try:
            found = fetch(address)
        except (FetchError, TableError) as error:
            self.add_error("address", spoken(error.says))
        else:
            self.taken, self.file_name = found.taken, found.name


class PeopleFileForm(UploadForm):
    """A file of people, who have no sector."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["sector"]


class ColumnsForm(Form):
    """Which column holds what, with examples from the file; cleans to `choices`."""

    newcomers = forms.ChoiceField(
        label=_("Sector of new organisations"), choices=Sector.choices, help_text=SECTOR_HINT
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in _column_fields(table).items():
            self.fields[name] = field

    @staticmethod
    def initial_of(choices: Choices) -> dict[str, str]:
        """Return the values that the form begins with."""
        return {**choices.columns, "newcomers": choices.sector}

    @property
    def matched(self) -> list[Any]:
        """The fields that are matched to columns, for the page to set out."""
        return [self[field.key] for field in FIELDS]

    @property
    def choices(self) -> Choices:
        """What was chosen."""
        columns = {field.key: self.cleaned_data[field.key] for field in FIELDS}
        chosen = {key: column for key, column in columns.items() if column}
        return Choices(chosen, self.cleaned_data["newcomers"])


def _column_fields(table: Table) -> dict[str, forms.ChoiceField]:
    options = [(column, _option(table, column)) for column in table.columns]
    return {
        field.key: forms.ChoiceField(
            label=field.label,
            choices=[("", gettext("Not in this file")), *options],
            required=field.key == "name",
            error_messages={"required": gettext("Select the column that holds the names")},
        )
        for field in FIELDS
    }


def _option(table: Table, column: str) -> str:
    """The column's name and what stands in it, for somebody who did not make the file."""
    cells = (" ".join(row.cells[column].split()) for row in table.rows[:50])
    found = next(filter(None, cells), "")
    example = found if len(found) <= EXAMPLE_LENGTH else f"{found[: EXAMPLE_LENGTH - 1]}…"
    return f"{column}: {example}" if example else column
