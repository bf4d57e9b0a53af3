"""A consultation as its keepers write it down, and the questions asked when it is short."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.consultations.actions import DATES, FIELDS, Why, days_of
from opencompact.apps.consultations.models import Consultation
from opencompact.apps.consultations.models.register import LINE_LENGTH, TITLE_LENGTH
from opencompact.apps.consultations.queries import short_by
from opencompact.apps.organisations.forms import OrganisationField
from opencompact.apps.organisations.models import Organisation, naming
from opencompact.base.areas.models import Area
from opencompact.base.ui.dates import day
from opencompact.base.ui.forms import DateField, Radios
from opencompact.core.rules import Judgement

from .base import Blaming, LinesField, WordsField, long

STATED: Final = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("Not stated")),
]
LONGER, REASON, AS_IT_IS = "longer", "reason", "as-it-is"
WHAT = ("title", "decision", "can_change", "cannot_change")
EFFECT = ("significant_effect", "major_change", "legally_impossible", "set_by_law", "law")
WHO = ("audience", "communities", "themes")
HOW = ("ways", "online", "contact", "web")
WHEN = ("opens", "closes", "expected")
SHORT = ("length", "reason", "mitigation", "approver")
NEEDED: Final = {
    "reason": gettext_lazy("Enter the reason"),
    "mitigation": gettext_lazy("Enter what you do so that people can take part all the same"),
    "approver": gettext_lazy("Enter who approved it"),
}


def _stated(label: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=STATED, widget=Radios, required=False
    )


class ConsultationForm(Blaming):
    """Everything that the register says of a consultation; cleans to FIELDS and DATES.

    `asked` are the questions of yes and no on which the agreement makes something depend.
    """

    names = {
        "body": gettext_lazy("the body that asks"),
        "title": gettext_lazy("the title"),
        "opens": gettext_lazy("the first day"),
        "closes": gettext_lazy("the last day"),
        "web": gettext_lazy("the web address"),
        "themes": gettext_lazy("the themes"),
        "communities": gettext_lazy("the communities"),
        "contact": gettext_lazy("whom people can ask"),
        "audience": gettext_lazy("who is asked"),
    }

    body = OrganisationField(
        label=gettext_lazy("Which body asks?"),
        help_text=gettext_lazy("Its full name as on the register, or its identifier."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH)
    decision = long(
        gettext_lazy("What is to be decided?"),
        gettext_lazy("Who decides what, and when. Needed before it can be published."),
    )
    can_change = long(gettext_lazy("What can still change?"))
    cannot_change = long(
        gettext_lazy("What cannot change, and why?"),
        gettext_lazy("If nothing is settled yet, say so."),
    )
    significant_effect = _stated(
        gettext_lazy("Is it likely to affect voluntary and community groups significantly?"),
        gettext_lazy("If you have not looked into it, leave it as not stated."),
    )
    major_change = _stated(gettext_lazy("Is it a major change of policy or of a service?"))
    legally_impossible = _stated(
        gettext_lazy("Does a law make it impossible to be open for as long as was promised?")
    )
    set_by_law = _stated(gettext_lazy("Does a law or official guidance set how long it is open?"))
    law = long(gettext_lazy("Which law or guidance is that, and what does it say?"), rows=3)
    audience = forms.CharField(
        label=gettext_lazy("Who is asked?"),
        help_text=gettext_lazy("In a few words, like “Everybody who uses a day centre”."),
        required=False,
        max_length=LINE_LENGTH,
    )
    communities = WordsField(
        label=gettext_lazy("Communities"),
        help_text=gettext_lazy("Put commas between them. The calendar shows who is asked often."),
        required=False,
        max_length=1000,
    )
    themes = WordsField(
        label=gettext_lazy("Themes"),
        help_text=gettext_lazy("What it is about, like health or housing, with commas between."),
        required=False,
        max_length=1000,
    )
    ways = LinesField(
        label=gettext_lazy("Ways of taking part"),
        help_text=gettext_lazy("One on each line, with place and day of a meeting."),
        required=False,
    )
    online = forms.BooleanField(
        label=gettext_lazy("People can answer on this site"), required=False
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom can people ask?"),
        help_text=gettext_lazy("A name with a telephone number or an email address. All read it."),
        required=False,
        max_length=LINE_LENGTH,
    )
    web = forms.URLField(
        label=gettext_lazy("Its page elsewhere (optional)"),
        required=False,
        max_length=LINE_LENGTH,
        assume_scheme="https",
    )
    opens = DateField(label=gettext_lazy("First day"), required=False)
    closes = DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("People can answer until the end of this day."),
        required=False,
    )
    expected = forms.CharField(
        label=gettext_lazy("When is it expected?"),
        help_text=gettext_lazy("Only while there are no days yet, like “spring 2027”."),
        required=False,
        max_length=LINE_LENGTH,
    )
    length = forms.ChoiceField(
        label=gettext_lazy("What do you want to do?"),
        choices=[
            (LONGER, gettext_lazy("Keep it open for longer")),
            (REASON, gettext_lazy("Give a reason that everybody can read")),
            (AS_IT_IS, gettext_lazy("Leave it short, without a reason")),
        ],
        widget=Radios(
            hints={
                LONGER: gettext_lazy("Change the days above, then save again."),
                REASON: gettext_lazy(
                    "A departure is filed with it. Filed before the first day, it explains the"
                    " short time."
                ),
                AS_IT_IS: gettext_lazy("Its page will say that the promise is not kept."),
            }
        ),
        required=False,
    )
    reason = long(gettext_lazy("Why is there less time than was promised?"), rows=3)
    mitigation = long(
        gettext_lazy("What do you do so that people can take part all the same?"), rows=3
    )
    approver = forms.CharField(
        label=gettext_lazy("Who approved it?"),
        help_text=gettext_lazy("The position of somebody who answers for it."),
        required=False,
        max_length=TITLE_LENGTH,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        area: Area,
        asked: Iterable[str],
        bodies: Sequence[Organisation] | None = None,
        dated: bool = True,
        **kwargs: Any,
    ) -> None:
        """`bodies` are those of somebody who is no officer; None asks for any on the register."""
        super().__init__(*args, **kwargs)
        self.short: list[Judgement] = []
        self._ask_for_the_body(area, bodies)
        known = set(asked)
        unasked = {name for name in EFFECT if name not in known}
        if known & {"legally_impossible", "set_by_law"}:
            unasked.discard("law")
        for name in {*unasked, *(() if dated else WHEN)} & set(self.fields):
            del self.fields[name]

    def _ask_for_the_body(self, area: Area, bodies: Sequence[Organisation] | None) -> None:
        if bodies is None:
            self.fields["body"].area = area  # type: ignore[attr-defined]
        elif not bodies:
            del self.fields["body"]
        else:
            self.fields["body"] = forms.ModelChoiceField(
                label=_("Which body asks?"),
                queryset=Organisation.objects.filter(pk__in=[one.pk for one in bodies]),
                widget=Radios,
                empty_label=None,
                initial=bodies[0] if len(bodies) == 1 else None,
                error_messages={"required": _("Select the body that asks")},
            )

    @staticmethod
    def initial_of(consultation: Consultation) -> dict[str, Any]:
        """The values that the form of a consultation begins with."""
        kept = {name: getattr(consultation, name) for name in (*FIELDS, "version")}
        return kept | dict(zip(DATES, days_of(consultation), strict=True))

    def clean_title(self) -> str:
        title = naming.tidy(self.cleaned_data["title"])
        if not naming.plain(title):
            raise forms.ValidationError(_("The title must have letters or figures"))
        return title

    @property
    def values(self) -> dict[str, Any]:
        """What was given, by the names that the action knows."""
        wanted = (*FIELDS, *DATES)
        return {name: value for name, value in self.cleaned_data.items() if name in wanted}

    @property
    def why(self) -> Why | None:
        """The reason for the short time, where one was chosen and is needed."""
        if not self.short or self.cleaned_data.get("length") != REASON:
            return None
        return Why(*(self.cleaned_data[name].strip() for name in NEEDED))

    def is_begun(self, on: date) -> bool:
        """Whether the first day, as it was given, is no longer ahead."""
        opens = self.cleaned_data.get("opens") if self.is_bound else None
        return opens is not None and opens < on

    def settled(self, short: Sequence[Judgement]) -> bool:
        """Whether it is decided what becomes of a window that is too short; else say what is."""
        self.short = list(short)
        chosen = self.cleaned_data.get("length")
        if not short or chosen == AS_IT_IS:
            return True
        if chosen == REASON:
            for name, says in NEEDED.items():
                if not self.cleaned_data.get(name, "").strip():
                    self.add_error(name, says)
        elif chosen == LONGER:
            self.add_error("closes", self._too_early())
        else:
            self.add_error("length", _("Select what you want to do about the short time"))
        return chosen == REASON and self.is_valid()

    def _too_early(self) -> str:
        says = _("The last day must be {day} or later")
        closes: date = self.cleaned_data["closes"]
        worst = max(map(short_by, self.short))
        return says.format(day=day(date.fromordinal(closes.toordinal() + worst)))

    def part(self, names: Iterable[str]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    @property
    def parts(self) -> list[tuple[str, str, list[Any]]]:
        """The questions by what they are about: an anchor, a heading, the fields."""
        found = [
            ("what", _("What it is about"), [*self.part(("body",)), *self.part(WHAT)]),
            ("effect", _("What it means for groups"), self.part(EFFECT)),
            ("who", _("Who is asked"), self.part(WHO)),
            ("how", _("How people take part"), self.part(HOW)),
            ("when", _("When"), self.part(WHEN)),
        ]
        return [one for one in found if one[2]]

    @property
    def about_short(self) -> list[Any]:
        return self.part(SHORT)
