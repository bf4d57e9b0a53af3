"""The form that puts a bundle in order: a place, a heading and a name for each piece."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.models.bundles import HEADING_LENGTH
from opencompact.apps.disputes.queries import BundleRow
from opencompact.base.ui.forms import Form
from opencompact.base.ui.forms.words import speak
from opencompact.core.bundles import Spot

MOST = 9_999


class MakeForm(Form):
    """Asking for a bundle."""

    closes = forms.BooleanField(
        label=gettext_lazy("Close the bundle with this version"),
        help_text=gettext_lazy(
            "After that nobody can change marks or order, unless a later paper comes."
        ),
        required=False,
    )


class OrderForm(Form):
    """Every piece of the bundle. `digest` is the bundle as the person saw it."""

    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: tuple[BundleRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            one = row.listed
            usual = (("place", one.number), ("heading", one.heading), ("name", one.name))
            for part, initial in usual:
                field, noun = _asked(part, one.name)
                field.initial = initial
                speak(field, f"{part}{one.number}", noun)
                self.fields[f"{part}{one.number}"] = field

    @property
    def lines(self) -> list[tuple[Any, ...]]:
        """Each piece with its three questions."""
        parts = ("place", "heading", "name")
        return [(row, *(self[f"{part}{row.listed.number}"] for part in parts)) for row in self.rows]

    def spots(self) -> dict[str, Spot]:
        """Where each piece was put; of two in one place the one that stood first stays first."""
        said = self.cleaned_data
        order = sorted(self.rows, key=lambda row: said[f"place{row.listed.number}"])
        return {
            row.listed.piece.key: Spot(
                place,
                _unless(said[f"heading{row.listed.number}"], row.listed.piece.heading),
                _unless(said[f"name{row.listed.number}"], row.listed.piece.title),
            )
            for place, row in enumerate(order, 1)
        }


def _unless(said: str, usual: str) -> str:
    """What was written, where it is not what stands there anyway."""
    return "" if said.strip() == usual else said.strip()


def _asked(part: str, name: str) -> tuple[forms.Field, str]:
    """A question about a piece, and how a message calls it."""
    if part == "place":
        field: forms.Field = forms.IntegerField(label=_("Place"), min_value=1, max_value=MOST)
        return field, _("the place of “{name}”").format(name=name)
    field = forms.CharField(
        label=_("Heading") if part == "heading" else _("Name in the bundle"),
        max_length=HEADING_LENGTH,
        required=False,
    )
    says = _("the heading over “{name}”") if part == "heading" else _("the name of “{name}”")
    return field, says.format(name=name)
