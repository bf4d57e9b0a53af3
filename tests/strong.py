"""A client as after signing in with a second factor, and accounts that have one."""

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from opencompact.base.accounts import sessions
from opencompact.base.accounts.models import User

ROLES = ("officer", "chair", "mediator", "returning-officer")


def give_app(user: User) -> Authenticator:
    """Protect an account with an authenticator app whose key is known."""
    kind = Authenticator.Type.TOTP
    return Authenticator.objects.create(user=user, type=kind, data={"secret": "JBSWY3DPEHPK3PXP"})


def begin(client: Client) -> Client:
    """The session begins now, as at every sign-in in service."""
    session = client.session
    session[sessions.BEGAN] = time.time()
    session.save()
    return client


def prove(client: Client) -> Client:
    """The session of somebody signed in becomes one with a second factor."""
    session = client.session
    session[sessions.PROOF] = True
    session.save()
    return client
