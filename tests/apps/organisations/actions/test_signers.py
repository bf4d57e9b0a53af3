"""Asking somebody by mail to sign: one link to one person, gone when it is signed or cancelled."""

from datetime import timedelta

import pytest

from opencompact.apps.organisations import actions, queries
from opencompact.apps.organisations.actions import Signer
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.queries import events_for
from opencompact.base.notify.models import ActionLink, Message

SUE = Signer("Sue Signer", "Sue@Example.org", "chair of trustees")


@pytest.fixture
def ask(edition, elm, officer, at):
    """Ask somebody to sign for Elm Street."""

    def asked(signer=SUE, organisation=elm, **fields):
        return actions.ask_to_sign(organisation, signer, **{"actor": officer, "at": at, **fields})

    return asked


def test_the_mail_says_who_asks_for_what_and_that_nobody_has_to(ask, elm):
    link = ask()
    message = Message.objects.get()
    assert message.to_address == "sue@example.org"
    assert message.subject == "Will Elm Street Carers sign the Anywhere Compact?"
    for words in (
        "Ada Lovelace asks you, as chair of trustees, to make the pledge",
        "never a condition of funding",
        "You need no account.",
        "With this link you can make the pledge of the Anywhere Compact for Elm Street Carers.",
        "up to and including 11 December 2026",
        "/act/",
    ):
        assert words in message.body
    assert link.data == {"position": "chair of trustees"}
    [event] = events_for(elm)
    assert (event.verb, event.data) == ("organisations.ask_to_sign", {"link": str(link.pk)})


def test_asking_the_same_person_again_replaces_the_link(ask, elm, at):
    first = ask()
    second = ask(at=at + timedelta(hours=1))
    assert list(queries.asked_to_sign(elm, at + timedelta(hours=2))) == [second]
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert Message.objects.count() == 2


def test_nobody_is_asked_for_an_organisation_that_has_signed(ask, elm, sign):
    sign(elm)
    with pytest.raises(NotNow, match="has already signed, on 1 January 2020"):
        ask()
    assert not Message.objects.exists()


def test_only_a_few_people_are_asked_at_a_time(ask):
    for number in range(5):
        ask(Signer("Somebody", f"s{number}@example.org", "chair"))
    with pytest.raises(NotNow, match="5 people are asked"):
        ask()
    ask(Signer("Somebody", "S3@example.org", "chair"))


def test_a_signature_made_in_any_way_ends_every_link(ask, elm, council, sign, at):
    ask()
    ask(Signer("Bob", "bob@example.org", "manager"))
    other = ask(organisation=council)
    sign(elm)
    assert list(ActionLink.objects.filter(revoked_at=None)) == [other]


def test_an_officer_takes_a_link_back_once(ask, elm, council, officer, at):
    link = ask()
    for _ in range(2):
        actions.cancel_asking(link, elm, actor=officer, at=at)
    assert not queries.asked_to_sign(elm, at).exists()
    verbs = [event.verb for event in events_for(elm)]
    assert verbs == ["organisations.ask_to_sign", "organisations.cancel_asking"]
    other = ask(organisation=council)
    actions.cancel_asking(other, elm, actor=officer, at=at)
    assert queries.asked_to_sign(council, at).exists()
