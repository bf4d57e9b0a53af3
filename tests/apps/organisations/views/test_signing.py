"""Signing up and withdrawing, step by step, as a person in a browser does it."""

import pytest

from opencompact.apps.organisations.models import Coverage, Signature
from opencompact.base.notify.models import Message

GIVEN = {
    "name": "Rita Person",
    "position": "Chair of trustees",
    "on_day": "20",
    "on_month": "11",
    "on_year": "2026",
    "authority": "on",
    "public": "on",
}


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def url(organisation, page="sign/"):
    return f"/anywhere/organisations/{organisation.slug}/{page}"


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("anonymous", "/account/login/?next=/anywhere/sign-up/"),
        ("member", "Ask to sign for an organisation"),
        ("rep", "You speak for it but may not sign"),
        ("signer", "Sign for Elm Street Carers"),
        ("officer", "Find the organisation"),
    ],
)
def test_sign_up_shows_everybody_what_it_means_and_the_way_on(visitor, elm, edition, who, says):
    page = text(visitor(who).get("/anywhere/sign-up/"))
    assert says in page
    for words in (
        "On behalf of your organisation",
        "cannot be amended or qualified",
        "No grant or contract may depend",
        "only signatories can",
    ):
        assert words in page


def test_there_is_nothing_to_sign_before_an_edition_is_adopted(visitor, elm):
    assert "nothing to sign yet" in text(visitor("signer").get("/anywhere/sign-up/"))
    assert visitor("signer").get(url(elm)).status_code == 409


def test_a_pledge_is_made_after_it_was_checked(visitor, elm, edition):
    client = visitor("signer")
    page = text(client.get(url(elm)))
    assert "On behalf of Elm Street Carers" in page
    for typed in ('value="Rita Person"', 'value="20"', 'value="11"', 'value="2026"'):
        assert typed in page
    checked = client.post(url(elm), {**GIVEN, "step": "check"})
    assert "Check before you sign" in text(checked)
    assert "20 November 2026" in text(checked)
    assert Signature.objects.count() == 0
    hidden = {name: value for name, value in GIVEN.items() if f'name="{name}"' in text(checked)}
    assert hidden == GIVEN
    done = client.post(url(elm), {**hidden, "step": "confirm"}, follow=True)
    assert "Elm Street Carers has signed" in text(done)
    signature = Signature.objects.get()
    assert (signature.position, signature.user.email) == ("Chair of trustees", "rita@example.org")
    assert Message.objects.filter(to_address="rita@example.org").count() == 1


def test_changing_something_keeps_what_was_typed(visitor, elm, edition):
    response = visitor("signer").post(url(elm), {**GIVEN, "step": "change"})
    assert "Make the pledge" in text(response)
    assert 'value="Chair of trustees"' in text(response)
    assert Signature.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"position": " "}, "Enter the position"),
        ({"name": "x" * 121}, "120 characters or fewer"),
        ({"on_day": "32"}, "must be a real date"),
        ({"on_day": "21"}, "must be today or in the past"),
        ({"authority": ""}, "Confirm that you may sign for Elm Street Carers"),
        ({"public": ""}, "Confirm that the pledge is public"),
    ],
)
@pytest.mark.parametrize("step", ["check", "confirm"])
def test_what_is_missing_is_said_and_nothing_is_signed(visitor, elm, edition, fields, says, step):
    response = visitor("signer").post(url(elm), {**GIVEN, **fields, "step": step})
    assert says in text(response)
    assert Signature.objects.count() == 0


def test_a_pledge_has_no_place_for_conditions(visitor, elm, edition):
    client = visitor("signer")
    client.post(url(elm), {**GIVEN, "step": "confirm", "note": "only if funded", "text": "x"})
    signature = Signature.objects.get()
    assert "funded" not in str(vars(signature))


def test_an_officer_records_what_was_signed_on_paper(visitor, elm, edition):
    client = visitor("officer")
    assert "Record a signature on paper" in text(client.get(url(elm)))
    given = {**GIVEN, "name": "Pat Smith", "on_year": "2024", "step": "confirm"}
    client.post(url(elm), given)
    signature = Signature.objects.get()
    assert (signature.signed_by, signature.user) == ("Pat Smith", None)
    assert signature.signed_on.year == 2024


def test_who_has_signed_already_is_told_so(visitor, elm, sign):
    sign(elm)
    response = visitor("signer").get(url(elm))
    assert response.status_code == 409
    assert "already signed, on 1 January 2020" in text(response)
    assert visitor("signer").post(url(elm), {**GIVEN, "step": "confirm"}).status_code == 409


NOTICE = {"notice": "We leave.\nThank you.", "on_day": "20", "on_month": "11", "on_year": "2026"}


def test_a_withdrawal_is_sent_after_it_was_checked(visitor, elm, sign):
    sign(elm)
    client = visitor("signer")
    assert "writing to the chair" in text(client.get(url(elm, "withdraw/")))
    checked = client.post(url(elm, "withdraw/"), {**NOTICE, "step": "check"})
    assert "Check the notice" in text(checked)
    assert Signature.objects.get().withdrawn_on is None
    client.post(url(elm, "withdraw/"), {**NOTICE, "step": "confirm"})
    signature = Signature.objects.get()
    assert signature.withdrawn_on.isoformat() == "2026-11-20"
    assert signature.withdrawal_reason.splitlines() == ["We leave.", "Thank you."]
    again = client.get(url(elm, "withdraw/"))
    assert again.status_code == 409
    assert "Is no longer a signatory" in text(client.get(url(elm, "")))


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"notice": " "}, "Enter the notice"), ({"on_month": "12"}, "today or in the past")],
)
def test_a_notice_that_is_not_whole_stays_typed(visitor, elm, sign, fields, says):
    sign(elm)
    page = text(visitor("officer").post(url(elm, "withdraw/"), {**NOTICE, **fields}))
    assert says in page
    assert Signature.objects.get().withdrawn_on is None


def test_a_withdrawal_before_the_signature_is_refused(visitor, elm, sign, at):
    sign(elm, at.date())
    early = {**NOTICE, "on_day": "1", "step": "confirm"}
    assert visitor("officer").post(url(elm, "withdraw/"), early).status_code == 409


def test_a_lead_body_adds_and_removes_its_members(visitor, elm, council, sign):
    sign(council)
    client = visitor("signer elsewhere")
    page = url(council, "members/")
    assert "No members yet" in text(client.get(page))
    assert f'value="{elm.slug}"' in text(client.get(page, {"q": "elm"}))
    added = client.post(page, {"member": elm.slug}, follow=True)
    assert "now signs for Elm Street Carers" in text(added)
    assert "No other organisation has these words" in text(client.get(page, {"q": "elm"}))
    coverage = Coverage.objects.get()
    removed = client.post(f"{page}{coverage.pk}/end/", follow=True)
    assert "no longer signs for Elm Street Carers" in text(removed)
    assert client.post(page, {"member": "nobody"}).status_code == 404
    assert client.post(page, {"member": council.slug}).status_code == 409


def test_somebody_asks_to_sign_for_an_organisation(visitor, elm, edition, person):
    person("Olga", "officer")
    client = visitor("member")
    page = text(client.get("/anywhere/sign-up/ask/", {"organisation": elm.slug}))
    assert 'value="Elm Street Carers"' in page
    assert "Enter your position" in text(
        client.post("/anywhere/sign-up/ask/", {"organisation": "X"})
    )
    given = {"organisation": "Elm Street Carers", "position": "Manager"}
    done = client.post(f"/anywhere/sign-up/ask/?organisation={elm.slug}", given, follow=True)
    assert "Your request is with the officers" in text(done)
    assert Message.objects.get().to_address == "olga@example.org"
