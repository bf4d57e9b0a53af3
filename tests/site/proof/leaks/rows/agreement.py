"""Fields of agreement."""

from tests.site.proof.leaks.rule import KEY, OPEN, Rule

FIELDS: dict[str, Rule] = {
    "agreement.Commitment.binds": OPEN,
    "agreement.Commitment.clause": OPEN,
    "agreement.Commitment.key": OPEN,
    "agreement.Commitment.number": OPEN,
    "agreement.Commitment.text": OPEN,
    "agreement.Commitment.title": OPEN,
    "agreement.DraftingTask.key": OPEN,
    "agreement.DraftingTask.reason": OPEN,
    "agreement.Edition.digest": KEY,
    "agreement.Edition.key": OPEN,
    "agreement.Edition.label": OPEN,
    "agreement.Edition.source": OPEN,
    "agreement.Edition.title": OPEN,
}
