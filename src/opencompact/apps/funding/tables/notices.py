"""The lists of notices, their figures, what is due, and budgets, that can be downloaded."""

from typing import Final

from opencompact.base.ui.tables import Columns, Listing

NOTICES: Final = Listing(
    "notices",
    "Notices of change or ending",
    {
        "key": "The key of the notice.",
        "kind": "change, ending or default.",
        "agreement": "The number of the agreement.",
        "title": "Its title.",
        "funder": "Whose funding it is.",
        "recipient": "Who gets it.",
        "given_on": "The day on which notice was given; empty for a draft.",
        "ends": "The day on which it takes effect.",
        "days": "How many days there are between the two.",
        "users_told_on": "The day on which those who use the service were told.",
        "assessed_on": "The day on which the effects were assessed.",
        "decided_on": "The day of the decision.",
        "joint_discussion": "The day on which it was talked over together.",
        "exceptional": "yes or no: whether it is called exceptional; empty if not recorded.",
        "withdrawn_on": "The day on which it was withdrawn.",
    },
    public=False,
)
FIGURES: Final = Listing(
    "notice-figures",
    "Notice given against promised",
    {
        "organisation": "What stands for the organisation in addresses.",
        "organisation_name": "Its name.",
        "notices": "How many notices it has given that were not withdrawn.",
        "bound": "Of how many of them a promise says how long they must be.",
        "long_enough": "How many of those were long enough.",
        "median_days": "The number of days in the middle, of all of them.",
        "shortest_days": "The lowest number of days.",
        "promised_days": "The number of days that is promised, in the middle.",
    },
)
BUDGETS: Final = Listing(
    "budgets",
    "Budgets of bodies and of the sector",
    {
        "organisation": "What stands for the organisation in addresses.",
        "organisation_name": "Its name.",
        "year": "The year in which the financial year begins.",
        "own_before": "What it spent in all in the year before, in pounds.",
        "own_after": "What it spends in all in this year.",
        "own_change": "The change in per cent.",
        "sector_before": "Of that to voluntary and community organisations, in the year before.",
        "sector_after": "Of that to them in this year.",
        "sector_change": "The change in per cent.",
        "source": "Where the figures are from.",
    },
)
DUE: Final = Listing(
    "ends-due",
    "Agreements that end with nothing decided",
    {
        "agreement": "The number of the agreement.",
        "title": "Its title.",
        "funder": "Whose funding it is.",
        "recipient": "Who gets it.",
        "value": "What it is worth.",
        "ends": "The day on which it ends.",
        "last_day_of_notice": "The last day on which notice keeps the promise; empty without one.",
        "days_left": "How many days there are until then; less than nought when it is over.",
    },
    public=False,
)
LISTINGS: Final[tuple[Listing, ...]] = (NOTICES, FIGURES, BUDGETS, DUE)
NOTICE_COLUMNS: Final[Columns] = {
    "key": lambda one: one.key,
    "kind": lambda one: one.kind,
    "agreement": lambda one: one.agreement.number,
    "title": lambda one: one.agreement.title,
    "funder": lambda one: one.agreement.funder.name,
    "recipient": lambda one: one.agreement.payee.name,
    "given_on": lambda one: one.given_on,
    "ends": lambda one: one.ends,
    "days": lambda one: (one.ends - one.given_on).days if one.given_on and one.ends else None,
    "users_told_on": lambda one: one.users_told_on,
    "assessed_on": lambda one: one.assessed_on,
    "decided_on": lambda one: one.decided_on,
    "joint_discussion": lambda one: one.discussed_on,
    "exceptional": lambda one: one.exceptional,
    "withdrawn_on": lambda one: one.withdrawn_on,
}
FIGURE_COLUMNS: Final[Columns] = {
    "organisation": lambda one: one.body.slug,
    "organisation_name": lambda one: one.body.name,
    "notices": lambda one: one.notices,
    "bound": lambda one: one.bound,
    "long_enough": lambda one: one.long_enough,
    "median_days": lambda one: one.median_days,
    "shortest_days": lambda one: one.shortest_days,
    "promised_days": lambda one: one.promised,
}
BUDGET_COLUMNS: Final[Columns] = {
    "organisation": lambda one: one.body.slug,
    "organisation_name": lambda one: one.body.name,
    "year": lambda one: one.year,
    "own_before": lambda one: one.own_before,
    "own_after": lambda one: one.own_after,
    "own_change": lambda one: one.own_change,
    "sector_before": lambda one: one.sector_before,
    "sector_after": lambda one: one.sector_after,
    "sector_change": lambda one: one.sector_change,
    "source": lambda one: one.source,
}
DUE_COLUMNS: Final[Columns] = {
    "agreement": lambda row: row.agreement.number,
    "title": lambda row: row.agreement.title,
    "funder": lambda row: row.agreement.funder.name,
    "recipient": lambda row: row.agreement.payee.name,
    "value": lambda row: row.agreement.value,
    "ends": lambda row: row.ends,
    "last_day_of_notice": lambda row: row.latest,
    "days_left": lambda row: row.left,
}
