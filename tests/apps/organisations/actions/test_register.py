"""Adding and changing an organisation by hand; the slower of two officers loses nothing."""

from datetime import timedelta

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import EditConflict, IdentifierTaken
from opencompact.apps.organisations.models import Organisation
from opencompact.base.audit.queries import events_for

VALUES = {"name": "The Well", "sector": "vcs", "kinds": ["bme"], "identifier": "GB-CHC-1"}


def test_an_organisation_is_added_with_an_address_and_an_event(scoped, officer, at):
    one = actions.add(scoped, VALUES, actor=officer, at=at)
    assert (one.slug, one.kinds, one.created_at) == ("the-well", ["bme"], at)
    assert [event.verb for event in events_for(one)] == ["organisations.add"]
    two = actions.add(scoped, {**VALUES, "identifier": ""}, actor=officer, at=at)
    assert two.slug == "the-well-2"


@pytest.mark.parametrize(
    "values",
    [
        {"identifier": "GB-CHC-1"},
        {"identifier": "GB-CHC-9"},
        {"identifier": "GB-CHC-7", "other_identifiers": ["GB-CHC-1"]},
        {"identifier": "GB-CHC-7", "other_identifiers": ["GB-CHC-9"]},
    ],
)
def test_an_identifier_belongs_to_one_organisation(scoped, make, officer, at, values):
    other = make("Elm", identifier="GB-CHC-1", other_identifiers=["GB-CHC-9"])
    with pytest.raises(IdentifierTaken) as refused:
        actions.add(scoped, {**VALUES, **values}, actor=officer, at=at)
    assert refused.value.organisation == other
    assert Organisation.objects.count() == 1


def test_a_change_is_written_told_and_counted(make, officer, at):
    one = make("The Well", identifier="GB-CHC-1")
    later = at + timedelta(days=1)
    changed = actions.edit(
        one, {"name": "New Well", "size": "small"}, version=1, actor=officer, at=later
    )
    assert (changed.name, changed.slug, changed.version) == ("New Well", "the-well", 2)
    assert changed.updated_at == later
    [event] = events_for(one)
    assert (event.verb, event.data) == (
        "organisations.edit",
        {"fields": ["name", "size"], "version": 2},
    )


def test_the_same_values_again_write_nothing(make, officer, at):
    one = make("The Well", identifier="GB-CHC-1")
    same = actions.edit(one, {"name": "The Well"}, version=1, actor=officer, at=at)
    assert same.version == 1
    assert not events_for(one).exists()


def test_the_slower_of_two_is_told_what_the_faster_wrote(make, officer, at):
    one = make("The Well")
    actions.edit(one, {"name": "First"}, version=1, actor=officer, at=at)
    with pytest.raises(EditConflict) as conflict:
        actions.edit(one, {"name": "Second"}, version=1, actor=officer, at=at)
    assert conflict.value.stored.name == "First"
    assert Organisation.objects.get().name == "First"


def test_a_change_cannot_take_the_identifier_of_another(make, officer, at):
    make("Elm", identifier="GB-CHC-1")
    one = make("The Well", identifier="GB-CHC-2")
    with pytest.raises(IdentifierTaken):
        actions.edit(one, {"identifier": "GB-CHC-1"}, version=1, actor=officer, at=at)
    own = {"identifier": "GB-CHC-3", "other_identifiers": ["GB-CHC-2"]}
    assert actions.edit(one, own, version=1, actor=officer, at=at).identifier == "GB-CHC-3"
