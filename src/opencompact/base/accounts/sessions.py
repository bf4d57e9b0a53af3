"""What a session remembers: whether a second factor was shown, when it began and was last used."""

from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

# True or False where we know better than allauth's notes of how somebody signed in.
PROOF = "proof"
BEGAN, SEEN = "began", "seen"
# A session is written at most this often only to say that it is in use, in seconds.
GRAIN = 60
# How long after signing in somebody counts as having just shown that it is them, in seconds.
FRESH = 15 * 60


def prove(request: HttpRequest) -> None:
    """Note that this person has shown more than an e-mail address or a password."""
    request.session[PROOF] = True


def unprove(request: HttpRequest) -> None:
    """Note that what was shown no longer counts: the last authenticator was removed."""
    request.session[PROOF] = False


def proven(request: HttpRequest) -> bool:
    """Whether a second factor, a passkey or an organisation's word stands behind this session."""
    known = request.session.get(PROOF)
    if known is not None:
        return bool(known)
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "mfa" for one in records)


def begin(request: HttpRequest, at: datetime) -> None:
    """Note when somebody signed in."""
    request.session[BEGAN] = at.timestamp()


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """Whether the person has signed in just now."""
    return at.timestamp() - request.session.get(BEGAN, 0) <= FRESH


def hold_to_the_rules(request: HttpRequest, at: datetime) -> bool:
    """Hold the session of somebody with a strong role to its limits; False when it has to end.

    From its first such use on, every request counts: see middleware.SessionRules.
    """
    session, now = request.session, at.timestamp()
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    if _over(now - began, settings.STRONG_SESSION_AGE):
        return False
    if _over(now - seen, settings.STRONG_SESSION_IDLE):
        return False
    if SEEN not in session or now - seen >= GRAIN:
        session[BEGAN], session[SEEN] = began, now
    return True


def _over(lasted: float, limit: int) -> bool:
    """Nought means no limit."""
    return bool(limit) and lasted > limit


def is_held_to_the_rules(session: Any) -> bool:
    return SEEN in session


def end(request: HttpRequest) -> None:
    """Sign the person out here; nothing of the session is left."""
    logout(request)
