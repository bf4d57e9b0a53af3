"""Fields of funding."""

from tests.site.proof.leaks.rows import grants, notices, payments
from tests.site.proof.leaks.rule import Rule

FIELDS: dict[str, Rule] = {**grants.FIELDS, **payments.FIELDS, **notices.FIELDS}
