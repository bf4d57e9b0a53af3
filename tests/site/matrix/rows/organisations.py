"""The register, signing and people."""

from tests.site.matrix.row import (
    ALL,
    HOLDER,
    KEPT,
    NOBODY,
    OFFICERS,
    PUBLIC,
    SIGNED_IN,
    SIGNERS,
    Row,
    read,
)

# Whoever has a role in a body; of the council, and of the police.
FILERS = (
    OFFICERS
    | SIGNERS
    | {
        "respondent",
        "champion",
        "organisation admin",
        "panel member in conflict",
    }
)
DEPARTING = OFFICERS | {"respondent", "panel member in conflict"}
OTHER_DEPARTING = OFFICERS | {"champion"}

ROWS: dict[str, tuple[Row, ...]] = {
    # The register is open, the keeping of it is for officers.
    "/{area}/organisations/": PUBLIC,
    "/{area}/organisations.csv": PUBLIC,
    "/{area}/organisations.xlsx": PUBLIC,
    "/{area}/organisations.json": PUBLIC,
    "/{area}/organisations.atom": PUBLIC,
    "/{area}/organisations/.csv": PUBLIC,
    "/{area}/organisations/.json": PUBLIC,
    "/{area}/organisations/{organisation}/": (read(ALL, "organisation"),),
    "/{area}/organisations/add/": (KEPT,),
    "/{area}/organisations/{organisation}/edit/": (read(OFFICERS, "organisation"),),
    "/{area}/organisations/import/": (KEPT,),
    "/{area}/organisations/import/{run}/": (read(OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/columns/": (Row(None, OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/start/": (Row(None, OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/rejected.csv": (read(OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/rejected.xlsx": (read(OFFICERS, "run"),),
    # Signing: whoever may bind the organisation; an officer records what came on paper.
    "/{area}/signatories/": PUBLIC,
    "/{area}/signatories.csv": PUBLIC,
    "/{area}/signatories.xlsx": PUBLIC,
    "/{area}/signatories.json": PUBLIC,
    "/{area}/signatories/.csv": PUBLIC,
    "/{area}/signatories/.json": PUBLIC,
    "/{area}/sign-up/": PUBLIC,
    "/{area}/sign-up/ask/": (read(SIGNED_IN),),
    "/{area}/organisations/{organisation}/sign/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/sign/ask/": (read(OFFICERS, "organisation"),),
    "/{area}/organisations/{organisation}/sign/ask/{link}/cancel/": (
        Row(None, OFFICERS, "asked", NOBODY),
    ),
    "/{area}/organisations/{organisation}/sign/done/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/withdraw/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/members/": (
        Row(SIGNERS, SIGNERS, "organisation", OFFICERS, {"member": "police"}),
    ),
    "/{area}/organisations/{organisation}/members/{coverage}/end/": (
        Row(None, SIGNERS, "coverage", OFFICERS),
    ),
    # Departures: everybody reads them; whoever has a role in the body files and ends them.
    "/{area}/departures/": PUBLIC,
    "/{area}/departures.csv": PUBLIC,
    "/{area}/departures.xlsx": PUBLIC,
    "/{area}/departures.json": PUBLIC,
    "/{area}/departures.atom": PUBLIC,
    "/{area}/departures/file/": (read(FILERS),),
    "/{area}/departures/{number}/": (read(ALL, "departure"),),
    "/{area}/departures/{number}/withdraw/": (read(DEPARTING, "departure", OTHER_DEPARTING),),
    "/{area}/departures/{number}/settle/": (Row(None, DEPARTING, "departure", OTHER_DEPARTING),),
    # People. An invitation that was answered is there for nobody.
    "/{area}/people/": (KEPT,),
    "/{area}/people/appoint/": (KEPT,),
    "/{area}/people/{person}/data/": (read(OFFICERS, "person"),),
    "/{area}/people/gaps/": (KEPT,),
    "/{area}/people/nobodys/": (KEPT,),
    "/{area}/people.csv": (KEPT,),
    "/{area}/people.xlsx": (KEPT,),
    "/{area}/people/import/": (KEPT,),
    "/{area}/people/import/{run}/": (read(OFFICERS, "people run"),),
    "/{area}/people/import/{run}/start/": (Row(None, OFFICERS, "people run"),),
    "/{area}/people/import/{run}/rejected.csv": (read(OFFICERS, "people run"),),
    "/{area}/people/import/{run}/rejected.xlsx": (read(OFFICERS, "people run"),),
    "/{area}/people/{role}/": (read(HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/confirm/": (Row(None, HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/change/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/training/": (read(HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/training/{training}/remove/": (Row(None, HOLDER, "training", OFFICERS),),
    "/{area}/people/{role}/end/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/hand-over/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/invitation/": (read(OFFICERS, "invited", NOBODY),),
}
