"""What the worlds hold of payments: of two bodies a month that was imported, and a draft."""

from typing import Any

from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.funding.models import PaymentRun
from opencompact.apps.organisations.queries import actor_for
from opencompact.formats import spending
from tests.site.matrix.place import AT, Place

# The two areas paid in years of their own, so that a month is known in one of them only.
YEARS = {"anywhere": 2026, "elsewhere": 2025}
HEADINGS = "Supplier,Amount,Date paid,Invoice received,Transaction number"


def furnish(place: Place) -> None:
    """A file of the council and one of the police that are in, and one of each that waits."""
    own, sibling = (_import(place, body) for body in ("council", "police"))
    place.objects["payment run"] = _three(own.pk, sibling.pk)
    drafts = [_draft(place, body, "draft") for body in ("council", "police")]
    place.objects["payment draft"] = _three(drafts[0].pk, drafts[1].pk)
    month = f"{YEARS[place.area.slug]}-10"
    place.objects["paid month"] = _three(("council", month), ("police", month))


def _three(own: Any, sibling: Any) -> dict[str, Any]:
    return {"own": own, "sibling": sibling, "foreign": own}


def _draft(place: Place, body: str, word: str) -> PaymentRun:
    """Paid on time, late, nobody can tell, a credit, a name taken out; and a row left out."""
    day = f"{YEARS[place.area.slug]}-10"
    group = place.bodies["northside"].name
    # What is in becomes a public payment; what waits is for its keepers.
    shop = place.told(f"a shop that {body} paid", "A shop") if word == "draft" else "A shop"
    rows = (
        f"{group},100.00,{day}-20,{day}-01,1", f"{group},50.00,{day}-21,2024-01-01,2",
        f"{group},25.00,{day}-22,,3", f"{shop},-5.00,{day}-23,{day}-02,4",
        f"REDACTED PERSONAL DATA,7.50,{day}-24,{day}-02,5", f"Nobody,ten,{day}-24,,6",
    )  # fmt: skip
    name = "-".join(filter(None, (body, place.word(f"file of payments of {body} {word}"))))
    return actions.open_import(
        place.area,
        f"{name}.csv",
        spending.take("\n".join([HEADINGS, *rows, ""]).encode()),
        body=place.bodies[body],
        actor=_officer(place),
        at=AT,
    )


def _import(place: Place, body: str) -> PaymentRun:
    run = actions.start_import(_draft(place, body, "run"), at=AT)
    return actions.run_import(run, actor=_officer(place), at=AT)


def _officer(place: Place) -> Any:
    return actor_for(place.people["officer"], place.area, AT.date())
