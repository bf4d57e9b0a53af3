"""The arithmetic of the chain, without a database."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.base.areas.actor import RoleKind
from opencompact.base.audit import chain

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVENT = {
    "id": 1,
    "area_id": UUID(int=1),
    "at": AT,
    "actor_id": None,
    "verb": "disputes.refer",
    "object_type": "disputes.Case",
    "object_id": "1",
    "data": {"b": [1, "zwei", None, True], "a": {}},
}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("text", "text"),
        (True, True),
        (12, 12),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2026, 11, 20), "2026-11-20"),
        (AT, "2026-11-20T12:00:00.000000+00:00"),
        (AT.astimezone(timezone(timedelta(hours=1))), "2026-11-20T12:00:00.000000+00:00"),
        (RoleKind.CHAIR, "chair"),
        ((1, [2, {"three": 3}]), [1, [2, {"three": 3}]]),
        ({1: "one"}, {"1": "one"}),
    ],
)
def test_what_an_event_can_hold(value, kept):
    assert chain.plain(value) == kept


@pytest.mark.parametrize(
    "value", [1.5, Decimal("1.5"), {1, 2}, b"bytes", object(), [1.0], {"a": 0.1}]
)
def test_what_an_event_cannot_hold(value):
    with pytest.raises(TypeError, match="audit event cannot hold"):
        chain.plain(value)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        chain.plain(datetime(2026, 11, 20, 12))  # noqa: DTZ001 - the point of the test


def test_the_canonical_text_is_fixed():
    assert chain.canonical(EVENT) == (
        '[1,"00000000-0000-0000-0000-000000000001","2026-11-20T12:00:00.000000+00:00",null,'
        '"disputes.refer","disputes.Case","1",{"a":{},"b":[1,"zwei",null,true]}]'
    )


def test_the_hash_is_fixed():
    """A chain of an older version must verify for ever: this figure may never change."""
    assert chain.digest(EVENT, chain.START) == (
        "961a8a1781035cf0c1dbc66613c193000f5788d13be1f52c4f50c8048cf59abc"
    )


@pytest.mark.parametrize("field", chain.FIELDS)
def test_every_field_counts(field):
    other = {**EVENT, field: "other" if field != "data" else {"a": 1}}
    assert chain.digest(other, chain.START) != chain.digest(EVENT, chain.START)


def test_the_event_before_counts():
    assert chain.digest(EVENT, "1" * 64) != chain.digest(EVENT, chain.START)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.booleans() | st.none()))
def test_the_order_of_keys_does_not_count(data):
    turned = dict(reversed(data.items()))
    one, other = ({**EVENT, "data": each} for each in (data, turned))
    assert chain.digest(one, chain.START) == chain.digest(other, chain.START)


@given(st.text(max_size=5), st.text(max_size=5))
def test_text_does_not_move_from_field_to_field(left, right):
    """Two neighbouring fields that join to the same text stay different."""
    one = {**EVENT, "verb": left + right, "object_type": ""}
    other = {**EVENT, "verb": left, "object_type": right}
    assert (chain.canonical(one) == chain.canonical(other)) is (right == "")


@pytest.mark.parametrize(
    ("count", "head", "key"), [(2, "a", "key"), (1, "b", "key"), (1, "a", "other")]
)
def test_the_seal_depends_on_all_it_is_made_of(count, head, key):
    assert chain.seal(count, head, key) != chain.seal(1, "a", "key")
