"""Beginning an assessment, and everything that a draft says."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.assessments.actions.keeping import FIELDS, OnGroup
from opencompact.apps.assessments.forms.fields import LinkField, long, version
from opencompact.apps.assessments.models import Assessment, Depth, Effect, Need
from opencompact.apps.assessments.models.assessments import SHORT_LENGTH, TITLE_LENGTH
from opencompact.apps.assessments.queries import Group
from opencompact.apps.organisations.forms.people import OrganisationField
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form, Radios
from opencompact.base.ui.forms.words import speak

DEPTHS: dict[str, Any] = {
    Depth.SCREENING: gettext_lazy("A short look: does this decision need a full assessment?"),
    Depth.FULL: gettext_lazy("Whom it touches and how, on what evidence, and what softens it."),
}


class BeginForm(Form):
    """Whose decision it is, which one, and how far the assessment goes."""

    names = {
        "body": gettext_lazy("the organisation"),
        "title": gettext_lazy("a title"),
        "decision": gettext_lazy("the decision"),
        "depth": gettext_lazy("how far it goes"),
    }

    body = OrganisationField(
        label=gettext_lazy("Which organisation decides?"),
        help_text=gettext_lazy("Its name or identifier, as the register has it."),
    )
    depth = forms.ChoiceField(
        label=gettext_lazy("How far does it go?"),
        choices=Depth.choices,
        widget=Radios(hints=DEPTHS),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("What is to change, in a few words."),
        max_length=TITLE_LENGTH,
    )
    decision = forms.CharField(
        label=gettext_lazy("The decision it belongs to"),
        help_text=gettext_lazy("As the paper or the meeting calls it."),
        max_length=TITLE_LENGTH,
    )

    def __init__(self, *args: Any, area: Area, bodies: Iterable[Organisation], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["body"].area = area  # type: ignore[attr-defined]
        own = list(bodies)
        if own:
            self.fields["body"].initial = own[0].name


class WriteForm(Form):
    """A draft, section by section. All of it may be saved half done."""

    names = {"title": gettext_lazy("a title"), "decision": gettext_lazy("the decision")}

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH)
    decision = forms.CharField(
        label=gettext_lazy("The decision it belongs to"), max_length=TITLE_LENGTH
    )
    decided_on = DateField(
        label=gettext_lazy("When it was or will be decided"),
        help_text=gettext_lazy("Leave this empty while no day is set. It can be noted later."),
        required=False,
    )
    decision_link = LinkField(label=gettext_lazy("Web address of the paper"))
    about = long(
        gettext_lazy("What is to change, and why"),
        gettext_lazy("Who decides, what is proposed, and what else was thought of."),
    )
    sector_effect = forms.ChoiceField(
        label=gettext_lazy("Effect on voluntary and community organisations"),
        choices=Effect.choices,
        widget=Radios,
    )
    sector_words = long(gettext_lazy("How they are touched"), rows=3, most=SHORT_LENGTH)
    users_effect = forms.ChoiceField(
        label=gettext_lazy("Effect on the people who use their services"),
        choices=Effect.choices,
        widget=Radios,
    )
    users_words = long(gettext_lazy("How those people are touched"), rows=3, most=SHORT_LENGTH)
    evidence = long(
        gettext_lazy("Evidence"),
        gettext_lazy("Figures, studies and what people said; and what is not known."),
    )
    asked = long(
        gettext_lazy("Who was asked"),
        gettext_lazy("Which groups and people, when and how; or that nobody was asked."),
        rows=4,
    )
    consultation_link = LinkField(label=gettext_lazy("Web address of the consultation"))
    mitigation = long(
        gettext_lazy("What softens the harm"),
        gettext_lazy("What will be done, by whom and by when; or why nothing can be done."),
    )
    need = forms.ChoiceField(
        label=gettext_lazy("What came of the screening?"),
        choices=Need.choices,
        widget=Radios,
        required=False,
    )
    need_words = long(gettext_lazy("Why"), rows=3, most=SHORT_LENGTH)
    assessed_on = DateField(
        label=gettext_lazy("The day on which this assessment was made"),
        help_text=gettext_lazy("It should come before the decision."),
        required=False,
    )
    review_on = DateField(
        label=gettext_lazy("Look at it again by"),
        help_text=gettext_lazy("Those who keep it are reminded on that day."),
        required=False,
    )
    version = version()

    def __init__(self, *args: Any, depth: str, groups: Iterable[Group], **kwargs: Any) -> None:
        self.groups = tuple(groups)
        super().__init__(*args, **kwargs)
        for name, field in self._fields_of_groups():
            speak(field, name, "")
            self.fields[name] = field
        if depth == Depth.FULL:
            del self.fields["need"], self.fields["need_words"]

    def _fields_of_groups(self) -> Iterator[tuple[str, forms.Field]]:
        for one in self.groups:
            effect = forms.ChoiceField(
                label=one.name,
                help_text=one.about,
                choices=sorted(Effect.choices, key=lambda choice: choice[0] != Effect.UNKNOWN),
                initial=Effect.UNKNOWN,
                required=False,
            )
            yield f"effect_{one.key}", effect
            said = _("How that is known: {group}").format(group=one.name)
            # A count of characters below each of them would drown the questions.
            words = forms.CharField(
                label=said,
                required=False,
                widget=forms.Textarea({"rows": 2}),
                validators=[MaxLengthValidator(SHORT_LENGTH)],
            )
            yield f"words_{one.key}", words

    @property
    def by_group(self) -> list[tuple[Any, Any]]:
        """The two fields of each group, for the template."""
        keys = [one.key for one in self.groups]
        return [(self[f"effect_{key}"], self[f"words_{key}"]) for key in keys]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes of the assessment itself."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}

    @property
    def effects(self) -> list[OnGroup]:
        """What the action takes of the groups; a group of which nothing is said is left out."""
        data = self.cleaned_data
        said = [
            OnGroup(one.key, data[f"effect_{one.key}"] or Effect.UNKNOWN, data[f"words_{one.key}"])
            for one in self.groups
        ]
        return [one for one in said if one.words or one.effect != Effect.UNKNOWN]


def initial_of(one: Assessment) -> dict[str, Any]:
    """What the form shows of a draft."""
    found = {name: getattr(one, name) for name in (*FIELDS, "version")}
    for said in one.effects.all():
        found |= {f"effect_{said.group}": said.effect, f"words_{said.group}": said.words}
    return found
