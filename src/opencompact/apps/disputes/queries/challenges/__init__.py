"""Named reads about challenges: whose they are, where each stands, its letter, limits elsewhere."""

from opencompact.apps.disputes.queries.challenges.drafting import (
    FINISH,
    drafted,
    facts_digest,
    is_stale,
    letter_as_it_stands,
    letter_sent,
    unfinished,
)
from opencompact.apps.disputes.queries.challenges.elsewhere import Limit, limits_elsewhere
from opencompact.apps.disputes.queries.challenges.promises import (
    Promises,
    offered_promises,
    promises_out_of_time,
)
from opencompact.apps.disputes.queries.challenges.reading import (
    answering,
    challenge_at,
    challenges,
    public_roles,
    silent_challenges,
    visible_challenge,
    visible_challenges,
)
from opencompact.apps.disputes.queries.challenges.standing import Standing, standing

__all__ = [
    "FINISH",
    "Limit",
    "Promises",
    "Standing",
    "answering",
    "challenge_at",
    "challenges",
    "drafted",
    "facts_digest",
    "is_stale",
    "letter_as_it_stands",
    "letter_sent",
    "limits_elsewhere",
    "offered_promises",
    "promises_out_of_time",
    "public_roles",
    "silent_challenges",
    "standing",
    "unfinished",
    "visible_challenge",
    "visible_challenges",
]
