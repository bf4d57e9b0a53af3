"""The home of somebody with a role: what waits, what falls due, what changed, and nothing else."""

from datetime import date

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import ImportRun, Role, RunState
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within
from opencompact.core.procedure import Holder
from opencompact.site.home import desk
from tests.apps.disputes.log import looked_at, made
from tests.apps.disputes.town import moment

RAISED = date(2026, 10, 5)
CSV = "name,sector\nBeech Choir,vcs\n"


def at(town, who, on=date(2026, 10, 7)):
    return desk(town.area, town.actor(who, on), on)


def titles(found):
    return [task.title for task in found.tasks]


def test_nothing_waits_in_a_town_at_peace(town):
    for who in ("elm", "chair", "officer", "panel", "mediator"):
        found = at(town, who)
        assert (found.tasks, found.due, found.open_cases) == ((), (), 0)


def test_a_new_case_waits_for_the_chair_alone(town):
    case = town.raised(RAISED)
    found = at(town, "chair")
    assert titles(found) == [
        "Suggest mediation, give notice of stage three or say that the procedure cannot be used"
    ]
    (task,) = found.tasks
    assert task.about == "2026-001: A consultation of nine days"
    assert (task.href, task.due, task.state) == (
        case.get_absolute_url(),
        date(2026, 10, 19),
        "",
    )
    for who in ("elm", "hall", "officer"):
        assert at(town, who).tasks == ()


def test_a_report_waits_for_whoever_keeps_it_until_it_is_looked_at(town):
    report = made(town, "elm", on=RAISED)
    made(town, "oak", on=date(2026, 10, 6))
    (task,) = at(town, "officer").tasks
    assert task.title == "Look at 2 reports"
    assert task.about == "In the log of concerns. The oldest came on 5 October 2026."
    assert task.href == "/anywhere/log/?state=new"
    for who in ("chair", "hall", "elm", "panel"):
        assert at(town, who).tasks == ()
    looked_at(town, report, on=RAISED)
    assert titles(at(town, "officer")) == ["Look at a report"]
    town.join("officer", RoleKind.CHAMPION, "hall")
    assert "Look at a report" not in titles(at(town, "officer"))
    assert titles(at(town, "chair")) == ["Look at a report"]


def test_a_single_step_leads_to_its_own_page(town):
    case = town.raised(RAISED)
    town.take(case, "start-appeal", "chair", date(2026, 10, 6))
    (task,) = at(town, "hall").tasks
    assert task.title == "Send your papers"
    assert task.href == f"{case.get_absolute_url()}send-papers/"


@pytest.mark.parametrize(
    ("on", "state", "passed"),
    [(date(2026, 10, 20), "", 0), (date(2026, 10, 21), "late", 1)],
)
def test_a_firm_limit_that_passed_is_late(town, on, state, passed):
    town.take(town.raised(RAISED), "start-appeal", "chair", date(2026, 10, 6))
    found = at(town, "hall", on)
    assert found.tasks[0].state == state
    assert found.passed == passed
    assert (found.next_due is None) == bool(passed)


def test_a_usual_time_that_passed_is_not_called_late(town):
    case = town.raised(RAISED)
    town.story(
        case,
        [
            ("start-appeal", "chair", date(2026, 10, 6)),
            ("send-papers", "elm", date(2026, 10, 7)),
            ("send-papers", "hall", date(2026, 10, 8)),
            ("comment", "elm", date(2026, 10, 9)),
            ("comment", "hall", date(2026, 10, 9)),
            ("set-meeting", "chair", date(2026, 10, 12), {"fixed": date(2026, 10, 27)}),
        ],
    )
    (task,) = at(town, "chair", date(2026, 12, 1)).tasks
    assert (task.title, task.state) == ("Record the finding", "slow")


def test_dates_are_sorted_and_say_who_is_awaited_and_why(town):
    first = town.raised(RAISED)
    town.take(first, "start-appeal", "chair", date(2026, 10, 6))
    town.raised(
        date(2026, 10, 7), subject="Another", facts={"subject": "agreement", "tried": "yes"}
    )
    found = at(town, "officer")
    assert [(one.on, one.who, one.mine) for one in found.due] == [
        (date(2026, 10, 20), "Elm Street Centre and Anywhere City Council", False),
        (date(2026, 10, 21), "Chair of the dispute subgroup", False),
    ]
    assert [clock.name for clock in found.due[1].clocks] == [
        "the chair's answer",
        "explaining that the procedure cannot be used",
    ]
    assert found.due[0].clocks[0].why == "/anywhere/disputes/2026-001/dates/papers/"
    assert found.next_due == found.due[0]


def test_dates_know_whose_turn_it_is(town):
    case = town.raised(RAISED)
    town.take(case, "start-appeal", "chair", date(2026, 10, 6))
    assert at(town, "hall").due[0].mine
    town.take(case, "send-papers", "hall", date(2026, 10, 7))
    assert not at(town, "hall").due[0].mine
    assert at(town, "elm").due[0].mine


def test_who_has_no_part_in_a_case_sees_nothing_of_it(town, fetch):
    case = town.raised(RAISED, subject="CANARY")
    for who in ("oak", "panel", "mediator", "stranger"):
        page = fetch("/anywhere/", town.users[who]).content.decode()
        assert "CANARY" not in page
        assert case.number not in page


def test_the_chair_sees_nothing_of_a_case_of_their_own_organisation(town):
    town.join("chair", RoleKind.CHAMPION, "elm")
    town.raised(RAISED)
    assert at(town, "chair").open_cases == 0


def test_the_panel_learns_nothing_from_the_mediation_room(town):
    case = town.raised(RAISED)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.story(
        case,
        [
            ("refer-to-mediation", "chair", date(2026, 10, 6)),
            ("agree-mediation", "elm", date(2026, 10, 6)),
            ("agree-mediation", "hall", date(2026, 10, 6)),
            ("agree-mediator", "elm", date(2026, 10, 7)),
        ],
    )
    told = [change.title for change in at(town, "elm").changes]
    assert "2026-001: “Agree on the mediator and the fees”" in told
    told = " ".join(change.title for change in at(town, "panel").changes)
    assert "Agree on the mediator" not in told


def test_an_ended_case_is_not_open_and_its_news_fades(town):
    case = town.raised(RAISED)
    town.take(case, "rule-not-covered", "chair", date(2026, 10, 6))
    found = at(town, "elm")
    assert (found.open_cases, found.due, found.tasks) == (0, (), ())
    assert "2026-001: “Say that the procedure cannot be used”" in [c.title for c in found.changes]
    later = at(town, "elm", date(2026, 12, 20))
    assert not any("2026-001" in change.title for change in later.changes)


def test_somebody_who_may_sign_is_told_so_until_it_is_signed(town):
    town.join("beech", RoleKind.REPRESENTATIVE, "ash", may_sign=True)
    (task,) = at(town, "beech").tasks
    assert task.title == "Sign the Compact for Ash Allotments"
    assert task.href == "/anywhere/organisations/ash/sign/"
    assert at(town, "ash").tasks == ()
    declaration = actions.Declaration("Bea", "Chair", RAISED, True, True)
    ash, actor = town.organisations["ash"], town.actor("beech")
    actions.sign(ash, town.edition, declaration, on_paper=False, actor=actor, at=moment(RAISED))
    assert at(town, "beech").tasks == ()


def test_roles_are_said_in_the_words_of_the_area(town):
    town.area.wording = {"officer": "Covenant lead"}
    town.join("officer", RoleKind.CHAMPION, "hall")
    assert at(town, "officer").roles == ("Covenant lead", "champion of Anywhere City Council")


def test_organisations_show_whether_they_have_signed(town):
    town.join("elm", RoleKind.CHAMPION, "ash")
    told = [
        (one.organisation.name, one.roles, one.signed, one.speaks) for one in at(town, "elm").mine
    ]
    assert told == [
        ("Ash Allotments", ("Champion",), False, False),
        ("Elm Street Centre", ("Representative",), True, True),
    ]


def test_officers_see_gaps_and_imports(town):
    found = at(town, "officer").keeping
    assert [group.key for group in found.gaps] == ["no-champion", "no-lead"]
    assert found.imports == ()
    assert at(town, "chair").keeping is None
    town.join("tess", RoleKind.CHAMPION, "hall")
    town.join("lena", RoleKind.LEAD, "hall")
    assert at(town, "officer").keeping.gaps == ()


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (RunState.DRAFT, "Start an import, or leave it"),
        (RunState.FAILED, "Let an import go on that stopped"),
        (RunState.RUNNING, None),
        (RunState.FINISHED, None),
    ],
)
def test_an_import_that_stands_still_waits_for_the_officer(town, state, title):
    actor = town.actor("officer")
    run = actions.open_import(
        town.area, "choirs.csv", CSV, sector="vcs", actor=actor, at=moment(RAISED)
    )
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    assert titles(at(town, "officer")) == ([title] if title else [])
    assert len(at(town, "officer").keeping.imports) == 1
    assert titles(at(town, "chair")) == []


def test_what_is_awaited_soonest_comes_first(town):
    town.raised(date(2026, 10, 7), subject="Later")
    first = town.raised(RAISED, subject="Sooner")
    town.join("chair", RoleKind.REPRESENTATIVE, "ash", may_sign=True)
    assert [task.about for task in at(town, "chair").tasks] == [
        f"{first.number}: Sooner",
        "2026-001: Later",
        "You may sign for it at any time. Nobody has to.",
    ]


@pytest.mark.parametrize(("who", "most"), [("officer", 33), ("chair", 20), ("elm", 21)])
@pytest.mark.parametrize("cases", [1, 3])
def test_a_desk_takes_few_queries_however_many_cases(
    town, client, who, most, cases, django_assert_max_num_queries
):
    for number in range(cases):
        town.raised(date(2026, 10, 5 + number), subject=f"Case {number}")
    client.force_login(town.users[who])
    client.get("/anywhere/")  # how commitments stand is worked out once, and kept
    with within(None), django_assert_max_num_queries(most):
        assert client.get("/anywhere/").status_code == 200


def test_a_role_is_to_be_confirmed_by_its_holder_after_a_year(town):
    later = date(2027, 1, 6)
    town.join("tess", RoleKind.CHAMPION, "hall")
    assert titles(at(town, "tess", date(2027, 1, 5))) == []
    (task,) = at(town, "tess", later).tasks
    assert task.title == "Confirm that you still hold a role"
    assert task.about == "Champion, Anywhere City Council"
    role = Role.objects.get(kind="champion")
    assert task.href == f"/anywhere/people/{role.pk}/"
    actions.confirm_role(role, actor=town.actor("tess"), at=moment(later))
    assert titles(at(town, "tess", later)) == []


def test_a_champion_who_stopped_speaking_for_the_body_is_asked_whether_they_are_there(town):
    town.join("hall", RoleKind.CHAMPION, "hall")
    Role.objects.filter(kind="representative").update(ends=date(2026, 10, 1))
    (task,) = at(town, "hall").tasks
    assert task.title == "Confirm that you still hold a role"


@pytest.mark.parametrize(
    ("starts", "new"),
    [(date(2026, 9, 7), False), (date(2026, 9, 8), True), (date(2026, 10, 7), True)],
)
def test_somebody_is_new_for_a_month(town, starts, new):
    town.join("tess", RoleKind.CHAMPION, "hall", starts=starts)
    assert at(town, "tess").new is new
