"""What is noted of a published assessment: its decision, and its review."""

from django.utils.translation import gettext_lazy as _

from opencompact.apps.assessments.forms.fields import LinkField, long, version
from opencompact.base.ui.forms import DateField, Form


class DecisionForm(Form):
    """When it was decided, and where the paper is."""

    names = {"decided_on": _("the day of the decision")}

    decided_on = DateField(label=_("When was it decided?"))
    decision_link = LinkField(label=_("Web address of the paper (optional)"))
    version = version()


class ReviewForm(Form):
    """What was found when somebody looked again."""

    names = {"reviewed_on": _("the day of the review"), "found": _("what was found")}

    reviewed_on = DateField(label=_("When did you look again?"))
    found = long(
        _("What was found"),
        _("Whether what was foreseen has come, whom it touched, and what is done about it."),
        required=True,
    )
    version = version()
