"""What every form of the log can do: show beside its question what an action found wrong."""

from django.forms.utils import ErrorDict

from opencompact.apps.disputes.actions import UnfitError
from opencompact.base.ui.forms import Form


class Blaming(Form):
    """A form that takes the faults of an action, and can be shown without its own."""

    def blame(self, error: UnfitError) -> None:
        """Show what an action found wrong; what belongs to no question stands above them all."""
        for name, says in error.faults.items():
            self.add_error(name if name in self.fields else None, says)

    def unjudged(self) -> None:
        """Keep what was typed without saying what is wrong with it: somebody only looked."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
