"""Every text-like field of every model, and who may read what stands in it.

A field that is in no row fails the suite, and so does a confidential one without a canary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from opencompact.apps.disputes.models import Document, RoomPaper
from opencompact.base.areas.scoping import unscoped
from tests.site.proof.leaks import people, reading
from tests.site.proof.leaks.canaries import found
from tests.site.proof.leaks.people import Cast, Names

TEXTUAL = (
    models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField,
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What may be read by whom: `readers` of a row, none where nothing confidential is written.

    `each` says that every text in it must hold a canary, not only one of them.
    """

    says: str
    readers: Callable[[Cast, Any], Names] | None = None
    each: bool = True


OF_REPORT = Rule("whoever keeps a report, and whoever made it", people.reported)
OF_ENTRY = Rule("those concerned with what happened to a report", people.entered)
OPEN = Rule("everybody reads it")
KEY = Rule("a key, a hash or a word of the software: nobody writes it")
COPY = Rule("made by the software from fields that have a row of their own")
OF_CASE = Rule("those of the case", people.subject)
OF_LETTER = Rule(
    "its writers; when it is sent those it went to, officers with a copy", people.letter
)
OF_WRITERS = Rule("its writers; others read of it what stands in the letter", people.writers)
OF_STEP = Rule("those to whom what is written with the step is open", people.written)
PAPER = Rule("those to whom the step of the paper is open", people.paper)
IN_ROOM = Rule("those in the room to whom the paper is shown", people.room_paper)
BUNDLED = Rule("those to whom the exchange is open", people.bundled)
OFFICERS = Rule("the officers of the area", Cast.officers)
SENT = Rule("what an officer writes for mail to everybody")
LINKED = Rule("the officers, and whoever holds the secret of the link")
OWN = Rule("comes with signing in, and is shown to its person alone; the world signs in otherwise")

CONTENT = "disputes.Document (content)"
ROOM_CONTENT = "disputes.RoomPaper (content)"
FIELDS: dict[str, Rule] = {
    "account.EmailAddress.email": Rule(
        "as the address of the person", lambda cast, row: people.address(cast, row.user)
    ),
    "account.EmailConfirmation.key": KEY,
    "accounts.User.email": Rule("the person, officers, chairs of a case", people.address),
    "accounts.User.language": KEY,
    "accounts.User.name": Rule("the person, officers, those met in a case", people.name),
    "accounts.User.password": KEY,
    "accounts.User.stamp": KEY,
    "agreement.Commitment.binds": OPEN,
    "agreement.Commitment.clause": OPEN,
    "agreement.Commitment.key": OPEN,
    "agreement.Commitment.number": OPEN,
    "agreement.Commitment.text": OPEN,
    "agreement.Commitment.title": OPEN,
    "agreement.DraftingTask.key": OPEN,
    "agreement.DraftingTask.reason": OPEN,
    "agreement.Edition.digest": KEY,
    "agreement.Edition.key": OPEN,
    "agreement.Edition.label": OPEN,
    "agreement.Edition.source": OPEN,
    "agreement.Edition.title": OPEN,
    "areas.ApiToken.beginning": KEY,
    "areas.ApiToken.name": Rule("its person and the officers", people.token),
    "areas.ApiToken.scopes": KEY,
    "areas.ApiToken.secret_hash": KEY,
    "areas.Area.colour": OPEN,
    "areas.Area.languages": KEY,
    "areas.Area.name": OPEN,
    "areas.Area.pack_key": OPEN,
    "areas.Area.slug": OPEN,
    "areas.Area.tagline": OPEN,
    "areas.Area.wording": OPEN,
    "areas.LocalHoliday.name": OPEN,
    "audit.AuditHead.hash": KEY,
    "audit.AuditHead.seal": KEY,
    "audit.Event.data": COPY,
    "audit.Event.hash": KEY,
    "audit.Event.object_id": KEY,
    "audit.Event.object_type": KEY,
    "audit.Event.previous": KEY,
    "audit.Event.verb": KEY,
    "audit.ImportedChain.digest": KEY,
    "audit.ImportedChain.head_hash": KEY,
    "audit.ImportedEvent.data": COPY,
    "audit.ImportedEvent.hash": KEY,
    "audit.ImportedEvent.object_id": KEY,
    "audit.ImportedEvent.object_type": KEY,
    "audit.ImportedEvent.previous": KEY,
    "audit.ImportedEvent.verb": KEY,
    "auth.Group.name": KEY,
    "auth.Permission.codename": KEY,
    "auth.Permission.name": KEY,
    "contenttypes.ContentType.app_label": KEY,
    "contenttypes.ContentType.model": KEY,
    "disputes.Bundle.actor_name": COPY,
    "disputes.Bundle.digest": KEY,
    "disputes.Bundle.first_pages": KEY,
    "disputes.Bundle.language": KEY,
    "disputes.Bundle.sha256": KEY,
    "disputes.BundleMark.actor_name": COPY,
    "disputes.BundlePlace.heading": BUNDLED,
    "disputes.BundlePlace.name": BUNDLED,
    "disputes.BundlePlace.piece": KEY,
    "disputes.Case.number": KEY,
    "disputes.Case.subject": OF_CASE,
    "disputes.CaseEvent.actor_name": COPY,
    "disputes.CaseEvent.answers": OF_STEP,
    "disputes.CaseEvent.outcome": KEY,
    "disputes.CaseEvent.override": OF_STEP,
    "disputes.CaseEvent.role": KEY,
    "disputes.CaseEvent.step": KEY,
    "disputes.Challenge.enough": OF_WRITERS,
    "disputes.Challenge.letter": OF_LETTER,
    "disputes.Challenge.letter_of": KEY,
    "disputes.Challenge.signed_as": OF_LETTER,
    "disputes.Challenge.signed_by": OF_LETTER,
    "disputes.Challenge.subject": OF_LETTER,
    "disputes.Challenge.to_address": OF_LETTER,
    "disputes.Challenge.to_email": OF_LETTER,
    "disputes.Challenge.to_name": OF_LETTER,
    "disputes.Challenge.to_position": OF_LETTER,
    "disputes.Challenge.wanted": OF_WRITERS,
    "disputes.ChallengeEvent.actor_name": COPY,
    "disputes.ChallengeEvent.letter": COPY,
    "disputes.ChallengeEvent.text": Rule(
        "those of the letter", lambda cast, row: people.letter(cast, row.challenge)
    ),
    "disputes.Document.actor_name": COPY,
    "disputes.Document.kind": KEY,
    "disputes.Document.name": Rule(
        "as the paper; of a letter we write the name", people.paper, each=False
    ),
    "disputes.Document.need": KEY,
    "disputes.Document.reason": PAPER,
    "disputes.Document.sha256": KEY,
    "disputes.Finding.commitments": OPEN,
    "disputes.Finding.ending": KEY,
    "disputes.Finding.name": OPEN,
    "disputes.Finding.number": KEY,
    "disputes.Finding.parties": OPEN,
    "disputes.Feedback.marks": KEY,
    "disputes.Feedback.words": Rule("the officers, once it is shown", people.feedback),
    "disputes.Finding.learning": Rule("everybody once it is published", people.statement),
    "disputes.Finding.says": OPEN,
    "disputes.Finding.statement": Rule("everybody once it is published", people.statement),
    "disputes.Finding.then": KEY,
    "disputes.CountedBy.holidays": OPEN,
    "disputes.JointMember.says": Rule("those who act together, their keepers", people.shown),
    "disputes.StepLetter.actor_name": COPY,
    "disputes.MovedDate.clock": KEY,
    "disputes.MovedDate.party": KEY,
    "disputes.MovedDate.why": OPEN,
    "disputes.Occurrence.text": Rule(
        "its writers; others read of it what stands in the letter",
        lambda cast, row: people.writers(cast, row.challenge),
    ),
    "disputes.Report.behalf_name": OF_REPORT,
    "disputes.Report.cause": KEY,
    "disputes.Report.effect": OF_REPORT,
    "disputes.Report.email": OF_REPORT,
    "disputes.Report.event": OF_REPORT,
    "disputes.Report.name": OF_REPORT,
    "disputes.Report.number": KEY,
    "disputes.Report.what": OF_REPORT,
    "disputes.ReportEntry.choice": KEY,
    "disputes.ReportEntry.learning": Rule("everybody, where it is published", people.learnt),
    "disputes.ReportEntry.text": OF_ENTRY,
    "disputes.Signpost.about": OPEN,
    "disputes.Signpost.address": OPEN,
    "disputes.Signpost.email": OPEN,
    "disputes.Signpost.name": OPEN,
    "disputes.Signpost.owner": OFFICERS,
    "disputes.Signpost.phone": OPEN,
    "disputes.Signpost.points": KEY,
    "disputes.Signpost.sectors": KEY,
    "disputes.Signpost.web": OPEN,
    "disputes.Signpost.when": OPEN,
    "disputes.PaperWord.actor_name": COPY,
    "disputes.PaperWord.text": Rule("the mediator, and the sides that are asked", people.asked),
    "disputes.PrivateCalendar.token_hash": KEY,
    "disputes.RoomNote.actor_name": COPY,
    "disputes.RoomNote.text": Rule("those who work in the room", people.note),
    "disputes.RoomPaper.actor_name": COPY,
    "disputes.RoomPaper.kind": KEY,
    "disputes.RoomPaper.name": IN_ROOM,
    "disputes.RoomPaper.sha256": KEY,
    "disputes.Referral.outcome": Rule("as the finding it stands beside", people.referral),
    "disputes.Referral.to": Rule("as the finding it stands beside", people.referral),
    "disputes.Undertaking.what": Rule("the case; out of mediation the sides", people.undertaking),
    "disputes.Undertaking.who": Rule("the case; out of mediation the sides", people.undertaking),
    "mfa.Authenticator.data": KEY,
    "notify.ActionLink.data": COPY,
    "notify.ActionLink.object_id": KEY,
    "notify.ActionLink.object_type": KEY,
    "notify.ActionLink.purpose": KEY,
    "notify.ActionLink.says": COPY,
    "notify.ActionLink.secret": KEY,
    "notify.ActionLink.to_address": LINKED,
    "notify.ActionLink.to_name": LINKED,
    "notify.MailText.changed_by": COPY,
    "notify.MailText.do": SENT,
    "notify.MailText.kind": KEY,
    "notify.MailText.language": KEY,
    "notify.MailText.says": SENT,
    "notify.MailText.subject": SENT,
    "notify.Message.about": KEY,
    "notify.Message.do": COPY,
    "notify.Message.key": KEY,
    "notify.Message.kind": KEY,
    "notify.Message.language": KEY,
    "notify.Message.last_error": COPY,
    "notify.Message.link": COPY,
    "notify.Message.message_id": KEY,
    "notify.Message.rhythm": KEY,
    "notify.Message.says": COPY,
    "notify.Message.subject": COPY,
    "notify.Message.to_address": COPY,
    "notify.Message.to_name": COPY,
    "notify.Message.topic": KEY,
    "notify.Message.why": COPY,
    "notify.Preference.rhythm": KEY,
    "notify.Preference.topic": KEY,
    "organisations.ImportRun.file_name": OFFICERS,
    "organisations.ImportRun.key": KEY,
    "organisations.ImportRun.mapping": COPY,
    "organisations.ImportRun.report": Rule("the officers of the area", Cast.officers, each=False),
    "organisations.ImportRun.text": OFFICERS,
    "organisations.Organisation.address": OPEN,
    "organisations.Organisation.identifier": OPEN,
    "organisations.Organisation.kinds": KEY,
    "organisations.Organisation.locality": OPEN,
    "organisations.Organisation.match_key": COPY,
    "organisations.Organisation.name": OPEN,
    "organisations.Organisation.other_identifiers": OPEN,
    "organisations.Organisation.postcode": OPEN,
    "organisations.Organisation.search": COPY,
    "organisations.Organisation.slug": OPEN,
    "organisations.Organisation.website": OPEN,
    "organisations.Role.area_of_organisation": OPEN,
    "organisations.Signature.position": OPEN,
    "organisations.Signature.signed_by": OPEN,
    "organisations.Signature.withdrawal_reason": Rule(
        "its organisation, the chair, officers", people.notice
    ),
    "organisations.Training.title": Rule("who took it, and the officers", people.training),
    "sessions.Session.session_data": KEY,
    "sessions.Session.session_key": KEY,
    "socialaccount.SocialAccount.extra_data": OWN,
    "socialaccount.SocialAccount.provider": KEY,
    "socialaccount.SocialAccount.uid": OWN,
    "socialaccount.SocialApp.client_id": KEY,
    "socialaccount.SocialApp.key": KEY,
    "socialaccount.SocialApp.name": KEY,
    "socialaccount.SocialApp.provider": KEY,
    "socialaccount.SocialApp.provider_id": KEY,
    "socialaccount.SocialApp.secret": KEY,
    "socialaccount.SocialApp.settings": KEY,
    "socialaccount.SocialToken.token": KEY,
    "socialaccount.SocialToken.token_secret": KEY,
    "usersessions.UserSession.data": OWN,
    "usersessions.UserSession.session_key": KEY,
    "usersessions.UserSession.user_agent": OWN,
}
# Nothing of these may stand in a mail or in the audit, whoever gets it.
NEVER_SENT = ("disputes.", "organisations.ImportRun.", "organisations.Signature.")


def textual() -> set[str]:
    """Every field of every model that can hold a text which somebody wrote."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTUAL) and not field.choices
    }


@dataclass(frozen=True)
class Text:
    """What stands in a field of a row, and who may read it."""

    field: str
    row: str
    words: frozenset[str]
    readers: Names


def rule(text: Text) -> Rule:
    """What is said of the field that a text stands in."""
    return {CONTENT: PAPER, ROOM_CONTENT: IN_ROOM}.get(text.field) or FIELDS[text.field]


def confidential(cast: Cast) -> Iterator[Text]:
    """Every text in a confidential field of the world."""
    with unscoped():
        for name, one in FIELDS.items():
            if one.readers:
                yield from _texts(cast, name, one)
        for document in Document.objects.all():
            readers = people.paper(cast, document)
            yield Text(CONTENT, str(document.pk), _content(document), readers)
        for paper in RoomPaper.objects.all():
            readers = people.room_paper(cast, paper)
            yield Text(ROOM_CONTENT, str(paper.pk), _content(paper), readers)


def _content(paper: Document | RoomPaper) -> frozenset[str]:
    with default_storage.open(paper.path) as kept:
        return frozenset(found(" ".join(text for _, text in reading.inside("", kept.read()))))


def _texts(cast: Cast, name: str, said: Rule) -> Iterator[Text]:
    label, _, field = name.rpartition(".")
    assert said.readers
    for row in apps.get_model(label)._default_manager.all():
        leaves = list(_leaves(getattr(row, field)))
        told = leaves if said.each else [" ".join(leaves)]
        for text in filter(None, told):
            yield Text(name, str(row.pk), frozenset(found(text)), said.readers(cast, row))


def _leaves(value: Any) -> Iterator[str]:
    """The texts in a value, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str) and value:
        yield value
