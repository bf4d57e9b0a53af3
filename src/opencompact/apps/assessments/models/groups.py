"""The groups of people that an assessment looks at: nine of the law, and those of the area."""

from typing import Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_noop as _

from opencompact.base.areas.scoping import AreaModel

KEY_LENGTH, NAME_LENGTH, ABOUT_LENGTH = 40, 80, 300
# The protected characteristics of the Equality Act 2010, section 4, in its order.
CHARACTERISTICS: Final = {
    "age": _("Age"),
    "disability": _("Disability"),
    "gender-reassignment": _("Gender reassignment"),
    "marriage": _("Marriage and civil partnership"),
    "pregnancy": _("Pregnancy and maternity"),
    "race": _("Race"),
    "religion": _("Religion or belief"),
    "sex": _("Sex"),
    "orientation": _("Sexual orientation"),
}


class EqualityGroup(AreaModel):
    """A group that the area looks at beside those of the law, until it is no longer asked about.

    What was said of it stays readable: a group is ended, never removed.
    """

    id: UUID
    key = models.CharField(max_length=KEY_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_equality_group_a_key"),
            models.CheckConstraint(condition=~models.Q(name=""), name="equality_group_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(key__in=list(CHARACTERISTICS)),
                name="equality_group_is_not_of_the_law",
            ),
        ]

    def __str__(self) -> str:
        return self.name
