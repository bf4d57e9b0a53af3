"""What two officers decide before a person is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.base.audit.models import Erasure
from opencompact.base.ui.forms import Form, Radios

from .erasing import Choices


class ErasureForm(Form):
    """What becomes of signatures in force, and of papers; cleans to `choices`."""

    names = {
        "signatures": _("what happens to their signatures"),
        "papers": _("what happens to papers"),
    }

    signatures = forms.ChoiceField(
        label=_("Signatures in force"),
        choices=Erasure.SIGNATURES,
        widget=Radios(
            hints={
                "keep": _(
                    "Signing was a public act for an organisation. Names under signatures that"
                    " were withdrawn are always taken off."
                ),
                "pseudonymise": _("The signature stays, made by “A former member”."),
            }
        ),
    )
    papers = forms.ChoiceField(
        label=_("Papers they handed in or that name them"),
        choices=Erasure.PAPERS,
        widget=Radios(
            hints={
                "keep": _("Nobody else can read them than before."),
                "remove": _("Each is replaced by a note. This cannot be undone."),
            }
        ),
    )

    @property
    def choices(self) -> Choices:
        """What was decided."""
        return Choices(self.cleaned_data["signatures"], self.cleaned_data["papers"])
