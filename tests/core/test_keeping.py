"""What is due on which day, class by class, and what is gone with something wider."""

from datetime import date

import pytest

from opencompact.core.keeping import OF_CASES, OF_CHALLENGES, OF_REPORTS, Keeping, Kept, falls_due

SHORT = Keeping(mediation=1, notes=2, accesses=3, case=12, reporter=1, report=6, challenge=9)


def told(keeping, classes, ended_on, gone=()):
    found = falls_due(keeping, classes, date.fromisoformat(ended_on), gone)
    return [(one.kept.value, one.since.isoformat()) for one in found]


@pytest.mark.parametrize(
    ("classes", "ended_on", "gone", "due"),
    [
        (
            OF_CASES,
            "2026-01-31",
            (),
            [
                ("mediation", "2026-02-28"),
                ("notes", "2026-03-31"),
                ("accesses", "2026-04-30"),
                ("case", "2027-01-31"),
            ],
        ),
        (
            OF_CASES,
            "2026-01-31",
            (Kept.MEDIATION, Kept.ACCESSES),
            [("notes", "2026-03-31"), ("case", "2027-01-31")],
        ),
        (OF_CASES, "2026-01-31", (Kept.CASE,), [("accesses", "2026-04-30")]),
        (OF_CASES, "2026-01-31", (Kept.CASE, Kept.ACCESSES), []),
        (OF_REPORTS, "2024-02-29", (), [("reporter", "2024-03-29"), ("report", "2024-08-29")]),
        (OF_REPORTS, "2024-02-29", (Kept.REPORTER,), [("report", "2024-08-29")]),
        (OF_REPORTS, "2024-02-29", (Kept.REPORT,), []),
        (OF_CHALLENGES, "2024-05-31", (), [("challenge", "2025-02-28")]),
        (OF_CHALLENGES, "2024-05-31", (Kept.CHALLENGE,), []),
    ],
)
def test_what_falls_due_and_when(classes, ended_on, gone, due):
    assert told(SHORT, classes, ended_on, gone) == due


def test_a_class_that_the_pack_keeps_longer_falls_due_later():
    first = told(Keeping(mediation=90), OF_CASES, "2020-05-05")
    assert [kept for kept, _ in first] == ["notes", "accesses", "case", "mediation"]


def test_without_a_word_of_the_pack_mediation_goes_first_and_a_case_after_six_years():
    assert told(Keeping(), OF_CASES, "2020-05-05") == [
        ("mediation", "2021-05-05"),
        ("notes", "2022-05-05"),
        ("accesses", "2022-05-05"),
        ("case", "2026-05-05"),
    ]


def test_every_class_is_of_one_matter():
    found = {kept.value: kept.matter for kept in Kept}
    assert [kept for kept, matter in found.items() if matter == "report"] == ["reporter", "report"]
    assert [kept for kept, matter in found.items() if matter == "challenge"] == ["challenge"]
    assert {kept.value for kept in OF_CASES} == {k for k, m in found.items() if m == "case"}


def test_whatever_can_be_due_has_ended_by_the_day_that_narrows_the_search():
    for day in range(1, 29):
        ended_on, on = date(2026, 1, 31), date(2026, 2, day)
        due = [one for one in falls_due(SHORT, OF_CASES, ended_on, ()) if one.since <= on]
        assert not due or ended_on <= SHORT.ended_by(OF_CASES, on)
    assert date(2026, 1, 31) <= SHORT.ended_by(OF_CASES, date(2026, 2, 28))
