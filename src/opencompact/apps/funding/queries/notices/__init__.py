"""Named reads of notices: who sees which, what was promised, how they stand, what goes out."""

from .budgets import Proportion, budget_of, budgets, proportion, year_name, year_of
from .figures import Figures, figures
from .letters import letter_as_it_stands, letter_sent
from .measuring import facts, judged_notice, measured
from .promised import Clock, clocks, earliest, latest, promises
from .reading import (
    choosable,
    funders_people,
    missing,
    notices,
    recipients,
    side_of,
    visible_notice,
    visible_notices,
)

__all__ = [
    "Clock",
    "Figures",
    "Proportion",
    "budget_of",
    "budgets",
    "choosable",
    "clocks",
    "earliest",
    "facts",
    "figures",
    "funders_people",
    "judged_notice",
    "latest",
    "letter_as_it_stands",
    "letter_sent",
    "measured",
    "missing",
    "notices",
    "promises",
    "proportion",
    "recipients",
    "side_of",
    "visible_notice",
    "visible_notices",
    "year_name",
    "year_of",
]
