"""An area's colour as a style sheet that may be kept for ever."""

import pytest

from opencompact.base.areas.colour import contrast, parse
from opencompact.base.ui import theme


@pytest.mark.parametrize("colour", ["#0b5c5c", "#7a1f3d", "#1f4e8c", "#000000", "#767676"])
def test_white_and_paper_stay_readable(colour):
    sheet = theme.stylesheet(colour)
    shades = dict(part.split(":") for part in sheet.split("{")[1].split("}")[0].split(";")[:-1])
    for ground in ("#f8f3e9", "#efe7d8", shades["--oc-brand-soft"]):
        assert contrast(parse(shades["--oc-brand"]), parse(ground)) >= 4.5
    assert contrast(parse(shades["--oc-brand-dark"])) >= contrast(parse(colour)) or (
        colour == "#000000"
    )
    assert contrast(parse(shades["--oc-brand-dark"]), parse(shades["--oc-brand-soft"])) >= 4.5


@pytest.mark.parametrize(
    ("colour", "shown"),
    [("#0b5c5c", "#0b5c5c"), ("#000000", "#000000"), ("#767676", "#686766")],
)
def test_a_colour_is_darkened_only_as_far_as_it_takes(colour, shown):
    assert f"--oc-brand:{shown};" in theme.stylesheet(colour)


@pytest.mark.parametrize("colour", ["red", "#0b5c5", "#0b5c5c;}", ""])
def test_only_a_colour_gets_in(colour):
    with pytest.raises(ValueError, match="colour"):
        theme.stylesheet(colour)


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?colour=7a1f3d", "immutable"), ("?colour=0b5c5c", "no-cache"), ("", "no-cache")],
)
def test_served_for_a_year_under_its_own_colour(gallery, client, query, kept):
    gallery.colour = "#7a1f3d"
    gallery.save()
    response = client.get(f"/anywhere/theme.css{query}")
    assert response["Content-Type"] == "text/css"
    assert "--oc-brand:#7a1f3d;" in response.content.decode()
    assert kept in response["Cache-Control"]


@pytest.mark.usefixtures("gallery")
def test_pages_link_to_it(client):
    assert (
        'href="/anywhere/theme.css?colour=0b5c5c"'
        in client.get("/anywhere/question/").content.decode()
    )
