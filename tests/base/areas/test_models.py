"""What an area may be called, which colours and words it may choose."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from opencompact.base.areas.models import RESERVED, Area, LocalHoliday
from opencompact.base.areas.wording import WORDING


def faults(**fields):
    """The messages for one field of an area."""
    with pytest.raises(ValidationError) as caught:
        Area(**{"slug": "anywhere", "name": "Anywhere", **fields}).full_clean(validate_unique=False)
    (name,) = fields
    assert set(caught.value.message_dict) == {name}
    return " ".join(caught.value.message_dict[name])


def test_a_new_area_has_working_defaults():
    area = Area(slug="anywhere", name="Anywhere")
    area.full_clean(validate_unique=False, validate_constraints=False)
    assert (area.nation, area.colour, area.wording) == ("england", "#0b5c5c", {})


@pytest.mark.parametrize("slug", ["Any Where", "any_where", "-any", "any--where", "any-", "ä", ""])
def test_an_address_is_small_letters_figures_and_hyphens(slug):
    assert faults(slug=slug)


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_addresses_of_the_software_are_kept(slug):
    assert "kept for the software" in faults(slug=slug)


def test_a_pale_colour_is_refused_with_the_nearest_that_passes():
    message = faults(colour="#ff0000")
    assert message == (
        "White words on #ff0000 are hard to read. The nearest colour that passes is #ee0000."
    )


def test_a_colour_that_is_none_is_refused():
    assert "six digits" in faults(colour="teal")


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (["Covenant"], "names and values"),
        ({"agreemnt": "Covenant"}, "agreemnt: there is no such word"),
        ({"agreement": " "}, "agreement: write a word"),
        ({"agreement": 3}, "agreement: write a word"),
        ({"agreement": "C" * 61}, "at most 60"),
    ],
)
def test_words_are_checked(wording, said):
    assert said in faults(wording=wording)


def test_an_areas_own_word_wins_over_the_usual_one():
    area = Area(wording={"agreement": "Covenant"})
    assert area.term("agreement") == "Covenant"
    assert area.term("officer") == "Compact officer"
    assert area.terms == {**WORDING, "agreement": "Covenant"}


def test_an_unknown_word_is_an_error():
    with pytest.raises(KeyError):
        Area().term("agreemnt")


def test_one_address_belongs_to_one_area(area):
    with pytest.raises(IntegrityError):
        Area.objects.create(slug=area.slug, name="Again")


def test_one_local_holiday_a_day(scoped):
    day = date(2026, 6, 24)
    LocalHoliday.objects.create(area=scoped, day=day, name="Fair day")
    again = LocalHoliday(area=scoped, day=day, name="Fair")
    with pytest.raises(ValidationError):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


def test_things_are_shown_by_name(area):
    assert str(area) == "Anywhere"
    assert str(LocalHoliday(name="Fair day")) == "Fair day"


def test_words_and_colours_that_are_fine_are_taken():
    words = {"agreement": "Covenant", "dispute_page": "Disputes"}
    area = Area(slug="any-where-2", name="Anywhere", wording=words, colour="#1d70b8")
    area.full_clean(validate_unique=False, validate_constraints=False)
