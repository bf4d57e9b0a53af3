"""What is asked for a single deed: extending, opening again, withdrawing, adding documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.consultations.models.register import LINE_LENGTH, TITLE_LENGTH
from opencompact.base.ui.forms import DateField, FilesField

from .base import Blaming, long


class ExtendForm(Blaming):
    """Until when it stays open now, and why."""

    names = {"to": _("the new last day"), "why": _("why it stays open for longer")}

    to = DateField(label=_("New last day"))
    why = forms.CharField(label=_("Why does it stay open for longer?"), max_length=LINE_LENGTH)


class AgainForm(Blaming):
    """A further window."""

    names = {"opens": _("the first day"), "closes": _("the last day")}

    opens = DateField(label=_("First day"))
    closes = DateField(label=_("Last day"))


class WithdrawForm(Blaming):
    """Why a consultation is withdrawn."""

    names = {"reason": _("why it is withdrawn")}

    reason = long(_("Why is it withdrawn?"), _("Everybody reads this."), required=True)


class DocumentsForm(Blaming):
    """Files for people to read before they answer."""

    names = {"papers": _("a file")}

    papers = FilesField(
        label=_("Documents"),
        help_text=_("PDF, Word, OpenDocument, Excel, CSV, text or pictures, up to 25 MB each."),
    )
    title = forms.CharField(
        label=_("What is it called? (optional)"),
        help_text=_("For one file. Without a title people see the name of the file."),
        required=False,
        max_length=TITLE_LENGTH,
    )


class HolidayForm(Blaming):
    """A time in which schools are closed."""

    names = {
        "name": _("the name of the holiday"),
        "first": _("the first day"),
        "last": _("the last day"),
    }

    name = forms.CharField(label=_("Name"), max_length=120)
    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"))
