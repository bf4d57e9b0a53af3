"""The leak lab: a word in every confidential field, and everybody goes everywhere for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests import figures, strong
from tests.site.matrix.answers import expected, status_of, wrong
from tests.site.matrix.place import ACTORS
from tests.site.matrix.tally import Tally, noted
from tests.site.proof.leaks import fields, programs
from tests.site.proof.leaks.canaries import canary
from tests.site.proof.leaks.crawling import Crawl, Visit, Watcher, routes, sent_to
from tests.site.proof.leaks.lab import Lab
from tests.site.proof.rules import headers
from tests.site.proof.rules.validity import Validity

pytestmark = [pytest.mark.once, pytest.mark.django_db]

MOST_SHOWN = 20
TYPED = "typed into a form"
# What holds no content, with the reason; these are not counted.
EMPTY = {
    "switch/": "there only in a demonstration; takes posts",
    "account/oidc/login/": "there only with a provider; sends on to it",
    "account/oidc/callback/": "there only with a provider; sends on to the desk",
    "account/connections/login/error/": "there only with a provider; says that it failed",
}
# Counted and not reached: about a passkey of one's own. The tests of accounts open them.
LEFT = {f"account/second-step/webauthn/keys/<int:pk>/{what}/" for what in ("edit", "remove")}
# A token opens no page, so that its holder is a visitor there.
VISITORS = {"anonymous", "API token"}
# What a page may write when it is only read: the session, who looked into a case, and that a side
# first opened a letter in it.
READING_WRITES = {"django_session", "disputes_access", "disputes_letterpassed"}


def test_every_text_field_says_who_reads_it():
    assert fields.textual() == set(fields.FIELDS)


def test_every_confidential_field_has_its_canary(full):
    kept = {text.field for text in full.texts if text.words}
    wanted = {name for name, rule in fields.FIELDS.items() if rule.readers} | {fields.CONTENT}
    assert wanted - kept == set(), "confidential, and the world plants no word there"
    bare = {text.field for text in full.texts if not text.words and fields.rule(text).each}
    assert bare == set(), "some text of these fields has no word"


def of_the_api(address: str) -> bool:
    """Below /api/v1/ a session counts for nothing: everybody without a token is a visitor."""
    return address.startswith("/api/v1/")


def watchers(full: Lab) -> dict[str, Watcher]:
    """Everything that is asked of each answer."""
    valid = Validity()
    return {
        "words that are not for this person": full.leaks,
        "headers and cookies": lambda visit: headers.faults(
            visit.response,
            personal=visit.actor not in VISITORS and not of_the_api(visit.address),
        ),
        "what reading wrote": lambda visit: [
            f"{table} was written to" for table in visit.writes if table not in READING_WRITES
        ],
        "HTML that is not valid": lambda visit: valid.of(visit.page) if visit.page else [],
    }


def judge(full: Lab, crawl: Crawl, subtests: Any) -> None:
    """Hold what was met against every promise; each is reported of its own."""
    for name, faults in crawl.faults.items():
        with subtests.test(name):
            assert not faults, "\n".join(faults[:MOST_SHOWN])
    with subtests.test("mails"):
        assert list(full.mails()) == []
    with subtests.test("audit"):
        assert list(full.audit()) == []
    with subtests.test("every word was met by somebody who may"):
        assert full.unseen(ACTORS) == []
    with subtests.test("every address was touched"):
        assert counted() - crawl.touched == LEFT
        assert len(LEFT) < len(counted()) * 0.02


def counted() -> set[str]:
    """Every address that may hold content."""
    assert set(EMPTY) <= routes()
    return routes() - set(EMPTY)


def report(name: str, full: Lab, crawl: Crawl) -> None:
    """Note the figures; the faults are counted as they were met, with everything else."""
    figures.note(
        name,
        addresses=f"{len(counted() & crawl.touched)} of {len(counted())}",
        answers=crawl.answers,
        forms_sent=crawl.posts,
        canaries=len(full.readers),
        sightings=full.sightings,
        unexpected=sum(map(len, crawl.faults.values())),
    )


@pytest.mark.long
def test_nobody_meets_a_word_they_may_not_read(full, subtests):
    due = expected(full.world)
    with noted("permission matrix") as tally, override_settings(STRONG_ROLES=strong.ROLES):
        every = {**watchers(full), "answers against the matrix": against(due, tally)}
        crawl = Crawl(full.world, every)
        crawl.walk(ACTORS)
        wanted = {(actor, one) for actor in ACTORS for one in due if sent_to(actor, one)}
        assert wanted - crawl.asked == set()
    programs.walk(crawl)
    report("leak lab", full, crawl)
    judge(full, crawl, subtests)


def against(due: dict[str, frozenset[str]], tally: Tally) -> Watcher:
    """What the matrix leaves to this walk: whether each page lets in whom its row lets in."""

    def watch(visit: Visit) -> Iterator[str]:
        if visit.address in due:
            status, who = status_of(visit.response), due[visit.address]
            failed = wrong("get", who, visit.actor, status)
            tally.heard(wrong=failed, foreign=False, writes=())
            if failed:
                yield f"the row says otherwise than {status}"

    return watch


@pytest.mark.nightly
def test_nobody_meets_a_word_by_sending_forms_either(full, subtests):
    def typed(actor: str) -> str:
        word = canary(f"typed by {actor}")
        full.readers[word], full.fields[word] = frozenset({actor}), {TYPED}
        full.saw.setdefault(word, set())
        return word

    crawl = Crawl(full.world, {"leaks": full.leaks}, quick=False, most=12, typed=typed)
    crawl.walk(ACTORS)
    programs.walk(crawl)
    report("leak lab with every form", full, crawl)
    assert crawl.posts > 50
    judge(full, crawl, subtests)
