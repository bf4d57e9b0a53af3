"""The installation, the fronts, mail and keeping."""

from tests.site.matrix.row import (
    ALL,
    KEPT,
    NEIGHBOURS,
    NOBODY,
    OFFICERS,
    PUBLIC,
    SIGNED_IN,
    WITH_A_ROLE,
    Row,
    read,
)

ROWS: dict[str, tuple[Row, ...]] = {
    # The installation and the fronts.
    "/": PUBLIC,
    "/about/": PUBLIC,
    "/accessibility/": PUBLIC,
    "/privacy/": PUBLIC,
    "/account/data/": (read(SIGNED_IN),),
    "/switch/": (Row(None, NOBODY),),
    "/api/": PUBLIC,
    "/api/v1/openapi.json": (Row(ALL),),
    "/{area}/": PUBLIC,
    "/{area}/induction/": (read(SIGNED_IN),),
    "/{area}/accessibility/": PUBLIC,
    "/{area}/privacy/": PUBLIC,
    "/{area}/theme.css": PUBLIC,
    "/{area}/feeds/": PUBLIC,
    "/{area}/calendar.ics": PUBLIC,
    "/{area}/tokens/": (read(WITH_A_ROLE),),
    "/{area}/tokens/make/": (read(WITH_A_ROLE),),
    "/{area}/tokens/{token}/revoke/": (
        read(OFFICERS | {"complainant"}, "token", OFFICERS | {"mediator"}),
    ),
    # A link in a mail: its secret is the permission, whoever opens it; dead ones open for nobody.
    "/act/{token}/": (
        read(ALL, "link to the pledge", NOBODY),
        read(ALL, "link to an answer", NOBODY),
        read(ALL, "link to advice", NOBODY),
        read(ALL, "link to feedback", NOBODY),
        read(ALL, "link to a role", NOBODY),
        read(ALL, "link to a report", NOBODY),
        read(ALL, "link to join", NOBODY),
        read(ALL, "link to an invitation", NOBODY),
        read(NOBODY, "link out of date"),
    ),
    # Mail: each has their own choices, the outbox and the words are for officers.
    "/{area}/mail/": (read(SIGNED_IN),),
    "/{area}/mail/stop/{token}/": (read(ALL, "stop token"),),
    "/{area}/mail/outbox/": (KEPT,),
    "/{area}/mail/outbox/again/": (Row(None, OFFICERS),),
    "/{area}/mail/texts/": (KEPT,),
    "/{area}/mail/texts/{kind}/": (read(OFFICERS, "kind of mail"),),
    "/{area}/mail/texts/{kind}/usual/": (read(OFFICERS, "kind of mail"),),
    # What is past its time: officers and the chair; nobody with a tie to a case.
    "/{area}/keeping/": (read(NEIGHBOURS),),
    "/{area}/keeping.csv": (read(NEIGHBOURS),),
    "/{area}/keeping.xlsx": (read(NEIGHBOURS),),
    "/{area}/keeping/{kept}/{number}/": (read(NEIGHBOURS, "past its time"),),
}
