"""What a step of a procedure asks for, as fields of a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import LONGEST
from opencompact.base.ui.forms import DateField, FilesField
from opencompact.core.procedure import Need, NeedKind
from opencompact.formats.papers import IN_WORDS, LARGEST, MEGABYTE

PREFIX = "answer_"


def field_of(need: Need) -> forms.Field:
    """The field that a need is asked with."""
    given: dict[str, Any] = {"label": _label(need), "help_text": need.hint}
    given["required"] = not need.optional
    match need.kind:
        case NeedKind.TEXT:
            most = LONGEST[need.kind]
            area = forms.Textarea({"rows": 6})
            return forms.CharField(widget=area, max_length=most, **given)
        case NeedKind.LINE:
            return forms.CharField(max_length=LONGEST[need.kind], **given)
        case NeedKind.DATE:
            return DateField(**given)
        case NeedKind.FILES:
            given["help_text"] = " ".join(filter(None, [need.hint, _files_hint()]))
            return FilesField(**given)
        case NeedKind.SHARES:
            raise ValueError("Shares are asked with a box for each side: see forms.shares.")


def fields_of(needs: Iterable[Need], step: str = "") -> dict[str, forms.Field]:
    """The fields of several needs, by name; `step` tells apart those of several steps.

    Shares have a box for each side: see `forms.shares`.
    """
    plain = (need for need in needs if need.kind is not NeedKind.SHARES)
    return {name_of(need, step): field_of(need) for need in plain}


def name_of(need: Need, step: str = "") -> str:
    """What the field of a need is called."""
    return f"{PREFIX}{step}_{need.key}" if step else f"{PREFIX}{need.key}"


def answers(needs: Iterable[Need], cleaned: Mapping[str, Any], step: str = "") -> dict[str, str]:
    """What was answered in words, by the key of the need."""
    return {
        need.key: str(value)
        for need in needs
        if need.kind != NeedKind.FILES and (value := cleaned.get(name_of(need, step)))
    }


def files(needs: Iterable[Need], cleaned: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The files that were given, by the key of the need."""
    return {
        need.key: list(value)
        for need in needs
        if need.kind == NeedKind.FILES and (value := cleaned.get(name_of(need)))
    }


def place(form: forms.Form, name: str) -> str | None:
    """The field that a fault of an action belongs to; None for the form as a whole."""
    known = (f"{PREFIX}{name}", f"{PREFIX}{name}_total", name)
    return next((one for one in known if one in form.fields), None)


def _label(need: Need) -> str:
    return _("{label} (optional)").format(label=need.label) if need.optional else need.label


def _files_hint() -> str:
    says = _("You can choose several files. Each must be a {kinds} file, smaller than {most} MB.")
    return says.format(kinds=_(IN_WORDS), most=LARGEST // MEGABYTE)
