"""A small installation with two officers and a case with a paper: run with OPENCOMPACT_DATA set."""

from datetime import UTC, date, datetime
from pathlib import Path

OFFICERS = ("officer@small.example", "second@small.example")
PERSON, NAME = "ada@small.example", "Ada Quillfeather"
PACK = Path(__file__).parents[3] / "packs" / "leeds-2010"
AT = datetime(2026, 11, 10, 12, tzinfo=UTC)
PAPER = b"%PDF-1.7\n%%EOF\n"


def build() -> None:
    """Make the tables and fill them through the product's own actions."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from opencompact.apps.agreement.actions import adopt_pack
    from opencompact.apps.disputes import actions as disputes
    from opencompact.apps.disputes.models import Document
    from opencompact.apps.organisations import actions
    from opencompact.base.areas.actor import SYSTEM, RoleKind
    from opencompact.base.areas.models import Area
    from opencompact.base.areas.scoping import within
    from opencompact.formats.packs import load

    area = Area.objects.create(slug="small", name="Small", pack_key="leeds-2010")
    with transaction.atomic(), within(area):
        adopt_pack(area, load(PACK), actor=SYSTEM, at=AT)
        for email, name, kind in (
            (OFFICERS[0], "One Officer", RoleKind.OFFICER),
            (OFFICERS[1], "Two Officer", RoleKind.OFFICER),
            (PERSON, NAME, RoleKind.GROUP_MEMBER),
        ):
            wanted = actions.Appointment(email, name, kind, date(2026, 1, 5))
            actions.appoint(area, wanted, actor=SYSTEM, at=AT)
        _case(area, SimpleUploadedFile("letter.pdf", PAPER), disputes, Document)


def _case(area, paper, disputes, document) -> None:
    """A case that ended long ago, with a paper."""
    from opencompact.apps.agreement.queries import current_edition
    from opencompact.apps.disputes.actions import papers
    from opencompact.apps.disputes.models import Case, CaseEvent
    from opencompact.core.procedure import Stage

    case = Case.objects.create(
        area=area, number="2025-001", edition=current_edition(area), subject="Late notice",
        raised_on=date(2025, 1, 6), closed_on=date(2025, 2, 3),
    )  # fmt: skip
    event = CaseEvent.objects.create(
        area=area, case=case, sequence=1, step="open", role="party", on=date(2025, 1, 6), at=AT
    )
    stage = Stage(key="exchange", name="Exchange", open_to=())
    papers.keep(event, stage, {"papers": [paper]}, [])


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "opencompact.site.settings"
    import django

    django.setup()
    from opencompact.cli.server import update_database

    update_database()
    build()
