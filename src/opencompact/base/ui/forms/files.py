"""A question that several files can answer, each looked at before it is taken."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from opencompact.base.ui.phrases import spoken
from opencompact.base.ui.uploads import look_at
from opencompact.formats.papers import ACCEPT, PaperError


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> list[Any]:
        """Every file given, in order."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, ()))


class FilesField(forms.FileField):
    """Any number of files; cleans to a list of them, each rewound to its start."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"multiple": True, "accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 - Django's own
        """Refuse what cannot be taken, naming each file."""
        files = list(data or ())
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        faults = [says for file in files if (says := _fault(file))]
        if faults:
            raise ValidationError(faults)
        return files


def _fault(file: Any) -> str:
    try:
        look_at(file)
    except PaperError as error:
        return spoken(error.says)
    finally:
        file.seek(0)
    return ""
