"""The list of assessments that can be downloaded. The names of its columns stay."""

from typing import Final

from opencompact.apps.assessments.models import Assessment, Effect
from opencompact.base.ui.tables import Columns, Listing

ASSESSMENTS: Final = Listing(
    "assessments",
    "Impact assessments",
    {
        "number": "The number of the assessment.",
        "organisation": "What stands for the organisation in addresses.",
        "organisation_name": "Its name.",
        "kind": "screening or full.",
        "title": "What is to change.",
        "decision": "The decision it belongs to.",
        "decided_on": "The day of the decision, where it is known.",
        "decision_link": "The web address of its paper.",
        "assessed_on": "The day on which the assessment was made.",
        "entered_on": "The day on which it was begun in this register.",
        "published_on": "The day from which everybody can read it; empty for a draft.",
        "sector_effect": "good, none, harm or unknown: for voluntary and community organisations.",
        "users_effect": "The same for the people who use their services.",
        "harmed": "The keys of the groups that it says are harmed.",
        "helped": "The keys of the groups that it says are helped.",
        "full_needed": "yes or no, after a screening.",
        "full_of": "The number of the screening that it goes on from.",
        "review_on": "The day by which it is to be looked at again.",
        "reviewed_on": "The day on which that was done.",
        "found": "What was found then.",
    },
)
LISTINGS: Final[tuple[Listing, ...]] = (ASSESSMENTS,)


def _groups(one: Assessment, effect: Effect) -> list[str]:
    return [each.group for each in one.effects.all() if each.effect == effect]


COLUMNS: Final[Columns] = {
    "number": lambda one: one.number,
    "organisation": lambda one: one.body.slug,
    "organisation_name": lambda one: one.body.name,
    "kind": lambda one: one.depth,
    "title": lambda one: one.title,
    "decision": lambda one: one.decision,
    "decided_on": lambda one: one.decided_on,
    "decision_link": lambda one: one.decision_link,
    "assessed_on": lambda one: one.assessed_on,
    "entered_on": lambda one: one.entered_on,
    "published_on": lambda one: one.published_on,
    "sector_effect": lambda one: one.sector_effect,
    "users_effect": lambda one: one.users_effect,
    "harmed": lambda one: _groups(one, Effect.HARM),
    "helped": lambda one: _groups(one, Effect.GOOD),
    "full_needed": lambda one: one.need,
    "full_of": lambda one: one.full_of.number if one.full_of else "",
    "review_on": lambda one: one.review_on,
    "reviewed_on": lambda one: one.reviewed_on,
    "found": lambda one: one.found,
}
