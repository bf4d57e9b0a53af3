"""Who mediates, where a step names them: one of the area's mediators, or somebody by address.

Where the sides agree on somebody, whom another side has named can be chosen too.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.disputes.queries import Story, candidates
from opencompact.base.accounts.models import User, normal
from opencompact.base.ui.forms import Radios
from opencompact.core.procedure import Holder, Step

OTHER: Final = "other"


def fields_of(now: Story, step: Step) -> Iterator[tuple[str, forms.Field]]:
    """The mediators whom recusal allows, and a box for anybody else's address."""
    pool = {
        str(one.user_id): one.name
        for one in candidates(now.case, now.on)
        if one.holder == Holder.MEDIATOR and one.free
    }
    events = [told.event for told in now.visits[-1].told if told.step == step]
    said = {str(one.named_id): str(one.named) for one in events if one.named_id}
    free = list((pool | said).items())
    if free:
        yield (
            "mediator",
            forms.ChoiceField(
                label=_("Who mediates"),
                help_text=_("Every side has to name the same person.") if step.joint else "",
                choices=[*free, (OTHER, _("Somebody else"))],
                widget=Radios,
            ),
        )
    yield "mediator_email", PersonField(required=not free, beside=bool(free))


class PersonField(forms.EmailField):
    """The address of somebody with an account; cleans to that person."""

    def __init__(self, *, required: bool, beside: bool) -> None:
        label = _("Email address of somebody else (optional)") if beside else _("Email address")
        says = _("The address that the mediator signs in with.")
        super().__init__(label=label, help_text=says, required=required)

    def clean(self, value: Any) -> User | None:
        address = super().clean(value)
        if not address:
            return None
        found: User | None = User.objects.filter(email=normal(address), is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                _(
                    "Nobody here has an account with this address. They can make one, or the"
                    " support team can give them a role"
                )
            )
        return found


def chosen(cleaned: Mapping[str, Any]) -> User | None:
    """Whom the form names; None where it names nobody."""
    key = cleaned.get("mediator") or OTHER
    if key == OTHER:
        person: User | None = cleaned.get("mediator_email")
        return person
    return User.objects.filter(pk=key, is_active=True).first()
