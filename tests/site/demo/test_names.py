"""The register of the city: the same every time, believable, and of nobody who exists."""

import csv
import io
import re

import pytest

from opencompact.site.demo import names

# Every letter or pair of letters that begins a British postcode.
POSTCODE_AREAS = frozenset(
    """AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT
    DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
    LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM
    SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE""".split()  # noqa: SIM905 - read more easily so
)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    table = list(csv.DictReader(io.StringIO(names.register())))
    return table[: -len(names.SPOILT)]


def test_the_same_register_comes_out_every_time():
    assert names.register() == names.register()


def test_no_name_and_no_number_comes_twice(rows):
    assert len({row["name"] for row in rows}) == len(rows)
    numbers = [row["identifier"] for row in rows if row["identifier"]]
    assert len(set(numbers)) == len(numbers) > 1_000


def test_postcodes_are_of_an_area_that_does_not_exist(rows):
    assert {re.match("[A-Z]+", row["postcode"])[0] for row in rows} == {"AM"}
    assert "AM" not in POSTCODE_AREAS


def test_numbers_are_beyond_those_given_out(rows):
    for row in rows:
        kind, _, number = row["identifier"].rpartition("-")
        assert kind in {"", "GB-CHC", "GB-COH"}
        assert not number or int(number) > {"GB-CHC": 9_000_000, "GB-COH": 99_000_000}[kind]


def test_websites_lead_nowhere(rows):
    for row in rows:
        assert re.fullmatch(r"(https://www\.[a-z0-9-]+\.example)?", row["website"])


def test_kinds_and_sizes_vary(rows):
    assert {row["size"] for row in rows} == {"small", "medium", "large"}
    kinds = {kind for row in rows for kind in row["kinds"].split("; ") if kind}
    assert kinds == {
        "publicly-funded", "unfunded", "bme", "equality", "infrastructure", "community-of-interest",
    }  # fmt: skip


def test_no_placeholder_is_left(rows):
    assert not [row["name"] for row in rows if "{" in row["name"]]


def test_every_body_of_the_story_is_in_it(rows):
    told = {row["name"] for row in rows}
    assert {body.name for body in names.bodies()} <= told


def test_words_that_run_out_end_the_search():
    words = {"district": [{"name": "Merefoot", "code": "AM1", "streets": ["Chantry Walk"]}]}
    kind = {
        "count": 5, "patterns": ["{district} Choir"], "sector": "vcs", "registered": 0,
        "website": 0, "funded": 0, "sizes": [1, 0, 0],
    }  # fmt: skip
    made = list(names.Maker({**words, "kind": [kind]}).invented())
    assert [row[0] for row in made] == ["Merefoot Choir"]
