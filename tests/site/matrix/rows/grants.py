"""Programmes and agreements: published for everybody; drafts and changes for their keepers."""

from tests.site.matrix.row import ALL, KEPT, OFFICERS, PUBLIC, Row, read

# Who keeps the records of the council, of the police, and of any body at all.
KEEPERS = OFFICERS | {"respondent", "panel member in conflict"}
OTHER_KEEPERS = OFFICERS | {"champion"}
ANY = KEEPERS | OTHER_KEEPERS | {"complainant", "organisation admin"}
START = "/{area}/funding/"


def kept(kind: str) -> Row:
    """A page for those who keep the records of the body."""
    return read(KEEPERS, kind, OTHER_KEEPERS)


ROWS: dict[str, tuple[Row, ...]] = {
    START: PUBLIC,
    **{
        f"{START}{name}.{kind}": PUBLIC
        for name in ("programmes", "agreements", "lengths")
        for kind in ("csv", "xlsx", "json")
    },
    f"{START}programmes/": PUBLIC,
    f"{START}programmes/add/": (read(ANY),),
    f"{START}programmes/{{programme}}/": (
        read(ALL, "programme"),
        kept("draft programme"),
    ),
    f"{START}programmes/{{programme}}/edit/": (kept("programme"),),
    f"{START}agreements/": PUBLIC,
    f"{START}agreements/360giving.json": PUBLIC,
    f"{START}agreements/360giving.csv": PUBLIC,
    f"{START}agreements/add/": (read(ANY),),
    f"{START}agreements/{{agreement}}/": (
        read(ALL, "agreement"),
        kept("draft agreement"),
    ),
    f"{START}agreements/{{agreement}}/edit/": (kept("agreement"),),
    f"{START}agreements/{{agreement}}/vary/": (kept("agreement"),),
    f"{START}agreements/import/": (KEPT,),
    f"{START}agreements/import/{{run}}/": (read(OFFICERS, "grants run"),),
    f"{START}agreements/import/{{run}}/rejected.csv": (read(OFFICERS, "finished grants run"),),
    f"{START}agreements/import/{{run}}/rejected.xlsx": (read(OFFICERS, "finished grants run"),),
    f"{START}agreements/import/{{run}}/start/": (Row(None, OFFICERS, "grants run"),),
    f"{START}lengths/": PUBLIC,
    f"{START}payees/": (KEPT,),
    f"{START}payees.csv": (KEPT,),
    f"{START}payees.xlsx": (KEPT,),
    f"{START}payees/decide/": (Row(None, OFFICERS),),
    f"{START}payees/look-again/": (Row(None, OFFICERS),),
    f"{START}payees/{{payee}}/": (read(OFFICERS, "payee"),),
    f"{START}payees/{{payee}}/undo/": (Row(None, OFFICERS, "payee"),),
}
