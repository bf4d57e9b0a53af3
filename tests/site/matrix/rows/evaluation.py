"""How commitments are kept: everybody reads it."""

from tests.site.matrix.row import ALL, PUBLIC, Row, read

ROWS: dict[str, tuple[Row, ...]] = {
    "/{area}/kept/": PUBLIC,
    "/{area}/kept.csv": PUBLIC,
    "/{area}/kept.xlsx": PUBLIC,
    "/{area}/kept.json": PUBLIC,
    "/{area}/kept/verdicts.csv": PUBLIC,
    "/{area}/kept/verdicts.xlsx": PUBLIC,
    "/{area}/kept/verdicts.json": PUBLIC,
    "/{area}/kept/body/{organisation}/": (read(ALL, "organisation"),),
    "/{area}/kept/{commitment}/": (read(ALL, "commitment"),),
}
