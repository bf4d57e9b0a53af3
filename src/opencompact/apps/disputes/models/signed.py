"""Who did something and when, for what is not a step of the procedure."""

from django.db import models

from opencompact.base.areas.scoping import AreaModel


class Signed(AreaModel):
    """Something that somebody did: `actor_name` is the name they had."""

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)

    class Meta:
        abstract = True
