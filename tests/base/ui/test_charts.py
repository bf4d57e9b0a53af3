"""Charts: where things stand on the paper, and that every figure stands in the table too."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.template import Context, Template

from opencompact.base.ui.charts import Bar, Part, Point, Series, bar, bars, lines


def shown(chart):
    return Template("{% load oc %}{% chart chart %}").render(Context({"chart": chart}))


def test_the_longest_bar_fills_its_row():
    found = bars("Payments", [bar("May", 50), bar("June", Decimal(100)), bar("July", 0)])
    assert [[piece.width for piece in row.pieces] for row in found.rows] == [[100], [200], []]


def test_a_bar_can_have_pieces_and_a_mark_to_reach():
    one = Bar("Council", (Part(3, "kept", "Kept"), Part(1, "broken", "Broken")), "3 of 4", "?b=c")
    found = bars("Status", [one], most=8, mark=6, mark_name="Promised: 6")
    assert [(p.x, p.width) for p in found.rows[0].pieces] == [(0, 75), (75, 25)]
    assert found.mark == 150
    assert found.kinds == (("kept", "Kept"), ("broken", "Broken"))
    page = shown(found)
    for words in ('href="?b=c"', "3 of 4", "Promised: 6", "oc-chart__piece--broken", "Broken"):
        assert words in page


def test_without_values_nothing_is_divided_by_nothing():
    assert bars("Empty", []).rows == ()
    assert lines("Empty", []).table == ()
    assert lines("Zero", [Series("A", (Point("2026", 0),))]).lines[0].path.startswith("M")


@pytest.mark.parametrize(
    ("most", "last"),
    [(7, "8"), (93, "100"), (100, "100"), (101, "200"), (0.4, "4"), (3000, "4000")],
)
def test_the_axis_ends_with_a_round_figure(most, last):
    found = lines("Line", [Series("A", (Point("2026", most),))])
    assert found.up[-1].says == last
    assert found.up[0].says == "0"


def test_a_line_breaks_where_there_is_no_value():
    points = (Point("Jan", 1), Point("Feb", None), Point("Mar", 2, "2 weeks", "?m=3"))
    found = lines("Length", [Series("All", points)], sign="%", most=4, mark=2, mark_name="Promise")
    assert found.lines[0].path.count("M") == 2
    assert len(found.lines[0].dots) == 2
    assert found.up[-1].says == "4%"
    page = shown(found)
    for words in ("None", 'href="?m=3"', "2 weeks", "Promise", "<caption"):
        assert words in page


def test_several_lines_are_named_beside_the_paper_and_beside_each_figure():
    one, two = (Series(name, (Point("Jan", 4), Point("Feb", 5))) for name in ("Groups", "Others"))
    page = shown(lines("Paid", [one, two], most=10, mark=9, mark_name="Promised: 9"))
    assert page.count('data-label="Groups"') == page.count('data-label="Others"') == 2
    assert "oc-chart__key--lines" in page
    # What a line across stands for is said above the drawing, where no other line crosses it.
    caption, drawing = page.split("</figcaption>")
    assert "Promised: 9" in caption
    assert "Promised" not in drawing
    alone = shown(lines("Paid", [one]))
    assert "data-label" not in alone
    assert "oc-chart__key" not in alone


@pytest.mark.parametrize("number", range(1, 40))
def test_labels_below_the_axis_keep_apart(number):
    points = tuple(Point(f"{n}", n) for n in range(number))
    found = lines("Months", [Series("A", points)]).across
    assert [found[0].says, found[-1].says] == ["0", str(number - 1)]
    assert len(found) <= 3
    room = [later.at - one.at for one, later in pairwise(found)]
    assert all(gap >= 100 for gap in room)


def test_of_many_labels_as_many_are_written_as_have_room():
    points = tuple(Point(f"2025-{n:02}", n) for n in range(1, 25))
    found = lines("Months", [Series("A", points)])
    assert len(found.across) <= 5
    assert found.across[0].says == "2025-01"
    assert found.across[-1].says == "2025-24"
    assert len(found.table) == 24
