"""Payments: everybody reads them, those who keep what a body records bring them in."""

from tests.site.matrix.row import ALL, OFFICERS, PUBLIC, Row, read

# The council has a representative and a champion who is on the panel; the police a champion.
KEEPERS = OFFICERS | {"respondent", "panel member in conflict"}
OTHER_KEEPERS = OFFICERS | {"champion"}
RUN = "/{area}/funding/payments/import/{run}/"


def kept(kind: str = "payment run") -> Row:
    """A page for those who keep the records of the body."""
    return read(KEEPERS, kind, OTHER_KEEPERS)


ROWS: dict[str, tuple[Row, ...]] = {
    "/{area}/funding/payments/": PUBLIC,
    "/{area}/funding/payments.csv": PUBLIC,
    "/{area}/funding/payments.xlsx": PUBLIC,
    "/{area}/funding/payments.json": PUBLIC,
    "/{area}/funding/payments/list/": PUBLIC,
    "/{area}/funding/payments/list.csv": PUBLIC,
    "/{area}/funding/payments/list.xlsx": PUBLIC,
    "/{area}/funding/payments/list.json": PUBLIC,
    "/{area}/funding/payments/{body}/{month}/": (read(ALL, "paid month"),),
    "/{area}/funding/payments/import/": (read(KEEPERS | OTHER_KEEPERS),),
    RUN: (kept(), kept("payment draft")),
    f"{RUN}columns/": (Row(None, KEEPERS, "payment draft", OTHER_KEEPERS),),
    f"{RUN}start/": (Row(None, KEEPERS, "payment run", OTHER_KEEPERS),),
    f"{RUN}rejected.csv": (kept(),),
    f"{RUN}rejected.xlsx": (kept(),),
}
