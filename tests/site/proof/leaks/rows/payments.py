"""Fields of payments: what was published is for everybody, a file and its report are not."""

from opencompact.apps.funding.models import PaymentRun
from tests.site.proof.leaks.people import ANSWER_FOR, SPEAKS_FOR, Cast, Names
from tests.site.proof.leaks.rule import COPY, KEY, OPEN, Rule


def keepers(cast: Cast, run: PaymentRun) -> Names:
    """Officers, and those who speak or answer for the body whose payments they are."""
    body = run.body.slug if run.body else ""
    return cast.officers(run) | cast.some(run.area_id, {SPEAKS_FOR[body], *ANSWER_FOR[body]})


SAYS = "officers and those of the body"
FIELDS: dict[str, Rule] = {
    "funding.Payment.body_name": OPEN,
    "funding.Payment.category": OPEN,
    "funding.Payment.key": KEY,
    "funding.Payment.month": KEY,
    "funding.Payment.supplier": OPEN,
    "funding.Payment.transaction": OPEN,
    "funding.PaymentRun.delimiter": KEY,
    "funding.PaymentRun.encoding": KEY,
    "funding.PaymentRun.file_name": Rule(SAYS, keepers),
    "funding.PaymentRun.key": KEY,
    "funding.PaymentRun.mapping": COPY,
    "funding.PaymentRun.report": Rule(SAYS, keepers, each=False),
    "funding.PaymentRun.signature": KEY,
    "funding.PaymentRun.text": Rule(SAYS, keepers),
}
