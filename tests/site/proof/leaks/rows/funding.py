"""Fields of funding."""

from tests.site.proof.leaks.rows import notices, payments
from tests.site.proof.leaks.rule import Rule

FIELDS: dict[str, Rule] = {**payments.FIELDS, **notices.FIELDS}
