"""What stands in the city once it is built, and what building it again does."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import authenticate

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes.models import Finding, Seat
from opencompact.apps.disputes.queries import story, turns
from opencompact.apps.disputes.queries.cases import cases
from opencompact.apps.organisations.models import (
    Coverage,
    ImportRun,
    Organisation,
    Role,
    Sector,
    Signature,
    Training,
)
from opencompact.apps.organisations.queries import gaps, signatories
from opencompact.base import audit
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.base.notify.kinds import DIGEST
from opencompact.base.notify.models import WAITING, MailText, Message, Preference
from opencompact.base.notify.topics import Rhythm
from opencompact.site import demo
from opencompact.site.demo.cast import people
from opencompact.site.demo.scripts import scripts
from tests.site.furnished import AT

from .conftest import SAID

TODAY = AT.date()


def stories(area):
    calendar = calendar_for(area)
    return [story(case, calendar, TODAY) for case in cases().order_by("number")]


def test_the_register_has_the_size_of_a_city(inside):
    assert 3_400 < Organisation.objects.count() < 3_800
    by_sector = Counter(Organisation.objects.values_list("sector", flat=True))
    assert by_sector[Sector.PUBLIC] == 20
    assert by_sector[Sector.FAITH] > 200
    assert by_sector[Sector.SOCIAL_ENTERPRISE] > 150


def test_the_import_left_a_report_to_read(inside):
    run = ImportRun.objects.get()
    assert (run.state, run.rejected) == ("finished", 3)
    assert run.report["warnings"] == []


def test_dozens_have_signed_over_the_year(inside):
    signed = Signature.objects.filter(withdrawn_on=None)
    assert 60 <= signed.count() <= 80
    assert Signature.objects.exclude(withdrawn_on=None).count() == 2
    days = sorted(signed.values_list("signed_on", flat=True))
    assert TODAY - timedelta(365) < days[0]
    assert TODAY - timedelta(14) < days[-1] < TODAY
    assert Coverage.objects.count() == 24
    assert signatories(inside, TODAY).count() == signed.count() + 24


def test_every_role_is_held(inside):
    held = Counter(Role.objects.values_list("kind", flat=True))
    assert set(held) == set(RoleKind)
    assert held[RoleKind.GROUP_MEMBER] >= 4
    assert held[RoleKind.MEDIATOR] >= 2
    assert set(Seat.objects.values_list("holder", flat=True)) == {"chair", "panel", "mediator"}


def test_every_kind_of_gap_shows_something(inside):
    found = {group.key for group in gaps(inside, TODAY)}
    assert found >= {"no-champion", "no-lead", "closed", "left", "unconfirmed", "ending"}
    assert Training.objects.count() >= 3


def test_every_stage_and_every_ending_of_the_pack_is_there(inside):
    procedure = pack_of(current_edition(inside)).procedure
    told = stories(inside)
    stands = {one.at.ending or one.at.stage for one in told}
    # Talking it over happens before anybody writes a disagreement down.
    expected = {one.key for one in (*procedure.stages, *procedure.endings)} - {procedure.start}
    assert stands == expected
    assert {visit.stage.key for one in told for visit in one.visits} >= {
        stage.key for stage in procedure.stages
    }


def test_dates_are_realistic(inside):
    now = [turn for one in stories(inside) for turn in turns(one)[:1]]
    assert sum(turn.late for turn in now) == 1
    assert sum(turn.slow for turn in now) == 1
    soon = [turn for turn in now if turn.due and TODAY <= turn.due <= TODAY + timedelta(3)]
    assert len(soon) >= 3


def test_each_kind_of_finding_is_published_and_one_waits(inside):
    published = Finding.objects.exclude(published_on=None)
    assert set(published.values_list("ending", flat=True)) == {
        "broke", "neither-broke", "unclear", "new-issue", "another-body",
    }  # fmt: skip
    assert all(finding.made_by for finding in published)
    waiting = [
        one for one in stories(inside) if one.at.stage == "publication" and not one.at.closed
    ]
    assert len(waiting) == 1


def test_the_deputy_chairs_where_the_chair_may_not(inside):
    chaired = Seat.objects.filter(holder="chair", user__name="Daniel Akhtar")
    assert {seat.case.subject for seat in chaired} == {
        script.subject for script in scripts() if script.chair == "deputy"
    }


def test_the_chain_of_events_holds(city):
    report = audit.verify()
    assert report.sound, report.faults
    assert report.checked > 3_500


def test_history_runs_forward(city):
    moments = list(Event.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert AT - timedelta(371) < moments[0] < moments[-1] < AT


def test_no_flood_of_mail_waits(city):
    waiting = Message.objects.filter(WAITING)
    assert Message.objects.count() > 500
    assert waiting.count() < 60
    new = waiting.exclude(rhythm=Rhythm.WEEKLY)
    assert all(message.created_at >= AT - timedelta(days=2) for message in new)


def test_the_mail_of_the_demo_has_digests_choices_own_words_and_one_that_failed(city):
    digests = Message.objects.filter(kind=DIGEST)
    assert digests.exclude(sent_at=None).count() > 5
    assert all(digest.items.exists() for digest in digests)
    with within(city):
        assert Preference.objects.count() >= 4
        assert MailText.objects.get().own
    (failed,) = Message.objects.exclude(failed_at=None)
    assert (failed.tries, failed.sent_at) == (48, None)


def test_everybody_of_the_bar_can_sign_in_with_the_one_password(city):
    found = authenticate(None, email=demo.accounts()[0].email, password=demo.PASSWORD)
    assert found is not None
    hashes = set(User.objects.filter(email__endswith="aldermere.example").values_list("password"))
    assert len(hashes) == 1


def test_accounts_are_invented_and_fit_the_command_line(city):
    accounts = demo.accounts()
    assert len({one.key for one in accounts}) == len(accounts) >= 12
    for one in accounts:
        assert one.email.endswith("@aldermere.example")
        assert len(one.role) <= 28


def test_building_says_what_it_does(city):
    assert SAID[0] == "Building Aldermere, an invented city"
    assert len(SAID) == 3


def test_building_again_changes_nothing(city):
    before = Event.objects.count(), Message.objects.count(), User.objects.count()
    said: list[str] = []
    assert demo.build(AT + timedelta(days=1), progress=said.append) == list(demo.accounts())
    assert (Event.objects.count(), Message.objects.count(), User.objects.count()) == before
    assert said == []


def test_the_cast_is_invented_once(city):
    assert len({person.email for person in people()}) == len(people())
