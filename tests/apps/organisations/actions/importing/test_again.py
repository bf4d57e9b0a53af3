"""Whatever the file: twice is once, a look is true, pieces make the whole, nothing is lost."""

from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions.importing import planning, writing
from opencompact.apps.organisations.models import ImportRun, Organisation, RunState
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests.apps.organisations.actions.importing.tables_of import choices_of, table_of, text_of

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
IDS = st.sampled_from(["", "", "GB-CHC-1", "GB-CHC-2", "gb-chc-2 ", "GB-CHC-3", "GB-COH-00000001"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.one_of(IDS, st.just("rubbish")),
            "name": st.sampled_from(["The Well", "the WELL", "Elm", "Oak & Ash", "", "=Sum"]),
            "postcode": st.sampled_from(["", "LE1 1AA", "le11aa", "LE2 2BB"]),
            "sector": st.sampled_from(["", "public", "faith", "circus"]),
            "kinds": st.sampled_from(["", "bme", "bme;unfunded"]),
            "url": st.sampled_from(["", "www.a.org", "soon"]),
            "other identifiers": st.sampled_from(["", "GB-CHC-3", "GB-NHS-RAX"]),
        }
    ),
    min_size=1,
    max_size=12,
).filter(lambda rows: any(any(row.values()) for row in rows))
KEPT = (
    "name",
    "sector",
    "kinds",
    "size",
    "identifier",
    "other_identifiers",
    "address",
    "locality",
    "postcode",
    "website",
)


def snapshot():
    rows = Organisation.objects.order_by("created_at", "slug").values(*KEPT, "slug")
    return sorted(map(repr, rows))


class Files(TestCase):
    """Each example begins with an empty register; a transaction takes three rows."""

    def setUp(self):
        for module in (writing, planning):
            self.enterContext(patch.object(module, "CHUNK", 3))

    @contextmanager
    def register(self, rows):
        """Work in a new area with `rows` on its register."""
        self.area = Area.objects.create(slug="anywhere", name="Anywhere")
        with within(self.area):
            self.take(rows)
            yield

    def take(self, rows, **options):
        table = table_of(*rows)
        choices = choices_of(table)
        return actions.import_table(self.area, table, choices, actor=SYSTEM, at=AT, **options)

    @settings(max_examples=20, deadline=None)
    @given(ROWS, ROWS)
    def test_importing_again_changes_nothing(self, before, rows):
        with self.register(before):
            first = self.take(rows)
            stored = snapshot()
            again = self.take(rows)
            assert (again.created, again.updated) == (0, 0)
            assert again.unchanged == first.created + first.updated + first.unchanged
            assert again.rejected == first.rejected
            assert snapshot() == stored

    @settings(max_examples=20, deadline=None)
    @given(ROWS, ROWS)
    def test_a_look_tells_what_will_happen(self, before, rows):
        with self.register(before):
            assert self.take(rows, dry_run=True) == self.take(rows)

    @settings(max_examples=20, deadline=None)
    @given(ROWS, ROWS, st.lists(st.integers(1, 6), max_size=4))
    def test_pieces_make_the_whole(self, before, rows, pieces):
        with self.register(before):
            table = table_of(*rows)
            chosen = choices_of(table)
            whole = self.take(rows, dry_run=True)
            run = ImportRun.objects.create(
                area=self.area, text=text_of(*rows), mapping=chosen.columns, state="running"
            )
            for number in [*pieces, None]:
                run = actions.run_import(run, actor=SYSTEM, at=AT, rows=number)
            assert run.state == RunState.FINISHED
            assert actions.summary_of(run) == actions.summary(whole)

    @settings(max_examples=20, deadline=None)
    @given(ROWS, ROWS)
    def test_nothing_that_is_stored_is_lost(self, before, rows):
        with self.register(before):
            stored = {one.pk: one for one in Organisation.objects.all()}
            report = self.take(rows)
            now = {one.pk: one for one in Organisation.objects.all()}
            assert set(stored) <= set(now)
            assert len(now) == len(stored) + report.created
            for pk, one in stored.items():
                assert set(one.all_identifiers) <= set(now[pk].all_identifiers)
                assert all(getattr(now[pk], field) for field in KEPT if getattr(one, field))

    @settings(max_examples=20, deadline=None)
    @given(ROWS)
    def test_counts_add_up(self, rows):
        with self.register(rows):
            report = self.take([*rows, {"name": "One more", "postcode": "LE9 9ZZ"}])
            taken = report.created + report.updated + report.unchanged
            assert report.read == taken + len(report.rejected)
            assert Organisation.objects.count() == taken
