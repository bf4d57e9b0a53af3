"""Asking somebody by mail to make the pledge for an organisation, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.dates import day
from opencompact.core.record import record

SIGN = queries.SIGN_BY_LINK
MOST_ASKED = 5


@record
class Signer:
    """Who is asked to sign for an organisation, as far as the officer knows."""

    name: str
    email: str
    position: str


@transaction.atomic
def ask_to_sign(
    organisation: Organisation, signer: Signer, *, actor: Actor, at: datetime
) -> ActionLink:
    """Send somebody with authority a link to the pledge. Source: ORG-3.

    NotNow when the organisation has signed, or when too many people are asked already.
    """
    area = organisation.area
    _can_be_asked(organisation, signer, at)
    with notify.speaking_to(area, signer.email):
        says = _("make the pledge of the {area} {agreement} for {name}").format(
            area=area.name, agreement=area.term("agreement"), name=organisation.name
        )
    offered = links.offer(
        area=area,
        purpose=SIGN,
        to=links.Reader(signer.name, signer.email),
        obj=organisation,
        says=says,
        data={"position": signer.position},
        at=at,
    )
    data = {"link": str(offered.link.pk)}
    audit.record(
        "organisations.ask_to_sign",
        actor=actor, area=area, obj=organisation, data=data, at=at,
    )  # fmt: skip
    _write_to(signer, organisation, offered, actor)
    return offered.link


def _can_be_asked(organisation: Organisation, signer: Signer, at: datetime) -> None:
    latest = queries.history(organisation).first()
    if latest is not None and latest.withdrawn_on is None:
        raise NotNow(
            _("{name} has already signed, on {on}.").format(
                name=organisation.name, on=day(latest.signed_on)
            ),
            [_("read its signature on its page")],
        )
    others = queries.asked_to_sign(organisation, at).exclude(to_address=signer.email.lower())
    if others.count() >= MOST_ASKED:
        raise NotNow(
            _("{number} people are asked to sign for {name} already.").format(
                number=MOST_ASKED, name=organisation.name
            ),
            [_("wait for one of them"), _("cancel one of the links first")],
        )


def _write_to(
    signer: Signer, organisation: Organisation, offered: links.Offer, actor: Actor
) -> None:
    area = organisation.area
    with notify.speaking_to(area, signer.email):
        words = {
            "asks": actor.name,
            "area": area.name,
            "agreement": area.term("agreement"),
            "officer": area.term("officer"),
            "name": organisation.name,
            "position": signer.position,
        }
        links.send(
            offered,
            key="organisations.ask_to_sign",
            subject=_("Will {name} sign the {area} {agreement}?").format_map(words),
            body="\n\n".join(text.format_map(words) for text in _asking(actor)),
            why=_(
                "You get this message because the {officer} of {area} was told that you may sign"
                " for {name}. If that is wrong, you need do nothing."
            ).format_map(words),
        )


def _asking(actor: Actor) -> tuple[str, ...]:
    """The paragraphs of the mail; where who asks has no name, the office stands for it."""
    return (
        _(
            "{asks} asks you, as {position}, to make the pledge of the {area} {agreement} for"
            " {name}."
        )
        if actor.name
        else _(
            "The {officer} asks you, as {position}, to make the pledge of the {area} {agreement}"
            " for {name}."
        ),
        _(
            "The pledge is public, with your name and position. Nobody has to sign: it is never a"
            " condition of funding. {name} can withdraw at any time by writing to the chair."
        ),
        _("You need no account."),
    )


@transaction.atomic
def cancel_asking(
    link: ActionLink, organisation: Organisation, *, actor: Actor, at: datetime
) -> None:
    """Take back one link with which somebody was asked to sign; one that was used stays used."""
    if queries.asked_to_sign(organisation, at).filter(pk=link.pk).update(revoked_at=at):
        data = {"link": str(link.pk)}
        audit.record(
            "organisations.cancel_asking",
            actor=actor, area=organisation.area, obj=organisation, data=data, at=at,
        )  # fmt: skip
