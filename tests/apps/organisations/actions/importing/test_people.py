"""Importing people: what each row does, what is refused, again, by halves, and back and forth."""

from datetime import date, timedelta

import pytest

from opencompact.apps.organisations import actions, queries, tables
from opencompact.apps.organisations.actions.importing.people import writing
from opencompact.apps.organisations.actions.importing.people.cleaning import clean, words_for
from opencompact.apps.organisations.models import ImportRun, Role, RunState
from opencompact.apps.organisations.models.importing import Subject
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.base.ui import tables as downloads
from opencompact.formats.tables import Fault, Row, parse, write

TODAY = date(2026, 11, 20)
COLUMNS = (
    "email",
    "name",
    "role",
    "organisation",
    "area_of_organisation",
    "starts",
    "ends",
    "may_sign",
)
EMPTY = ("", "", "")


def rows(*lines):
    """A file of people from tuples in the order of COLUMNS, short ones filled up."""
    return write(COLUMNS, [(*line, *[""] * (len(COLUMNS) - len(line))) for line in lines])


@pytest.fixture
def take(scoped, officer, at):
    """Imports a text and returns what came of it; looking ahead has to have said the same."""

    def taken(text, *, on=at):
        table = parse(text)
        ahead = actions.look_at_people(scoped, table, actions.guess_people(table), at=on)
        draft = actions.open_import(
            scoped, "p.csv", text, subject=Subject.PEOPLE, actor=officer, at=on
        )
        run = actions.run_import(actions.start_import(draft, at=on), actor=officer, at=on)
        assert run.state == RunState.FINISHED
        done = actions.summary_of(run)
        assert done == actions.summary(ahead)
        return done

    return taken


def figures(done):
    return (done["created"], done["updated"], done["unchanged"], len(done["rejected"]))


def reason(done):
    [fault] = done["rejected"]
    return fault["reason"]


def test_people_get_accounts_roles_and_one_message_each(take, elm, council):
    text = rows(
        ("Carl@Example.org", "Carl Ng", "Champion", "Elm Street Carers", "Housing", "2026-01-05"),
        ("rita@example.org", "Rita", "representative", council.slug, "", "", "", "yes"),
        ("gus@example.org", "Gus", "Group members", "", "", "06/01/2025", "2026-01-01"),
    )
    assert figures(take(text)) == (3, 0, 0, 0)
    carl, rita, gus = (
        Role.objects.get(user__email=f"{who}@example.org") for who in ("carl", "rita", "gus")
    )
    assert (carl.kind, carl.organisation, carl.area_of_organisation) == ("champion", elm, "Housing")
    assert (carl.starts, carl.confirmed_on) == (date(2026, 1, 5), date(2026, 1, 5))
    assert (rita.starts, rita.may_sign) == (TODAY, True)
    assert (gus.starts, gus.ends) == (date(2025, 1, 6), date(2026, 1, 1))
    told = set(Message.objects.values_list("to_address", flat=True))
    assert told == {"carl@example.org", "rita@example.org"}


def test_the_same_file_again_changes_nothing_and_writes_to_nobody(take, elm):
    text = rows(
        ("carl@example.org", "Carl", "champion", "Elm Street Carers"),
        ("chris@example.org", "Chris", "chair", "", "", "2026-02-01"),
    )
    take(text)
    before = list(Role.objects.values().order_by("pk")), Message.objects.count()
    assert figures(take(text)) == (0, 0, 2, 0)
    assert (list(Role.objects.values().order_by("pk")), Message.objects.count()) == before


def test_the_same_file_another_day_changes_nothing(take, elm, at):
    text = rows(("carl@example.org", "Carl", "champion", "Elm Street Carers"))
    take(text)
    assert figures(take(text, on=at + timedelta(days=3))) == (0, 0, 1, 0)


def test_what_is_new_in_a_row_is_written_and_an_empty_cell_removes_nothing(take, elm, person):
    person("Olga", RoleKind.OFFICER)
    person("Rita", RoleKind.REPRESENTATIVE, elm, area_of_organisation="Old", may_sign=True)
    named = ("rita@example.org", "", "representative", "Elm Street Carers")
    assert figures(take(rows(named))) == (0, 0, 1, 0)
    assert figures(take(rows((*named, "Housing", "", "", "no")))) == (0, 1, 0, 0)
    role = Role.objects.get(kind="representative")
    assert (role.area_of_organisation, role.may_sign, role.ends) == ("Housing", False, None)
    assert figures(take(rows((*named, "", "", "2026-12-01")))) == (0, 1, 0, 0)
    role.refresh_from_db()
    assert (role.area_of_organisation, role.ends) == ("Housing", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("", "", "chair"), "no email address"),
        (("nonsense", "", "chair"), "is not an email address"),
        (("a@example.org", "", ""), "There is no role"),
        (("a@example.org", "", "king"), "“king” is not a role. Use one of officer, chair"),
        (("a@example.org", "", "champion"), "There is no organisation"),
        (("a@example.org", "", "champion", "Nowhere"), "is not on the register"),
        (("a@example.org", "", "champion", "Twins"), "2 organisations are called"),
        (("a@example.org", "", "chair", "", "", "soon"), "The start, “soon”, is not a date"),
        (("a@example.org", "", "chair", "", "", "", "31/02/2026"), "The end, “31/02/2026”"),
        (("a@example.org", "", "chair", "", "", "2026-02-01", "2026-01-01"), "ends before"),
        (("a@example.org", "", "chair", "", "", "", "2026-01-01"), "ends before it starts"),
        (("a@example.org", "x" * 151, "chair"), "may have 150"),
        (("a@example.org", "", "lead", "elm-street-carers", "x" * 121), "may have 120"),
        (("a@example.org", "", "representative", "elm-street-carers", *EMPTY, "maybe"), "yes or"),
        (("closed@example.org", "", "chair"), "is closed"),
        (("olga@example.org", "", "officer", "", "", "", "2026-12-01"), "only officer"),
        (("olga@example.org", "", "officer", "", "", "2026-01-01"), "role since 1 January 2020"),
        (("past@example.org", "", "chair", "", "", "2021-01-01", "2022-06-01"), "until 1"),
        (("going@example.org", "", "mediator", "", "", "", "2026-12-02"), "already"),
    ],
)  # fmt: skip
def test_a_bad_row_says_why_and_the_good_ones_go_in(take, elm, make, person, line, says):
    make("Twins", slug="one-twin")
    make("Twins", slug="other-twin")
    person("Olga", RoleKind.OFFICER)
    person("Past", RoleKind.CHAIR, ends=date(2022, 1, 1))
    person("Going", RoleKind.MEDIATOR, ends=date(2026, 12, 1))
    User.objects.create_user("closed@example.org", is_active=False)
    good = ("good@example.org", "Good", "champion", "Elm Street Carers")
    done = take(rows(line, good))
    assert figures(done) == (1, 0, 0, 1)
    assert says in reason(done)
    assert done["rejected"][0]["row"] == 2
    assert not User.objects.filter(email="a@example.org").exists()


def test_a_person_twice_in_a_file_is_refused_and_in_two_roles_is_not(take, elm):
    line = ("carl@example.org", "Carl", "champion", "Elm Street Carers")
    other = ("carl@example.org", "Carl", "lead", "Elm Street Carers")
    done = take(rows(line, line, other))
    assert figures(done) == (2, 0, 0, 1)
    assert "the same person and role as row 2" in reason(done)


def test_a_later_row_finds_what_an_earlier_one_made(take, elm):
    line = ("carl@example.org", "Carl", "champion", "Elm Street Carers")
    done = take(rows(line, (*line[:3], elm.slug, "Housing", "2026-11-20")))
    assert figures(done) == (1, 1, 0, 0)
    assert Role.objects.get().area_of_organisation == "Housing"


def test_what_does_not_belong_to_a_role_is_left_out_with_a_remark(take, elm, user):
    line = (user.email, "Someone Else", "chair", "Elm Street Carers", "Housing", "", "", "yes")
    done = take(rows(line))
    assert figures(done) == (1, 0, 0, 0)
    said = " ".join(one["reason"] for one in done["warnings"])
    for words in ("one for the whole area", "this role has none", "Only a representative"):
        assert words in said
    assert "keeps its own name, Ada Lovelace" in said
    role = Role.objects.get()
    assert (role.organisation, role.area_of_organisation, role.may_sign) == (None, "", False)


@pytest.mark.parametrize("word", ["Compact officer", "officer", "Officers"])
def test_the_area_s_own_word_for_an_officer_counts(word):
    row = Row(2, {"e": "a@example.org", "r": word})
    found = clean(row, {"email": "e", "role": "r"}, words_for("Compact officer"))
    assert not isinstance(found, Fault)
    assert found.kind == RoleKind.OFFICER


def exported(area):
    """What an officer downloads: everybody who holds, held or will hold a role."""
    found = queries.people(area, queries.Sought(when="all"), TODAY)
    return downloads.csv_response("p.csv", tables.people_columns(), found).content.decode()


def test_an_export_comes_back_unchanged(take, scoped, elm, council, person):
    person("Olga", RoleKind.OFFICER)
    person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True)
    person("Rita", RoleKind.CHAMPION, council, area_of_organisation="=Housing; “north”, 'x'")
    person("Gone", RoleKind.CHAIR, ends=date(2022, 1, 1))
    person("Next", RoleKind.MEDIATOR, starts=date(2027, 1, 4))
    text = exported(scoped)
    done = take(text)
    assert figures(done) == (0, 0, 5, 0)
    assert done["warnings"] == []
    assert exported(scoped) == text


def test_a_file_that_lacks_a_column_is_not_started(scoped, officer, at):
    draft = actions.open_import(
        scoped, "p.csv", "name,role\nX,chair\n", subject=Subject.PEOPLE, actor=officer, at=at
    )
    assert not actions.is_matched(draft)
    assert draft.report == {}


def test_a_run_that_was_stopped_goes_on_where_it_stood(scoped, elm, officer, at, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 2)
    text = rows(
        *[(f"p{n}@example.org", f"P {n}", "champion", "Elm Street Carers") for n in range(5)]
    )
    draft = actions.open_import(scoped, "p.csv", text, subject=Subject.PEOPLE, actor=officer, at=at)
    run = actions.start_import(draft, at=at)
    actions.run_import(run, actor=officer, at=at, rows=2)
    assert (Role.objects.count(), ImportRun.objects.get().rows_done) == (2, 2)
    monkeypatch.setattr(writing, "_appoint", _fall_over)
    with pytest.raises(RuntimeError):
        actions.run_import(run, actor=officer, at=at)
    assert (Role.objects.count(), ImportRun.objects.get().rows_done) == (2, 2)
    monkeypatch.undo()
    run = actions.run_import(run, actor=officer, at=at)
    assert (run.created, run.rejected, Role.objects.count()) == (5, 0, 5)
    assert Message.objects.count() == 5
    assert Event.objects.filter(verb="organisations.appoint").count() == 5
    assert Event.objects.get(verb="organisations.import_people").data["created"] == 5


def _fall_over(*_args):
    raise RuntimeError("the power went")


def test_a_row_that_lost_a_race_is_a_fault_and_not_an_error(scoped, elm, person, officer, at):
    """Between the decision and the writing an officer gave the same role by hand."""
    table = parse(rows(("carl@example.org", "Carl", "champion", "Elm Street Carers")))
    plan = writing.Plan(scoped, table, actions.guess_people(table))
    roll = writing.Roll(scoped, TODAY)
    roll.load(["carl@example.org"])
    person("Carl", RoleKind.CHAMPION, elm)
    chunk = writing.Chunk()
    chunk.take(plan.items[0], roll, officer, at)
    assert "holds this role already" in chunk.rejected[0].reason
    assert Role.objects.count() == 1


def test_people_of_another_area_are_not_touched(take, other_area, elm, person):
    with within(other_area):
        Role.objects.create(
            area=other_area, user=person("Carl"), kind="chair", starts=date(2020, 1, 1)
        )
    assert figures(take(rows(("carl@example.org", "", "chair")))) == (1, 0, 0, 0)
    with within(other_area):
        assert Role.objects.get().starts == date(2020, 1, 1)
