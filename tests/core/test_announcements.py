"""Days, a body and ways of taking part in the words of pages that announce consultations."""

from datetime import date

import pytest

from opencompact.core.announcements import MOST, Link, find
from opencompact.core.announcements.days import days, settled

ON = date(2026, 2, 20)
D = date


def found_on(text: str) -> tuple[list[date], list[date]]:
    found = find(text, ON)
    return [hit.value for hit in found.opens], [hit.value for hit in found.closes]


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        # Ranges, in their many forms.
        ("It runs from 3 March to 26 May 2026.", D(2026, 3, 3), D(2026, 5, 26)),
        ("Open from 3rd March 2026 until 26th May 2026", D(2026, 3, 3), D(2026, 5, 26)),
        ("Tuesday 3 March 2026 \N{EN DASH} Tuesday 26 May 2026", D(2026, 3, 3), D(2026, 5, 26)),
        ("between 3 and 26 May 2026 we ask", D(2026, 5, 3), D(2026, 5, 26)),
        ("3-26 May 2026", D(2026, 5, 3), D(2026, 5, 26)),
        ("Between the 3rd of March and the 26th of May, 2026", D(2026, 3, 3), D(2026, 5, 26)),
        ("From 1 December to 22 February 2027", D(2026, 12, 1), D(2027, 2, 22)),
        ("From 1 December 2026 to 22 February", D(2026, 12, 1), D(2027, 2, 22)),
        (
            "This consultation ran from 9:30am on 3 March 2026 to 11:59pm on 26 May 2026",
            D(2026, 3, 3),
            D(2026, 5, 26),
        ),
        ("Consultation: 03/03/2026 to 26.05.26", D(2026, 3, 3), D(2026, 5, 26)),
        # Each by itself.
        ("It closes at 5pm on Tuesday 26 May 2026.", None, D(2026, 5, 26)),
        ("Please reply by 26 May 2026. Thank you.", None, D(2026, 5, 26)),
        ("26 May 2026 is the last day for comments", None, D(2026, 5, 26)),
        ("Opened 3 Mar 2026\nCloses 26 May 2026", D(2026, 3, 3), D(2026, 5, 26)),
        (
            "Opening date\n3 March 2026\nClosing date\n5pm on 26 May 2026",
            D(2026, 3, 3),
            D(2026, 5, 26),
        ),
        ("Start: 2026-03-03 End: 2026-05-26", D(2026, 3, 3), D(2026, 5, 26)),
        ("Begins March 3, 2026. Deadline: May 26th", D(2026, 3, 3), D(2026, 5, 26)),
        # The other way round, and with days of something else between.
        ("Closes 26 May 2026. It opened on 3 March 2026.", D(2026, 3, 3), D(2026, 5, 26)),
        (
            "Published 1 March 2026\nDrop-in: from 2pm on 9 April 2026.\nReply by 26 May 2026.",
            None,
            D(2026, 5, 26),
        ),
        ("Reply by 26 May 2026. Cabinet will decide by 10 July 2026", None, D(2026, 5, 26)),
        ("A workshop runs from 4 to 5 April 2026", None, None),
        ("Published 1 March 2026, closes 26 May 2026", None, D(2026, 5, 26)),
        # Welsh.
        ("Mae'n agor ar 3 Mawrth 2026 ac yn cau ar 26 Mai 2026", D(2026, 3, 3), D(2026, 5, 26)),
        ("Ymatebwch erbyn dydd Mawrth 26ain o Fai 2026", None, D(2026, 5, 26)),
        ("O 3 Mawrth hyd at 26 Mai 2026", D(2026, 3, 3), D(2026, 5, 26)),
        # What is no day, and what says nothing.
        ("We ask what you think of the plan. Room 12 may be booked until 5.", None, None),
        ("Closes on 31 February 2026, or 45/13/2026", None, None),
        ("3 March 2026", None, None),
        ("", None, None),
    ],
)
def test_first_and_last_days_are_told_from_others(text, opens, closes):
    assert found_on(text) == ([opens] if opens else [], [closes] if closes else [])


def test_of_two_last_days_both_are_there_and_the_extension_comes_first():
    text = "Closes 26 May 2026.\nNow extended to 9 June 2026.\nPaper forms: closes 29 May 2026"
    assert found_on(text) == ([], [D(2026, 6, 9), D(2026, 5, 26), D(2026, 5, 29)])
    plain = "Closes 26 May 2026. Paper forms: the deadline is 29 May 2026. It closes 26 May 2026."
    assert found_on(plain) == ([], [D(2026, 5, 26), D(2026, 5, 29)])


def test_what_opened_after_it_closed_is_not_put_first():
    text = "An earlier one opened 3 June 2026. This one opened 3 March 2026 and closes 26 May 2026"
    assert found_on(text) == ([D(2026, 3, 3), D(2026, 6, 3)], [D(2026, 5, 26)])


@pytest.mark.parametrize(
    ("text", "value", "guessed"),
    [
        ("closes 26 May", D(2026, 5, 26), True),
        ("closes 26 November", D(2025, 11, 26), True),
        # The day of the week knows the year.
        ("closes Thursday 26 November", D(2026, 11, 26), True),
        ("closes 26 May 2026", D(2026, 5, 26), False),
        ("from 3 March 2026 to 26 May", D(2026, 5, 26), False),
    ],
)
def test_a_year_that_is_not_said_is_a_guess(text, value, guessed):
    (hit,) = find(text, ON).closes
    assert (hit.value, hit.guessed) == (value, guessed)


def test_a_day_that_no_year_has_is_left_out():
    (day,) = days("Monday 29 February")
    assert settled(day, D(2026, 2, 20)) is None
    assert found_on("closes Monday 29 February") == ([], [])


def test_each_thing_comes_with_the_words_it_stands_in():
    text = (
        "Parks for all\nAnytown Council asks what you think. Anytown Council will listen; the Wood"
        " Trust helps.\nThe consultation closes at 5pm on Tuesday 26 May 2026. Write to"
        " webmaster@anytown.example about this page,\nor to Parks@anytown.example (0116 496 0000)"
        " about the consultation.\n"
    )
    found = find(
        text,
        ON,
        names=(["Anytown Council", "Town Council"], ["Wood Trust"]),
        links=[
            Link("Home", "https://anytown.example/"),
            Link("Take part\n in the survey", "https://anytown.example/s/1"),
            Link("Have your say", "javascript:alert(1)"),
            Link("Email us", "mailto:more@anytown.example?subject=Hi"),
        ],
    )
    assert (found.title.value, found.title.words) == ("Parks for all", "Parks for all")
    assert found.body.value == "Anytown Council"
    assert found.body.words == "Anytown Council asks what you think"
    assert found.closes[0].words == "The consultation closes at 5pm on Tuesday 26 May 2026"
    assert [hit.value for hit in found.emails] == [
        "Parks@anytown.example",
        "more@anytown.example",
        "webmaster@anytown.example",
    ]
    assert [hit.value for hit in found.phones] == ["0116 496 0000"]
    assert [(hit.value, hit.words) for hit in found.links] == [
        ("https://anytown.example/s/1", "Take part in the survey")
    ]


def test_a_name_within_a_longer_one_or_within_a_word_is_not_named():
    names = (["Wood", "Wood Trust"],)
    assert find("The Wood Trust asks you.", ON, names=names).body.value == "Wood Trust"
    assert find("The Woodlands ask you.", ON, names=names).body is None
    # Public bodies are asked about first, however often another is named.
    both = find(
        "Age Help, Age Help, Anytown Council", ON, names=(["Anytown Council"], ["Age Help"])
    )
    assert both.body.value == "Anytown Council"


def test_an_address_in_the_text_is_a_way_where_the_words_say_so():
    text = "See https://a.example/plan.\nComplete the survey at https://a.example/survey?id=1."
    assert [hit.value for hit in find(text, ON).links] == ["https://a.example/survey?id=1"]


def test_a_text_about_something_else_brings_a_title_alone():
    found = find("\n  Recipes  \nBoil the peas.", ON)
    assert found.title.value == "Recipes"
    assert not found
    assert find("", ON).title is None


def test_what_is_too_long_is_cut():
    assert found_on("x" * MOST + " closes 26 May 2026") == ([], [])
    long = find(f"{'word ' * 60}closes 26 May 2026{' word' * 60}", ON).closes[0].words
    assert long.startswith("… word")
    assert long.endswith("word …")
    assert len(long) < 200
