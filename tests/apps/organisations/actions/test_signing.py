"""Signing, withdrawing and signing for members: what is kept, what is refused, who is told."""

from datetime import date, timedelta

import pytest

from opencompact.apps.organisations import actions, queries
from opencompact.apps.organisations.actions import Declaration
from opencompact.apps.organisations.models import Coverage, Signature
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.queries import events_for
from opencompact.base.notify.models import Message

SIGNED, LEFT = date(2024, 5, 1), date(2025, 6, 1)
DECLARED = Declaration("Pat Smith", "Chair of trustees", SIGNED, True, True)


def written_to():
    return sorted(Message.objects.values_list("to_address", flat=True))


@pytest.fixture
def rep(person, as_actor, elm):
    return as_actor(person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True))


def test_a_pledge_is_kept_with_who_what_and_when(elm, edition, rep, at):
    signature = actions.sign(elm, edition, DECLARED, on_paper=False, actor=rep, at=at)
    assert (signature.signed_by, signature.position, signature.signed_on) == (
        "Pat Smith",
        "Chair of trustees",
        SIGNED,
    )
    assert (signature.edition, signature.user_id, signature.recorded_at) == (
        edition,
        rep.user_id,
        at,
    )
    [event] = events_for(elm)
    assert event.verb == "organisations.sign"
    assert event.data == {
        "signature": str(signature.pk),
        "edition": edition.key,
        "on": "2024-05-01",
        "on_paper": False,
    }


def test_a_paper_has_no_account(elm, edition, officer, at):
    signature = actions.sign(elm, edition, DECLARED, on_paper=True, actor=officer, at=at)
    assert signature.user_id is None


@pytest.mark.parametrize("missing", ["has_authority", "accepts_public"])
def test_a_pledge_needs_both_confirmations(elm, edition, rep, at, missing):
    declared = Declaration(
        "Pat", "Chair", SIGNED, **{"has_authority": True, "accepts_public": True, missing: False}
    )
    with pytest.raises(ValueError, match="both confirmations"):
        actions.sign(elm, edition, declared, on_paper=False, actor=rep, at=at)


def test_signing_is_told_to_officers_and_speakers(elm, edition, person, rep, at):
    person("Olga", RoleKind.OFFICER)
    person("Gone", RoleKind.OFFICER, ends=date(2025, 1, 1))
    person("Chris", RoleKind.CHAIR)
    actions.sign(elm, edition, DECLARED, on_paper=False, actor=rep, at=at)
    assert written_to() == ["olga@example.org", "rita@example.org"]
    message = Message.objects.all()[0]
    assert "Elm Street Carers has signed" in message.subject
    assert "/anywhere/organisations/elm-street-carers/" in message.body


def test_nobody_signs_twice(elm, edition, rep, at, sign):
    sign(elm, SIGNED)
    with pytest.raises(NotNow, match="already signed, on 1 May 2024"):
        actions.sign(elm, edition, DECLARED, on_paper=False, actor=rep, at=at)
    assert Signature.objects.count() == 1


def withdraw(signature, rep, at, on=LEFT):
    return actions.withdraw(signature, notice="We leave.", on=on, actor=rep, at=at)


def test_a_withdrawal_keeps_the_signature_and_its_own_words(elm, sign, rep, at):
    signature = withdraw(sign(elm, SIGNED), rep, at)
    assert (signature.withdrawn_on, signature.withdrawal_reason) == (LEFT, "We leave.")
    assert queries.history(elm).count() == 1
    event = events_for(elm).last()
    assert event.verb == "organisations.withdraw"
    assert "We leave" not in str(event.data)


def test_a_withdrawal_is_told_to_the_chair_without_its_words(elm, sign, person, rep, at):
    person("Olga", RoleKind.OFFICER)
    person("Chris", RoleKind.CHAIR)
    signature = sign(elm, SIGNED)
    Message.objects.all().delete()
    withdraw(signature, rep, at)
    assert written_to() == ["chris@example.org", "olga@example.org", "rita@example.org"]
    assert not any("We leave" in message.body for message in Message.objects.all())


@pytest.mark.parametrize("on", [SIGNED - timedelta(days=1), date(2000, 1, 1)])
def test_nobody_withdraws_before_signing(elm, sign, rep, at, on):
    with pytest.raises(NotNow, match="cannot withdraw before"):
        withdraw(sign(elm, SIGNED), rep, at, on)


def test_nobody_withdraws_twice(elm, sign, rep, at):
    signature = sign(elm, SIGNED)
    withdraw(signature, rep, at)
    with pytest.raises(NotNow, match="withdrew on 1 June 2025 already"):
        withdraw(signature, rep, at)


@pytest.mark.parametrize(
    ("on", "may"),
    [(LEFT, True), (LEFT + timedelta(days=1), True), (LEFT - timedelta(days=1), False)],
)
def test_signing_again_begins_after_the_withdrawal(elm, sign, leave, on, may):
    leave(sign(elm, SIGNED), LEFT)
    if may:
        sign(elm, on)
        assert queries.history(elm).count() == 2
    else:
        with pytest.raises(NotNow, match="withdrew on 1 June 2025"):
            sign(elm, on)


def test_a_lead_body_signs_for_a_member(elm, council, sign, officer, at):
    signature = sign(council, SIGNED)
    coverage = actions.cover(signature, elm, on=LEFT, actor=officer, at=at)
    assert queries.is_signatory(elm, LEFT)
    assert events_for(council).last().data == {"member": str(elm.pk), "on": "2025-06-01"}
    actions.uncover(coverage, on=date(2026, 1, 1), actor=officer, at=at)
    assert not queries.is_signatory(elm, date(2026, 1, 1))
    assert queries.is_signatory(elm, date(2025, 12, 31))
    assert events_for(council).last().verb == "organisations.uncover"


def test_taking_a_member_off_twice_is_once(elm, council, sign, officer, at):
    coverage = actions.cover(sign(council, SIGNED), elm, on=LEFT, actor=officer, at=at)
    actions.uncover(coverage, on=date(2026, 1, 1), actor=officer, at=at)
    again = actions.uncover(coverage, on=date(2026, 2, 2), actor=officer, at=at)
    assert again.ends == date(2026, 1, 1)


def test_a_member_taken_off_before_its_first_day_was_never_covered(elm, council, sign, officer, at):
    coverage = actions.cover(sign(council, SIGNED), elm, on=LEFT, actor=officer, at=at)
    actions.uncover(coverage, on=SIGNED, actor=officer, at=at)
    assert Coverage.objects.get().ends == LEFT


CANNOT = {
    "itself": "for itself",
    "twice": "already",
    "before": "not a signatory",
    "left": "not a signatory",
}


@pytest.mark.parametrize("case", CANNOT)
def test_who_cannot_be_signed_for(elm, council, sign, cover, leave, case):
    signature = sign(council, SIGNED)
    member, on = (council, LEFT) if case == "itself" else (elm, LEFT)
    if case == "twice":
        cover(signature, elm, SIGNED)
    if case == "left":
        leave(signature, SIGNED)
    if case == "before":
        on = SIGNED - timedelta(days=1)
    with pytest.raises(NotNow, match=CANNOT[case]):
        cover(signature, member, on)
