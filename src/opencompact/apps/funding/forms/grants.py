"""Handing in a file of grants."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.base.ui.forms import Form
from opencompact.base.ui.phrases import spoken
from opencompact.formats import giving
from opencompact.formats.tables import TableError

MOST = 25 * 1024 * 1024
ACCEPT = ".json,.csv,.xlsx,application/json,text/csv"


class GrantsFileForm(Form):
    """A file of grants; cleans to `text` and `file_name`."""

    names = {"file": _("a 360Giving file")}
    text: str
    file_name: str

    file = forms.FileField(
        label=_("360Giving file"),
        help_text=_("JSON, CSV or Excel, up to 25 MB."),
        widget=forms.FileInput({"accept": ACCEPT}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST:
            says = gettext(
                "The selected file is {size} and must be smaller than 25 MB."
                " Split it into several files."
            )
            raise forms.ValidationError(says.format(size=filesizeformat(file.size)))
        try:
            self.text, self.file_name = giving.take(file.read()), file.name
            giving.read(self.text)
        except TableError as error:
            raise forms.ValidationError(spoken(error.says)) from error
        return file
