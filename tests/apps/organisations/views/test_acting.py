"""What the register lets people do from a mail: pages without an account, by links of their own."""

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Appointment, Signer
from opencompact.apps.organisations.models import Role, Signature
from opencompact.base.areas.actor import RoleKind
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import ActionLink, Message
from tests.apps.organisations.views.test_signing import GIVEN

DAY = date(2026, 11, 20)


def text(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def path(verb: str = "invite", place: int = 0) -> str:
    """The link of a mail that went out, the only one of its kind unless said otherwise."""
    found = Message.objects.filter(key__startswith=f"organisations.{verb}:")
    bodies = [message.body for message in found.order_by("created_at", "id")]
    return re.search(r"/act/[\w-]+/", bodies[place])[0]


@pytest.fixture
def pledge(edition, elm, officer, at) -> str:
    """The link with which Sue is asked to sign for Elm Street."""
    signer = Signer("Sue Signer", "sue@example.org", "Chair of trustees")
    actions.ask_to_sign(elm, signer, actor=officer, at=at)
    return path("ask_to_sign")


@pytest.fixture
def invited(scoped, elm, officer, at) -> Role:
    """Iva, who has no account, is appointed for Elm Street."""
    appointment = Appointment("iva@example.org", "Iva New", RoleKind.REPRESENTATIVE, DAY, elm)
    return actions.appoint(scoped, appointment, actor=officer, at=at)


# The pledge --------------------------------------------------------------------------------------


def test_the_page_says_what_would_be_signed_for_whom_and_that_nobody_has_to(pledge):
    page = text(Client().get(pledge))
    for words in (
        "You are asked to sign the Anywhere Compact for Elm Street Carers",
        "no grant or contract may depend on it",
        "On behalf of Elm Street Carers",
        "sue@example.org",
        "Nothing has happened yet.",
        "11 December 2026",
        'value="Sue Signer"',
        'value="Chair of trustees"',
    ):
        assert words in page
    assert not Signature.objects.exists()


def test_the_pledge_is_made_after_it_was_checked_and_shows_as_any_other(pledge, elm):
    client = Client()
    sent = {**GIVEN, "name": "Susan Signer"}
    checked = client.post(pledge, {**sent, "step": "check"})
    assert "Check before you sign" in text(checked)
    assert not Signature.objects.exists()
    changed = client.post(pledge, {**sent, "step": "change"})
    assert 'value="Susan Signer"' in text(changed)
    done = client.post(pledge, {**sent, "step": "confirm"})
    assert "Elm Street Carers has signed" in text(done)
    signature = Signature.objects.get()
    assert (signature.signed_by, signature.position) == ("Susan Signer", "Chair of trustees")
    assert signature.user is None
    assert "Susan Signer, Chair of trustees" in text(client.get("/anywhere/signatories/"))
    signed = Event.objects.get(verb="organisations.sign")
    assert signed.actor_id is None
    assert signed.data["on_paper"] is False
    assert Event.objects.filter(verb="notify.use_link").count() == 1
    assert "This has been done" in text(client.post(pledge, {**sent, "step": "confirm"}))
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("box", ["authority", "public", "name", "position"])
def test_nothing_is_signed_without_every_answer(pledge, box):
    sent = {name: value for name, value in GIVEN.items() if name != box}
    page = Client().post(pledge, {**sent, "step": "confirm"})
    assert "There is a problem" in text(page)
    assert page.content.startswith(b"<!DOCTYPE html>")
    assert not Signature.objects.exists()
    assert ActionLink.objects.get().used_at is None


def test_a_pledge_made_on_paper_meanwhile_is_told(pledge, elm, sign):
    sign(elm)
    page = Client().post(pledge, {**GIVEN, "step": "confirm"})
    assert page.status_code == 404
    assert "no longer needed" in text(page)
    assert Signature.objects.count() == 1


def test_a_date_before_a_withdrawal_is_explained_and_the_link_stays(
    edition, elm, sign, leave, officer, at
):
    leave(sign(elm, DAY - timedelta(days=9)), on=DAY)
    actions.ask_to_sign(elm, Signer("Sue", "sue@example.org", "Chair"), actor=officer, at=at)
    link = path("ask_to_sign")
    early = {**GIVEN, "on_day": "19", "step": "confirm"}
    page = Client().post(link, early)
    assert page.status_code == 409
    assert "withdrew on 20 November 2026" in text(page)
    assert Client().post(link, {**GIVEN, "step": "confirm"}).status_code == 200


def test_somebody_signed_in_as_another_signs_as_whoever_was_asked(pledge, visitor):
    client = visitor("chair")
    assert client.post(pledge, {**GIVEN, "step": "confirm"}).status_code == 200
    assert Signature.objects.get().user is None
    assert Event.objects.get(verb="organisations.sign").actor_id is None


# Invitations -------------------------------------------------------------------------------------


def test_an_invitation_says_what_both_answers_do(invited):
    page = text(Client().get(path()))
    for words in ("Representative", "Elm Street Carers", "If you accept", "If you decline"):
        assert words in page
    assert "organisation admin" not in page
    assert not EmailAddress.objects.get(user=invited.user).verified


def test_an_accepted_invitation_proves_the_address_but_signs_nobody_in(invited):
    client = Client()
    done = client.post(path(), {"answer": "accept"})
    assert "You have accepted" in text(done)
    assert EmailAddress.objects.get(user=invited.user).verified
    assert "_auth_user_id" not in client.session
    assert "This has been done" in text(client.get(path()))


def test_a_declined_invitation_ends_the_role(invited):
    link = path()
    assert "You have declined" in text(Client().post(link, {"answer": "decline"}))
    invited.refresh_from_db()
    assert invited.ends == DAY
    assert not EmailAddress.objects.get(user=invited.user).verified


def test_an_answer_that_is_none_changes_nothing(invited):
    for answer in ("", "maybe", "left", "still"):
        assert "You are invited" in text(Client().post(path(), {"answer": answer}))
    invited.refresh_from_db()
    assert invited.ends is None
    assert ActionLink.objects.get().used_at is None


def test_the_list_shows_who_has_not_accepted_and_leads_to_both_ways_on(invited, visitor):
    client, page = visitor("officer"), f"/anywhere/people/{invited.pk}/invitation/"
    people = text(client.get("/anywhere/people/"))
    assert "Invited, not yet accepted" in people
    assert page in people
    shown = text(client.get(page))
    assert "Not accepted yet" in shown
    assert "iva@example.org" in shown
    first = path()
    assert "A new invitation goes to iva" in text(client.post(page, {"step": "again"}, follow=True))
    assert Client().get(first).status_code == 404
    [second] = {path(place=0), path(place=1)} - {first}
    assert Client().get(second).status_code == 200
    done = client.post(page, {"step": "cancel"}, follow=True)
    assert "The invitation of Iva New is cancelled." in text(done)
    assert Client().post(second, {"answer": "accept"}).status_code == 404
    assert client.get(page).status_code == 404


def test_who_has_accepted_is_shown_as_anybody(invited, visitor):
    Client().post(path(), {"answer": "accept"})
    client = visitor("officer")
    assert "Invited, not yet" not in text(client.get("/anywhere/people/"))
    assert client.get(f"/anywhere/people/{invited.pk}/invitation/").status_code == 404


# The yearly question -----------------------------------------------------------------------------


@pytest.fixture
def asked(invited, at) -> str:
    """The link with which Iva is asked whether she still has her role."""
    actions.ask_to_confirm(invited, at=at)
    return path("ask_to_confirm")


def test_the_question_names_the_role_and_what_both_answers_do(asked):
    page = text(Client().get(asked))
    for words in ("Do you still have this role?", "Iva New", "Elm Street Carers", "ends today"):
        assert words in page


@pytest.mark.parametrize(
    ("answer", "says", "ends"),
    [("still", "Your role is confirmed", None), ("left", "Your role has ended", DAY)],
)
def test_the_answer_is_noted(asked, invited, answer, says, ends):
    Role.objects.filter(pk=invited.pk).update(confirmed_on=DAY - timedelta(days=400))
    assert says in text(Client().post(asked, {"answer": answer}))
    invited.refresh_from_db()
    assert invited.ends == ends
    assert (invited.confirmed_on == DAY) is (ends is None)


def test_the_last_officer_is_told_why_it_cannot_end(scoped, officer, at):
    appointment = Appointment("iva@example.org", "Iva", RoleKind.OFFICER, DAY)
    role = actions.appoint(scoped, appointment, actor=officer, at=at)
    actions.ask_to_confirm(role, at=at)
    page = Client().post(path("ask_to_confirm"), {"answer": "left"})
    assert page.status_code == 409
    assert "the only officer of Anywhere" in text(page)
    assert ActionLink.objects.get(purpose="organisations.confirm_role").used_at is None


@pytest.mark.parametrize("ends", [DAY, DAY + timedelta(days=10)])
def test_a_link_of_somebody_whose_role_ends_does_nothing(asked, invited, ends):
    Role.objects.filter(pk=invited.pk).update(ends=ends)
    for answer in ("still", "left"):
        page = Client().post(asked, {"answer": answer})
        assert page.status_code == 404
        assert f"on {ends.day} November 2026" in text(page)
    invited.refresh_from_db()
    assert invited.ends == ends


# The officer's pages -----------------------------------------------------------------------------


@pytest.fixture
def page(edition, elm) -> str:
    return f"/anywhere/organisations/{elm.slug}/sign/ask/"


def test_an_officer_asks_somebody_and_sees_who_was_asked(page, visitor, elm):
    client = visitor("officer")
    assert page in text(client.get(f"/anywhere/organisations/{elm.slug}/"))
    assert "Asked, not signed yet" not in text(client.get(page))
    sent = {"name": " Sue  Signer ", "email": "sue@example.org", "position": "Chair"}
    shown = text(client.post(page, sent, follow=True))
    assert "A mail with a link to the pledge goes to Sue Signer." in shown
    assert "Asked, not signed yet" in shown
    cancel = re.search(rf'action="({page}[\w-]+/cancel/)"', shown)[1]
    gone = text(client.post(cancel, follow=True))
    assert "The link of Sue Signer works no longer." in gone
    assert client.post(cancel).status_code == 404
    assert Client().get(path("ask_to_sign")).status_code == 404


def test_a_wrong_address_is_told_and_what_was_typed_stays(page, visitor):
    sent = {"name": "Sue Signer", "email": "sue at home", "position": ""}
    shown = text(visitor("officer").post(page, sent))
    assert "Enter an email address in the correct format" in shown
    assert "Enter the position of the person" in shown
    assert 'value="Sue Signer"' in shown
    assert not Message.objects.exists()


def test_nobody_is_asked_for_a_signatory(page, visitor, elm, sign):
    sign(elm)
    assert visitor("officer").get(page).status_code == 409
