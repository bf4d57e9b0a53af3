"""Who mediates, where a step names them: one of the area's mediators, or somebody by address."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.disputes.queries import Story, candidates
from opencompact.base.accounts.models import User, normal
from opencompact.base.ui.forms import Radios
from opencompact.core.procedure import Holder

OTHER: Final = "other"


def fields_of(now: Story) -> Iterator[tuple[str, forms.Field]]:
    """The mediators whom recusal allows, and a box for anybody else's address."""
    free = [
        (one.email, one.name)
        for one in candidates(now.case, now.on)
        if one.holder == Holder.MEDIATOR and one.free
    ]
    if free:
        yield (
            "mediator",
            forms.ChoiceField(
                label=_("Who mediates"),
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
    email = cleaned.get("mediator") or OTHER
    if email == OTHER:
        person: User | None = cleaned.get("mediator_email")
        return person
    return User.objects.filter(email=email, is_active=True).first()
