"""Reading changes nothing, writing needs the token of a form, other methods are refused."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from tests import figures
from tests.site.proof.leaks.crawling import writes_noted
from tests.site.proof.rules import headers
from tests.site.proof.rules.asking import addresses, client_of

pytestmark = [pytest.mark.once, pytest.mark.django_db]

# What a page may write when it is only read: the session, and who looked into a case.
READING_WRITES = {"django_session", "disputes_access"}
# Addresses that take a post without the token of a form, each with its reason.
WITHOUT_TOKEN = {
    r"/\w+/mail/stop/[^/]+/": "a mail program stops mail with one click, RFC 8058",
}
OTHER_METHODS = ("put", "patch", "delete", "trace", "options")
# One place refuses them all, and a HEAD is a GET, which the crawler asks; by night each is asked.
ON_A_PUSH = {"put", "delete"}


def asked(world, method, address, who, **options):
    """The answer, the tables written to, and what is wrong with its headers; all taken back."""
    client = client_of(world, who, **options)
    with transaction.atomic(), writes_noted() as writes:
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    personal = who != "anonymous" and not address.startswith("/api/v1/")
    wrong = list(headers.faults(response, personal=personal))
    return response, {table for table in writes if table not in READING_WRITES}, wrong


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(method, marks=() if method in ON_A_PUSH else pytest.mark.nightly)
        for method in ("head", *OTHER_METHODS)
    ],
)
def test_nothing_but_a_post_writes(world, method):
    """Reading is asked of every page by the crawler of the leak lab; these methods are asked here.

    A page that is read by any method is a page that is read: it may answer, it may not write.
    """
    found = []
    for address, who in addresses(world):
        response, writes, wrong = asked(world, method, address, who)
        found += [f"{method} {address} wrote to {table}" for table in sorted(writes)]
        found += [f"{method} {address}: {fault}" for fault in wrong]
        refused = response.status_code == 405
        if response.status_code >= 500 or (method in OTHER_METHODS and not refused):
            found.append(f"{method} {address} answered {response.status_code}")
    assert not found, "\n".join(found)


def test_every_post_needs_the_token_of_a_form(world):
    found, count = [], 0
    for address, who in addresses(world):
        response, writes, wrong = asked(world, "post", address, who, enforce_csrf_checks=True)
        count += 1
        if any(re.fullmatch(one, address) for one in WITHOUT_TOKEN):
            continue
        if response.status_code != 403 or writes:
            found.append(f"{address} took a post without its token: {response.status_code}")
        found += [f"{address}: {fault}" for fault in wrong]
    assert not found, "\n".join(found)
    figures.note("posts without the token of a form", addresses=count, taken=0)
