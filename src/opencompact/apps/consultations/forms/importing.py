"""A file of consultations: handed in, looked at, and handed on with a yes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.consultations.actions import missing_columns
from opencompact.base.ui.forms import Form
from opencompact.base.ui.phrases import spoken
from opencompact.formats.tables import Table, TableError, parse, take

LARGEST, MOST_ROWS, LONGEST = 5 * 1024 * 1024, 2000, 2_000_000
ACCEPT = ".csv,.tsv,.txt,.xlsx,text/csv"


class ImportForm(Form):
    """A file, or the text of one that was looked at before. Cleans to `table` and `text`."""

    names = {"file": _("a CSV or Excel file")}
    table: Table
    text_of_it: str = ""

    file = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_(
            "With the names of the columns in the first row: title and body are needed. The list"
            " that can be downloaded here has them all."
        ),
        widget=forms.FileInput({"accept": ACCEPT}),
        required=False,
    )
    text = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=LONGEST, strip=False
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text", "")
        if not self.errors:
            if file is None and not text:
                self.add_error("file", gettext("Select a CSV or Excel file"))
            else:
                self._read(file, text)
        return given

    def _read(self, file: Any, text: str) -> None:
        try:
            if file is not None and file.size > LARGEST:
                self.add_error("file", gettext("The file must be smaller than 5 MB. Split it"))
                return
            self.text_of_it = text if file is None else take(file.read()).text
            self.table = parse(self.text_of_it)
        except TableError as error:
            self.add_error("file", spoken(error.says))
            return
        if missing := missing_columns(self.table):
            says = gettext("The file has no column “{name}”").format(name=missing[0])
            self.add_error("file", says)
        elif len(self.table.rows) > MOST_ROWS:
            says = gettext("The file has more than {most} rows. Split it").format(most=MOST_ROWS)
            self.add_error("file", says)
