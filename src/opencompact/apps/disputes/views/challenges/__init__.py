"""The pages of challenges."""

from opencompact.apps.disputes.views.challenges.beginning import begin, cancel
from opencompact.apps.disputes.views.challenges.gathering import (
    commitments,
    entry,
    objective,
    remove_entry,
    timeline,
    to,
)
from opencompact.apps.disputes.views.challenges.letters import (
    READ_LETTER,
    draft_again,
    letter,
    letter_file,
    send,
)
from opencompact.apps.disputes.views.challenges.listing import challenge_file, challenge_list
from opencompact.apps.disputes.views.challenges.tracking import challenge, note, reply_date, take_on

__all__ = [
    "READ_LETTER",
    "begin",
    "cancel",
    "challenge",
    "challenge_file",
    "challenge_list",
    "commitments",
    "draft_again",
    "entry",
    "letter",
    "letter_file",
    "note",
    "objective",
    "remove_entry",
    "reply_date",
    "send",
    "take_on",
    "timeline",
    "to",
]
