"""Notices of change or ending, what is due, and budgets."""

from tests.site.matrix.row import OFFICERS, PUBLIC, REPRESENTATIVES, Row, read

# What the council gives is kept by its people, of which some are on the panel or officers too;
# what the police gives by its champion. A given notice is there for the recipient as well.
KEEPERS = OFFICERS | {"respondent", "panel member in conflict"}
OTHER_KEEPERS = OFFICERS | {"champion"}
READERS = KEEPERS | {"complainant"}
# An officer only reads what is said; whoever is a champion too speaks for that side.
SPEAKERS = frozenset(
    {"respondent", "officer in conflict", "panel member in conflict", "complainant"}
)
OF_A_BODY = OFFICERS | REPRESENTATIVES | {"champion", "panel member in conflict"}


def draft() -> tuple[Row, ...]:
    """A page of a notice that was not given: for those who keep the records of the funder."""
    return (read(KEEPERS, "draft notice", OTHER_KEEPERS),)


def kept() -> tuple[Row, ...]:
    """A page of a given notice for the same."""
    return (read(KEEPERS, "given notice", OTHER_KEEPERS),)


LIST = "/{area}/funding/notices"
ONE = f"{LIST}/{{key}}/"
BOTH = (read(READERS, "given notice", OTHER_KEEPERS), *draft())
ROWS: dict[str, tuple[Row, ...]] = {
    f"{LIST}/": PUBLIC,
    f"{LIST}.csv": (read(OF_A_BODY),),
    f"{LIST}.xlsx": (read(OF_A_BODY),),
    f"{LIST}/figures.csv": PUBLIC,
    f"{LIST}/figures.xlsx": PUBLIC,
    f"{LIST}/begin/": (read(OF_A_BODY),),
    f"{LIST}/{{key}}.docx": BOTH,
    f"{LIST}/{{key}}.pdf": BOTH,
    ONE: BOTH,
    f"{ONE}what/": draft(),
    f"{ONE}reasons/": draft(),
    f"{ONE}checks/": draft(),
    f"{ONE}confirm/": draft(),
    f"{ONE}remove/": draft(),
    f"{ONE}answer/": (Row(None, SPEAKERS, "given notice", frozenset({"champion"})),),
    f"{ONE}note/": kept(),
    f"{ONE}withdraw/": kept(),
    "/{area}/funding/due/": (read(OF_A_BODY),),
    "/{area}/funding/due.csv": (read(OF_A_BODY),),
    "/{area}/funding/due.xlsx": (read(OF_A_BODY),),
    "/{area}/funding/due/{number}/": (read(KEEPERS, "ending agreement", OTHER_KEEPERS),),
    "/{area}/funding/budgets/keep/": (read(OF_A_BODY),),
    "/{area}/funding/budgets.csv": PUBLIC,
    "/{area}/funding/budgets.xlsx": PUBLIC,
}
