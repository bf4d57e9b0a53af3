"""Assessments of what a decision does to whom."""

from tests.site.matrix.row import ALL, OFFICERS, PUBLIC, REPRESENTATIVES, Row, read

# Those of the council are kept by its people, of which some are also on the panel or an officer;
# those of the police by its champion.
KEEPERS = OFFICERS | {"respondent", "panel member in conflict"}
OTHER_KEEPERS = OFFICERS | {"champion"}
OF_A_BODY = OFFICERS | REPRESENTATIVES | {"champion", "panel member in conflict"}


def kept(kind: str) -> tuple[Row, ...]:
    """A page for those who keep the records of the body."""
    return (read(KEEPERS, kind, OTHER_KEEPERS),)


ONE = "/{area}/assessments/{number}/"
ROWS: dict[str, tuple[Row, ...]] = {
    "/{area}/assessments/": PUBLIC,
    "/{area}/assessments.csv": PUBLIC,
    "/{area}/assessments.xlsx": PUBLIC,
    "/{area}/assessments.atom": PUBLIC,
    "/{area}/assessments/begin/": (read(OF_A_BODY),),
    "/{area}/assessments/groups/": (read(OFFICERS),),
    "/{area}/assessments/groups/add/": (read(OFFICERS),),
    "/{area}/assessments/groups/{group}/": (read(OFFICERS, "equality group"),),
    "/{area}/assessments/{number}.pdf": (read(ALL, "assessment"), *kept("draft assessment")),
    ONE: (read(ALL, "assessment"), *kept("draft assessment")),
    f"{ONE}write/": kept("draft assessment"),
    f"{ONE}remove/": kept("draft assessment"),
    f"{ONE}publish/": kept("draft assessment"),
    f"{ONE}full/": (Row(None, KEEPERS, "assessment", OTHER_KEEPERS),),
    f"{ONE}take-back/": kept("assessment"),
    f"{ONE}decision/": kept("assessment"),
    f"{ONE}review/": kept("assessment"),
}
