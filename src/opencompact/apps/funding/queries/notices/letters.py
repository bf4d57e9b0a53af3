"""The letter that gives notice, made from the facts and from nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from opencompact.apps.funding.models import Notice, NoticeKind
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries.judging import Judged
from opencompact.base.areas.languages import of_code
from opencompact.base.ui.dates import day
from opencompact.formats.letters import Letter, Quote, Quotes
from opencompact.formats.letters.model import restored

SUBJECTS: Final = {
    NoticeKind.CHANGE: gettext_noop("Notice of a change: {title}"),
    NoticeKind.ENDING: gettext_noop("Notice that funding ends: {title}"),
    NoticeKind.DEFAULT: gettext_noop("Notice to put something right: {title}"),
}
OPENINGS: Final = {
    NoticeKind.CHANGE: gettext_noop(
        "We give you notice that the funding under “{title}” changes. The change takes effect on"
        " {day}."
    ),
    NoticeKind.ENDING: gettext_noop(
        "We give you notice that the funding under “{title}” ends on {day}."
    ),
    NoticeKind.DEFAULT: gettext_noop(
        "We give you notice that something under “{title}” has to be put right. If it is not, the"
        " funding ends on {day}."
    ),
}


def letter_as_it_stands(
    notice: Notice, judged: list[Judged], on: date, signature: tuple[str, ...]
) -> Letter:
    """The letter as it would go on a day, in the language of the page."""
    agreement = notice.agreement
    title = agreement.title
    kind = NoticeKind(notice.kind)
    return Letter(
        sender=tuple(_lines(agreement.funder)),
        to=(agreement.payee.name, *_address(agreement.payee.organisation)),
        day=day(on),
        on=on,
        reference=_("Our reference: {reference}").format(reference=notice.key),
        subject=_(SUBJECTS[kind]).format(title=title),
        greeting=_("Dear {name},").format(name=agreement.payee.name),
        body="\n\n".join(_paragraphs(notice, kind)),
        ending=_("Yours faithfully,"),
        signature=tuple(filter(None, (*signature, agreement.funder.name))),
        quotes=tuple(_quotes(notice, judged)),
        language=of_code(get_language()).key,  # type: ignore[arg-type]
    )


def letter_sent(notice: Notice) -> Letter:
    """The letter exactly as it went."""
    return restored(notice.letter)


def _paragraphs(one: Notice, kind: NoticeKind) -> Iterator[str]:
    ends = day(one.ends) if one.ends else _("a day that is not set yet")
    yield _(OPENINGS[kind]).format(title=one.agreement.title, day=ends)
    yield from _part(_("What happens"), one.what)
    yield from _part(_("Our reasons"), one.reasons)
    if one.exceptional:
        yield from _part(_("Why the usual notice could not be given"), one.exceptional_words)
    if kind == NoticeKind.DEFAULT and one.remedy_offered and one.remedy_by:
        yield _("You have until {day} to put it right. We are glad to help.").format(
            day=day(one.remedy_by)
        )
    if before := list(_before(one)):
        yield f"# {_('What we have done before')}"
        yield "\n".join(f"- {said}" for said in before)
    yield from _part(_("Those who use the service"), _users(one))
    yield f"# {_('What you can do')}"
    yield _(
        "Tell us what this means for you and for the people who use your services, and what you"
        " would need. We answer in writing and are glad to meet."
    )


def _part(heading: str, text: str) -> Iterator[str]:
    if text.strip():
        yield f"# {heading}"
        # A heading or a list of a writer's own would be taken for ours.
        yield "\n".join(line.lstrip("#-* ") for line in text.strip().splitlines())


def _before(one: Notice) -> Iterator[str]:
    if one.assessed_on:
        said = _("The effects were assessed on {day}.").format(day=day(one.assessed_on))
        yield f"{said} {one.assessment_link}".strip()
    if one.discussed_on:
        yield _("We talked it over with you on {day}.").format(day=day(one.discussed_on))
    if one.could_respond and one.respond_by:
        yield _("You could respond until {day}.").format(day=day(one.respond_by))
    if one.decided_on:
        yield _("It was decided on {day}.").format(day=day(one.decided_on))


def _users(one: Notice) -> str:
    told = (
        _("They are told on {day}.").format(day=day(one.users_told_on)) if one.users_told_on else ""
    )
    return f"{told} {one.users_how}".strip()


def _quotes(one: Notice, judged: list[Judged]) -> Iterator[Quotes]:
    """The commitments that notice is about, in their own words."""
    found = {each.commitment.key: each.commitment for each in judged}
    quotes = tuple(
        Quote(each.number, str(each.title), str(each.text), each.clause) for each in found.values()
    )
    if quotes:
        heading = _("What the {agreement} says about notice")
        yield Quotes(heading.format(agreement=one.area.term("agreement")), quotes)


def _lines(body: Organisation) -> Iterator[str]:
    yield body.name
    yield from _address(body)


def _address(body: Organisation | None) -> tuple[str, ...]:
    if body is None:
        return ()
    return tuple(filter(None, (*body.address.splitlines(), body.place)))
