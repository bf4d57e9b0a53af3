"""The tables of an export for a spreadsheet: register, signatories, people, findings."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from opencompact.apps.disputes.queries import published_findings
from opencompact.apps.disputes.tables import FINDINGS
from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import Wanted
from opencompact.apps.organisations.tables import register_columns, signatory_columns
from opencompact.base.areas.models import Area
from opencompact.base.ui.tables import Columns, csv_response

PEOPLE: Columns = {
    "name": lambda role: role.user.name,
    "email": lambda role: role.user.email,
    "role": lambda role: role.kind,
    "organisation": lambda role: role.organisation.name if role.organisation else "",
    "may_sign": lambda role: role.may_sign,
    "starts": lambda role: role.starts,
    "ends": lambda role: role.ends,
}


def tables(area: Area, on: date) -> Iterator[tuple[str, bytes]]:
    """Each table with the name of its file; the columns are those of the downloads."""
    register = queries.register(area, Wanted(), on)
    yield _csv("register.csv", register_columns(_page), register)
    signed = queries.signed_list(queries.signatories(area, on), on)
    yield _csv("signatories.csv", signatory_columns(_page), signed)
    people = queries.role_of(area).order_by("kind", "starts", "user__email", "id")
    yield _csv("people.csv", PEOPLE, people)
    yield _csv("findings.csv", FINDINGS, published_findings().order_by("number"))


def _csv(name: str, columns: Columns, rows: object) -> tuple[str, bytes]:
    return name, csv_response(name, columns, list(rows)).content  # type: ignore[call-overload]


def _page(organisation: Organisation) -> str:
    """The address of its page within the site; what comes before it differs after a move."""
    return reverse("organisations:organisation", args=[organisation.area.slug, organisation.slug])
