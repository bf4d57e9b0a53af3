"""A group that the area looks at beside those of the law."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.assessments.forms.fields import version
from opencompact.apps.assessments.models.groups import ABOUT_LENGTH, NAME_LENGTH
from opencompact.base.ui.forms import DateField, Form


class GroupForm(Form):
    """Its name, who is meant, and from when it is no longer asked about."""

    names = {"name": _("the name of the group")}

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    about = forms.CharField(
        label=_("Who is meant (optional)"), required=False, max_length=ABOUT_LENGTH
    )
    ended_on = DateField(
        label=_("No longer asked about from (optional)"),
        help_text=_("What was said of it in earlier assessments stays."),
        required=False,
    )
    version = version()
