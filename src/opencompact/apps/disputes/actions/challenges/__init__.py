"""What a person does with a challenge: begin it, gather its facts, send its letter, follow it."""

from opencompact.apps.disputes.actions.challenges.beginning import (
    begin_challenge,
    discard_challenge,
)
from opencompact.apps.disputes.actions.challenges.gathering import (
    Addressee,
    Objective,
    add_occurrence,
    address_challenge,
    change_occurrence,
    cite_commitments,
    draft_anew,
    remove_occurrence,
    say_objective,
    write_letter,
)
from opencompact.apps.disputes.actions.challenges.holding import ChangedError
from opencompact.apps.disputes.actions.challenges.mail import READ_LETTER, remind_of_replies
from opencompact.apps.disputes.actions.challenges.sending import send_challenge
from opencompact.apps.disputes.actions.challenges.tracking import Note, note_on_challenge

__all__ = [
    "READ_LETTER",
    "Addressee",
    "ChangedError",
    "Note",
    "Objective",
    "add_occurrence",
    "address_challenge",
    "begin_challenge",
    "change_occurrence",
    "cite_commitments",
    "discard_challenge",
    "draft_anew",
    "note_on_challenge",
    "remind_of_replies",
    "remove_occurrence",
    "say_objective",
    "send_challenge",
    "write_letter",
]
