"""Fields of assessments."""

from tests.site.proof.leaks.rule import Rule

FIELDS: dict[str, Rule] = {}
