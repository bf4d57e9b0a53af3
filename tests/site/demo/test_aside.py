"""What stands beside the disagreements of the city, and who sees it."""

from collections import Counter
from datetime import timedelta

import pytest

from opencompact.apps.agreement.models import DraftingTask
from opencompact.apps.disputes.models import (
    Absence,
    Adviser,
    Bundle,
    BundleMark,
    Challenge,
    Document,
    Feedback,
    Finding,
    JointOffer,
    LetterPassed,
    Referral,
    Report,
    ReportEntry,
    RoomNote,
    RoomPaper,
    Signpost,
    Undertaking,
)
from opencompact.apps.disputes.queries.challenges import challenges
from opencompact.apps.disputes.queries.log import charts, learnings
from opencompact.base.areas.models import LocalHoliday
from tests.site.furnished import AT

TODAY = AT.date()
SEALED = "Give a yearly account of running costs on one page."
CONFIDED = "confided.txt"


def of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_log_has_every_treatment_and_route(inside):
    found = Counter(Report.objects.values_list("treatment", flat=True))
    assert set(found) == {"confidential", "anonymous", "collective", "open"}
    assert set(Report.objects.values_list("route", flat=True)) == {"", "agreement", "contract"}
    assert len(learnings(inside)) >= 3


def test_public_figures_tell_something_and_keep_something_back(inside):
    found = charts(inside)
    assert {chart.key for chart in found if chart.holds_back} >= {"body", "cause"}
    told = {bar.label: bar.number for chart in found for bar in chart.bars}
    assert told["Aldermere City Council"] == 5
    assert told["Aldermere University Hospitals NHS Trust"] is None


def test_two_were_asked_to_join_and_one_has_agreed(inside):
    entries = Counter(ReportEntry.objects.values_list("kind", flat=True))
    assert (entries["asked"], entries["yes"], entries["joined"]) == (2, 1, 0)
    assert not JointOffer.objects.exists()


def test_challenges_are_a_draft_one_that_waits_and_one_answered(inside):
    told = sorted(tuple(e.kind for e in one.events.all()) for one in challenges())
    assert told == [(), ("sent",), ("sent", "reply", "outcome")]


def test_one_of_three_signposts_is_over(inside):
    assert Signpost.objects.count() == 3
    assert Signpost.objects.filter(expires_on__lte=TODAY).count() == 1
    assert all(one.keeper for one in Signpost.objects.all())


def test_a_case_has_versions_a_bundle_days_away_and_an_adviser(inside):
    newest = Document.objects.exclude(replaces=None).get()
    assert newest.replaces.name == "letters.txt"
    bundle = Bundle.objects.get()
    assert (bundle.state, bundle.case) == ("ready", newest.case)
    assert set(BundleMark.objects.values_list("agreed", flat=True)) == {True, False}
    assert Absence.objects.filter(case=newest.case, first__gt=TODAY).count() == 4
    adviser = Adviser.objects.get()
    assert (adviser.case, adviser.user.name) == (newest.case, "Olufemi Barrett")
    assert adviser.accepted_on


def test_closed_rooms_hold_notes_and_one_paper_for_the_mediator(inside):
    assert set(RoomNote.objects.values_list("room", flat=True)) == {"panel", "desk"}
    paper = RoomPaper.objects.get()
    assert (paper.name, paper.to_all, paper.room) == (CONFIDED, False, "mediation")
    assert LetterPassed.objects.filter(kind="sent").count() == 2


def test_after_an_end_something_is_soon_and_something_overdue(inside):
    left = Undertaking.objects.filter(done_on=None)
    assert left.filter(due__lt=TODAY).count() == 1
    assert left.filter(due__range=(TODAY, TODAY + timedelta(7))).count() == 1
    assert left.filter(sealed=True).count() == 1
    assert Referral.objects.get().outcome == ""
    assert Finding.objects.exclude(learning="").count() == 2
    task = DraftingTask.objects.get()
    assert (task.key, task.closed_on) == ("public-c", None)
    assert LocalHoliday.objects.count() == 1


def test_five_have_answered_so_that_their_answers_are_shown(inside):
    assert Feedback.objects.filter(shown=True).count() == Feedback.objects.count() == 5


@pytest.mark.parametrize(
    ("key", "sees"),
    [("mediator", True), ("chair", False), ("officer", False), ("panel", False),
     ("council", False), ("", False)],
)  # fmt: skip
def test_what_is_confided_is_for_the_mediator(inside, visit, key, sees):
    number = RoomPaper.objects.get().case.number
    response = visit(key).get(f"/aldermere/disputes/{number}/room/mediation/", follow=True)
    assert (CONFIDED in response.content.decode()) == sees


@pytest.mark.parametrize(
    ("key", "sees"), [("carers", True), ("chair", False), ("officer", False), ("council", False)]
)
def test_what_mediation_settled_is_for_the_sides(inside, visit, key, sees):
    number = Undertaking.objects.get(sealed=True).case.number
    client = visit(key)
    pages = [client.get(f"/aldermere/disputes/{number}/{end}") for end in ("", "after/")]
    assert any(SEALED in page.content.decode() for page in pages) == sees


@pytest.mark.parametrize("key", ["", "council", "champion", "mediator", "panel", "nobody"])
def test_nobody_but_its_keepers_and_reporters_finds_a_concern(inside, visit, key):
    """The champion of a body finds what the body was told of, in the words meant for it."""
    client = visit(key)
    for report in Report.objects.all():
        response = client.get(f"/aldermere/log/{report.number}/")
        page = response.content.decode()
        assert report.what[:40] not in page, report.number


def test_a_draft_is_for_its_writers_alone(inside, visit):
    draft = Challenge.objects.get(events=None)
    for key, status in (("advice", 200), ("hospitals", 404), ("officer", 404)):
        assert visit(key).get(draft.get_absolute_url()).status_code == status
