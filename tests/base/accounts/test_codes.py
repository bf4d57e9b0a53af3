"""Codes by mail, seeds and keys of sessions: where they come from, and whom a code lets in."""

import math
import random
import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.test import Client

from opencompact.base.accounts.actions import enrol

EMAIL = "ada@example.org"
IN_MAIL = r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$"
CODE, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"


def code() -> str:
    return get_adapter().generate_login_code()


@pytest.mark.parametrize(
    ("make", "bits"),
    [
        (code, 20),
        (generate_totp_secret, 112),
        (RecoveryCodes.generate_seed, 112),
        (SessionStore()._get_new_session_key, 128),
    ],
    ids=["code by mail", "seed of an app", "seed of recovery codes", "key of a session"],
)
def test_codes_come_from_the_secure_source(db, make, bits):
    """Ordinary randomness could be made to repeat itself; this cannot."""
    found = set()
    for _ in range(200):
        random.seed(7)
        found.add(make())
    assert len(found) == 200
    letters = {letter for one in found for letter in one} - {"-"}
    length = min(len(one.replace("-", "")) for one in found)
    assert length * math.log2(len(letters)) >= bits
    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT <= 600


def test_a_code_opens_only_the_browser_that_asked(db):
    cache.clear()
    enrol(email=EMAIL, name="Ada Lovelace")
    asked, other = Client(), Client()
    asked.post(CODE, {"email": EMAIL})
    other.post(CODE, {"email": EMAIL})
    first, second = (re.search(IN_MAIL, one.body, re.MULTILINE)[1] for one in mail.outbox)
    assert first != second
    for client, given in ((other, first), (Client(), first), (asked, second)):
        client.post(CONFIRM, {"code": given})
        assert "_auth_user_id" not in client.session
    asked.post(CONFIRM, {"code": first})
    assert "_auth_user_id" in asked.session
    asked.post("/account/logout/")
    asked.post(CODE, {"email": EMAIL})
    third = re.search(IN_MAIL, mail.outbox[-1].body, re.MULTILINE)[1]
    for given, opens in ((first, False), (third, True)):
        asked.post(CONFIRM, {"code": given})
        assert ("_auth_user_id" in asked.session) is opens
