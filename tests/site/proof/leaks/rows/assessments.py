"""Fields of assessments: a draft is for those who keep the records of its body."""

from opencompact.apps.assessments.models import Assessment
from tests.site.proof.leaks.people import ANSWER_FOR, EVERYBODY, SPEAKS_FOR, Cast, Names
from tests.site.proof.leaks.rule import KEY, OPEN, Rule


def readers(cast: Cast, one: Assessment) -> Names:
    """Everybody once it is published; before that officers and the people of its body."""
    if one.published_on:
        return EVERYBODY
    body = one.body.slug
    return cast.officers(one) | cast.some(one.area_id, {SPEAKS_FOR[body], *ANSWER_FOR[body]})


DRAFT = Rule("everybody once it is published, before that those who keep it", readers)
TEXTS = (
    "about", "asked", "consultation_link", "decision", "decision_link", "evidence", "mitigation",
    "need_words", "sector_words", "title", "users_words",
)  # fmt: skip
FIELDS: dict[str, Rule] = {
    **{f"assessments.Assessment.{name}": DRAFT for name in TEXTS},
    "assessments.Assessment.found": OPEN,
    "assessments.Assessment.number": KEY,
    "assessments.EffectOnGroup.group": KEY,
    "assessments.EffectOnGroup.words": Rule(
        "as the assessment", lambda cast, row: readers(cast, row.assessment)
    ),
    "assessments.EqualityGroup.about": OPEN,
    "assessments.EqualityGroup.key": OPEN,
    "assessments.EqualityGroup.name": OPEN,
}
