"""Fields of notices: a draft is its funder's, a given one is for its two sides and officers."""

from opencompact.apps.funding.models import Agreement, EndDecision, Notice
from tests.site.proof.leaks.people import ANSWER_FOR, SPEAKS_FOR, Cast, Names
from tests.site.proof.leaks.rule import COPY, KEY, OPEN, Rule


def funders(cast: Cast, agreement: Agreement) -> Names:
    """The officers, and whoever answers or speaks for the funder."""
    body = agreement.funder.slug
    mine = {SPEAKS_FOR[body], *ANSWER_FOR[body]}
    return cast.officers(agreement) | cast.some(agreement.area_id, mine)


def readers(cast: Cast, notice: Notice) -> Names:
    """The same; once it is given whoever speaks for the recipient too."""
    found = funders(cast, notice.agreement)
    if notice.given_on:
        recipient = notice.agreement.payee.organisation
        found |= cast.some(notice.area_id, {SPEAKS_FOR[recipient.slug]} if recipient else ())
    return found


def decided(cast: Cast, decision: EndDecision) -> Names:
    """What was noted of an end stays with the funder."""
    return funders(cast, decision.agreement)


OF_NOTICE = Rule("the two sides of a notice, and officers; of a draft its funder's", readers)
TEXTS = (
    "assessment_link", "exceptional_words", "reasons", "signed_as", "signed_by", "users_how",
    "what", "withdrawn_words",
)  # fmt: skip
FIELDS: dict[str, Rule] = {
    **{f"funding.Notice.{name}": OF_NOTICE for name in TEXTS},
    "funding.Notice.key": KEY,
    "funding.Notice.letter": COPY,
    "funding.NoticeAnswer.text": Rule(
        "the two sides of the notice, and officers", lambda cast, row: readers(cast, row.notice)
    ),
    "funding.EndDecision.words": Rule("those who keep the records of the funder", decided),
    "funding.BodyBudget.source": OPEN,
}
