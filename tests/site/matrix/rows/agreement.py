"""The agreement."""

from tests.site.matrix.row import ALL, PUBLIC, Row, read

ROWS: dict[str, tuple[Row, ...]] = {
    # The agreement is open to everybody.
    "/{area}/agreement/": PUBLIC,
    "/{area}/agreement/agreement.json": PUBLIC,
    "/{area}/agreement/commitments.csv": PUBLIC,
    "/{area}/agreement/commitments.xlsx": PUBLIC,
    "/{area}/agreement/glossary.csv": PUBLIC,
    "/{area}/agreement/glossary.xlsx": PUBLIC,
    "/{area}/agreement/editions.csv": PUBLIC,
    "/{area}/agreement/editions.xlsx": PUBLIC,
    "/{area}/agreement/part/{part}/": (read(ALL, "part"),),
    "/{area}/agreement/who/{sector}/": (read(ALL, "sector"),),
    "/{area}/agreement/glossary/": PUBLIC,
    "/{area}/agreement/search/": PUBLIC,
    "/{area}/agreement/print/": PUBLIC,
    "/{area}/agreement/editions/": PUBLIC,
    "/{area}/agreement/editions/{edition}/": (read(ALL, "edition"),),
    "/{area}/agreement/{commitment}/": (read(ALL, "commitment"),),
}
