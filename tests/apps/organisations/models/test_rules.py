"""What the database itself refuses, and what follows from other fields."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from opencompact.apps.organisations.models import (
    Coverage,
    Organisation,
    Role,
    Signature,
    Training,
)
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within

DAY = date(2026, 1, 5)


def refused(save):
    with pytest.raises(IntegrityError), transaction.atomic():
        save()


def test_an_identifier_is_unique_in_an_area_when_there_is_one(make, other_area):
    make("One", identifier="GB-CHC-1")
    make("None of it")
    make("None either")
    refused(lambda: make("Other", identifier="GB-CHC-1"))
    with within(other_area):
        Organisation.objects.create(
            area=other_area, name="Other", slug="other", identifier="GB-CHC-1"
        )


@pytest.mark.parametrize("fields", [{"slug": "one"}, {"sector": "circus"}, {"name": ""}])
def test_the_database_refuses_what_an_organisation_cannot_be(make, fields):
    make("One", slug="one")
    refused(lambda: make(**{"name": "Two", "slug": "two", **fields}))


def test_search_and_match_key_follow_from_the_other_fields(make):
    one = make(
        "Women's Aid",
        postcode="LE1 1AA",
        identifier="GB-CHC-12",
        other_identifiers=["GB-COH-01234567"],
    )
    assert one.match_key == "womens aid|LE11AA"
    for word in (" womens", " le1", " le11aa", " 12", " 01234567"):
        assert word in one.search
    one.name = "Elm"
    one.save()
    assert one.match_key == "elm|LE11AA"


@pytest.mark.parametrize(
    "fields",
    [
        {"kinds": ["circus"]},
        {"kinds": ["bme", "bme"]},
        {"kinds": "bme"},
        {"identifier": "1136419"},
        {"identifier": "gb-chc-12"},
        {"website": "javascript:alert(1)"},
        {"size": "huge"},
    ],
)
def test_what_a_form_would_refuse_is_refused_by_the_model_too(make, fields):
    one = make("One")
    for name, value in fields.items():
        setattr(one, name, value)
    with pytest.raises(ValidationError):
        one.full_clean(exclude=["slug"])


@pytest.mark.parametrize("kind", RoleKind)
def test_a_role_has_an_organisation_where_it_needs_one(scoped, elm, user, kind):
    needs = kind in {RoleKind.REPRESENTATIVE, RoleKind.CHAMPION, RoleKind.LEAD}
    role = {"area": scoped, "user": user, "kind": kind, "starts": DAY}
    if needs:
        refused(lambda: Role.objects.create(**role))
        Role.objects.create(**role, organisation=elm)
    else:
        Role.objects.create(**role)


def test_only_a_representative_may_sign(scoped, elm, user):
    role = {"area": scoped, "user": user, "organisation": elm, "starts": DAY, "may_sign": True}
    refused(lambda: Role.objects.create(kind="champion", **role))
    Role.objects.create(kind="representative", **role)


def test_only_an_organisation_has_parts(scoped, elm, user):
    role = {"area": scoped, "user": user, "starts": DAY, "area_of_organisation": "Housing"}
    refused(lambda: Role.objects.create(kind="chair", **role))
    Role.objects.create(kind="champion", organisation=elm, **role)


def test_training_has_a_title_and_is_noted_once(scoped, user):
    taken = {"area": scoped, "user": user, "taken_on": DAY}
    Training.objects.create(title="Induction", **taken)
    refused(lambda: Training.objects.create(title="Induction", **taken))
    refused(lambda: Training.objects.create(title="", **taken))


def test_a_role_is_held_once_at_a_time(scoped, elm, user):
    role = {"area": scoped, "user": user, "starts": DAY}
    Role.objects.create(kind="chair", **role)
    refused(lambda: Role.objects.create(kind="chair", **role))
    first = Role.objects.create(kind="champion", organisation=elm, **role)
    refused(lambda: Role.objects.create(kind="champion", organisation=elm, **role))
    first.ends = DAY
    first.save()
    Role.objects.create(kind="champion", organisation=elm, **role)


def test_a_role_does_not_end_before_it_begins(scoped, user):
    before = DAY - timedelta(days=1)
    refused(
        lambda: Role.objects.create(area=scoped, user=user, kind="chair", starts=DAY, ends=before)
    )


def test_there_is_one_open_signature_an_organisation(elm, edition, at):
    signed = {
        "area": elm.area,
        "organisation": elm,
        "edition": edition,
        "signed_by": "Pat",
        "position": "Chair",
        "signed_on": DAY,
        "recorded_at": at,
    }
    first = Signature.objects.create(**signed)
    refused(lambda: Signature.objects.create(**signed))
    first.withdrawn_on, first.withdrawn_recorded_at = DAY, at
    first.save()
    Signature.objects.create(**signed)


def test_a_withdrawal_is_whole_and_not_before_the_signature(elm, sign, at):
    signature = sign(elm, DAY)
    signature.withdrawn_on = DAY
    refused(signature.save)
    signature.withdrawn_recorded_at = at
    signature.withdrawn_on = DAY - timedelta(days=1)
    refused(signature.save)


def test_a_member_is_covered_once_by_a_signature(elm, council, sign):
    covered = {"area": elm.area, "signature": sign(council), "organisation": elm, "starts": DAY}
    Coverage.objects.create(**covered)
    refused(lambda: Coverage.objects.create(**covered))
    refused(lambda: Coverage.objects.create(**covered | {"ends": DAY - timedelta(days=1)}))
