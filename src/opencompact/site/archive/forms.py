"""What two officers decide before a person is erased."""

from django import forms

from opencompact.base.audit.models import Erasure
from opencompact.base.ui.forms import Form, Radios

from .erasing import Choices


class ErasureForm(Form):
    """What becomes of signatures in force, and of papers; cleans to `choices`."""

    names = {
        "signatures": "what happens to their signatures",
        "papers": "what happens to papers",
    }

    signatures = forms.ChoiceField(
        label="Signatures in force",
        choices=Erasure.SIGNATURES,
        widget=Radios(
            hints={
                "keep": "Signing was a public act for an organisation. Names under signatures that"
                " were withdrawn are always taken off.",
                "pseudonymise": "The signature stays, made by “A former member”.",
            }
        ),
    )
    papers = forms.ChoiceField(
        label="Papers they handed in or that name them",
        choices=Erasure.PAPERS,
        widget=Radios(
            hints={
                "keep": "Nobody else can read them than before.",
                "remove": "Each is replaced by a note. This cannot be undone.",
            }
        ),
    )

    @property
    def choices(self) -> Choices:
        """What was decided."""
        return Choices(self.cleaned_data["signatures"], self.cleaned_data["papers"])
