"""Which column of a file of people holds what, by the names in row 1."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.actions.importing.columns import SEPARATORS, Field
from opencompact.formats.tables import Table

# A row that lacks one of these says nothing that could be stored.
NEEDED: Final = ("email", "role")
FIELDS: Final = (
    Field("email", _("Email"), ("email", "emailaddress", "mail")),
    Field("name", _("Name"), ("name", "fullname", "person")),
    Field("role", _("Role"), ("role", "kind", "kindofrole")),
    Field(
        "organisation",
        _("Organisation"),
        ("organisation", "organization", "organisationidentifier", "orgid", "body"),
    ),
    Field(
        "area_of_organisation",
        _("Area of the organisation"),
        ("areaoforganisation", "areaoftheorganisation", "department", "directorate", "team"),
    ),
    Field("starts", _("Starts"), ("starts", "start", "startdate", "from", "since")),
    Field("ends", _("Ends"), ("ends", "end", "enddate", "until")),
    Field("may_sign", _("May sign"), ("maysign", "signs", "signatory")),
)


def guess(table: Table) -> dict[str, str]:
    """Return the column of each field; a field whose column is not there is left out."""
    by_name: dict[str, str] = {}
    for column in table.columns:
        by_name.setdefault(SEPARATORS.sub("", column.lower()), column)
    found = {
        field.key: next((by_name[name] for name in field.names if name in by_name), "")
        for field in FIELDS
    }
    return {key: column for key, column in found.items() if column}
