"""Consultations."""

from tests.site.matrix.row import ALL, KEPT, OFFICERS, PUBLIC, Row, read

# Officers, and whoever has a role in the body that asks: the council, or of the sibling the police.
OF_THE_COUNCIL = frozenset({"respondent", "panel member in conflict"}) | OFFICERS
OF_THE_POLICE = frozenset({"champion"}) | OFFICERS
WITH_A_BODY = OF_THE_COUNCIL | OF_THE_POLICE | {"organisation admin", "complainant"}


def kept(kind: str = "consultation", *, get: bool = True) -> tuple[Row, ...]:
    """A page for those who keep a consultation."""
    return (Row(OF_THE_COUNCIL if get else None, OF_THE_COUNCIL, kind, OF_THE_POLICE),)


ONE = "/{area}/consultations/{number}/"
ROWS: dict[str, tuple[Row, ...]] = {
    "/{area}/consultations/": PUBLIC,
    "/{area}/consultations.csv": PUBLIC,
    "/{area}/consultations.xlsx": PUBLIC,
    "/{area}/consultations.json": PUBLIC,
    "/{area}/consultations.atom": PUBLIC,
    "/{area}/consultations.ics": PUBLIC,
    "/{area}/consultations/calendar/": PUBLIC,
    "/{area}/consultations/embed/": PUBLIC,
    "/{area}/consultations/add/": (read(WITH_A_BODY),),
    "/{area}/consultations/import/": (KEPT,),
    "/{area}/consultations/import/page/": (KEPT,),
    "/{area}/consultations/school-holidays/": (KEPT,),
    "/{area}/consultations/school-holidays/{holiday}/remove/": (
        Row(None, OFFICERS, "school holiday"),
    ),
    # What is published is for everybody; a draft is not there for anybody else.
    ONE: (
        read(ALL, "consultation"),
        Row(OF_THE_COUNCIL, OF_THE_COUNCIL, "draft consultation", OF_THE_POLICE),
    ),
    f"{ONE}edit/": kept(),
    f"{ONE}publish/": kept("draft consultation", get=False),
    f"{ONE}extend/": kept(),
    f"{ONE}open-again/": kept(),
    f"{ONE}withdraw/": kept(),
    f"{ONE}documents/": kept(),
    f"{ONE}documents/{{document}}/": (read(ALL, "consultation document"),),
    f"{ONE}documents/{{document}}/remove/": kept("consultation document", get=False),
    f"{ONE}questions/": kept(),
    f"{ONE}questions/{{question}}/": kept("consultation question"),
    f"{ONE}respond/": (read(ALL, "consultation"),),
    f"{ONE}respond/sent/": (read(ALL, "consultation"),),
    f"{ONE}responses/": kept(),
    f"{ONE}responses.csv": kept(),
    f"{ONE}responses.xlsx": kept(),
    f"{ONE}responses/add/": kept(),
    f"{ONE}responses/{{response}}/": kept("consultation response"),
    f"{ONE}feedback/": kept(),
}
