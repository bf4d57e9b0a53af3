"""Forms that look and speak like the Design System's: `Form`, `ModelForm`, `DateField` …"""

from opencompact.base.ui.forms.base import Form, ModelForm, Speaking
from opencompact.base.ui.forms.choices import Checkboxes, Radios
from opencompact.base.ui.forms.dates import DateField, DateInput
from opencompact.base.ui.forms.files import FilesField, FilesInput
from opencompact.base.ui.forms.rendering import BoundField, Renderer

__all__ = [
    "BoundField",
    "Checkboxes",
    "DateField",
    "DateInput",
    "FilesField",
    "FilesInput",
    "Form",
    "ModelForm",
    "Radios",
    "Renderer",
    "Speaking",
]
