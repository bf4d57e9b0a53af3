"""Notice that funding changes or ends: what is told, what was thought of before, what is answered.

Beside it: what was decided of an agreement that ends by itself, and what a body spends in a year.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

from .agreements import Agreement

KEY_LENGTH, LINK_LENGTH, NAME_LENGTH = 9, 300, 150
WORDS_LENGTH = 4000


class NoticeKind(models.TextChoices):
    """What a recipient is told."""

    CHANGE = "change", _("The funding changes")
    ENDING = "ending", _("The funding ends")
    DEFAULT = "default", _("Something must be put right, or the funding ends")


class Notice(AreaModel):
    """One notice on one agreement. It is a draft until `given_on`; then what it says stays.

    `ends` is when what is told takes effect. A yes-or-no that is null is not recorded. `letter` is
    the letter as it went. `key` is its address: of it nobody can tell how many there are.
    """

    id: UUID
    key = models.CharField(max_length=KEY_LENGTH)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=NoticeKind.choices)
    what = models.TextField(max_length=WORDS_LENGTH, blank=True)
    ends = models.DateField(null=True, blank=True)
    reasons = models.TextField(max_length=WORDS_LENGTH, blank=True)
    exceptional = models.BooleanField(null=True, blank=True)
    exceptional_words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessment_link = models.CharField(max_length=LINK_LENGTH, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    could_respond = models.BooleanField(null=True, blank=True)
    respond_by = models.DateField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    users_told_on = models.DateField(null=True, blank=True)
    users_how = models.TextField(max_length=WORDS_LENGTH, blank=True)
    remedy_offered = models.BooleanField(null=True, blank=True)
    remedy_by = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    signed_as = models.CharField(max_length=NAME_LENGTH, blank=True)
    letter = models.JSONField(default=dict, blank=True)
    given_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    begun_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_on", "-begun_on", "key"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_notice_a_key"),
            models.CheckConstraint(
                condition=Q(given_on=None, given_at=None)
                | Q(given_on__isnull=False, given_at__isnull=False, ends__isnull=False),
                name="a_given_notice_says_when",
            ),
            models.CheckConstraint(
                condition=Q(given_on=None) | (~Q(what="") & ~Q(reasons="")),
                name="a_given_notice_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(given_on__isnull=False),
                name="only_a_given_notice_is_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["area", "given_on"], name="notice_by_day")]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("funding:notice", args=[self.area.slug, self.key])

    @property
    def is_draft(self) -> bool:
        return self.given_on is None

    @property
    def entered_late(self) -> date | None:
        """The day on which it was put in here, where it had been given before."""
        if self.given_on is None or self.given_at is None:
            return None
        entered = timezone.localdate(self.given_at)
        return entered if entered > self.given_on else None


class NoticeAnswer(AreaModel):
    """What one of the two sides said to a notice. It is never changed; pages name the side only."""

    id: UUID
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="answers")
    by = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField(max_length=WORDS_LENGTH)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["notice", "at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_to_a_notice_says_it"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}, {self.at.isoformat()}"


class AtTheEnd(models.TextChoices):
    """What becomes of an agreement when it ends."""

    RENEWED = "renewed", _("It is renewed or replaced")
    ENDS = "ends", _("It ends as planned, and the recipient knows")
    OPEN = "open", _("The recipient can bid or apply anew")


class EndDecision(AreaModel):
    """What was decided of an agreement that ends on a day. Another end asks for it again."""

    id: UUID
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="end_decisions")
    ends = models.DateField()
    choice = models.CharField(max_length=8, choices=AtTheEnd.choices)
    decided_on = models.DateField()
    words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-ends", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ends"], name="one_decision_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}, {self.ends.isoformat()}"


class BodyBudget(AreaModel):
    """What a body spends in a financial year and in the one before: in all, and on the sector.

    `year` is the one in which the financial year begins.
    """

    id: UUID
    body = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    own_before = models.DecimalField(max_digits=16, decimal_places=2)
    own_after = models.DecimalField(max_digits=16, decimal_places=2)
    sector_before = models.DecimalField(max_digits=16, decimal_places=2)
    sector_after = models.DecimalField(max_digits=16, decimal_places=2)
    source = models.CharField(max_length=LINK_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "body__match_key"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_budget_a_body_and_year"),
            models.CheckConstraint(
                condition=Q(own_before__gt=0, sector_before__gt=0)
                & Q(own_after__gte=0, sector_after__gte=0),
                name="a_budget_before_is_above_nought",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}, {self.year}"

    @property
    def own_change(self) -> Decimal:
        """By how many per cent the whole changes; less than nought is a cut."""
        return per_cent(self.own_before, self.own_after)

    @property
    def sector_change(self) -> Decimal:
        """By how many per cent what goes to the sector changes."""
        return per_cent(self.sector_before, self.sector_after)


def per_cent(before: Decimal, after: Decimal) -> Decimal:
    """The change from one sum to another, with one decimal."""
    return ((after - before) * 100 / before).quantize(Decimal("0.1"))


KEPT = (
    "key", "agreement_id", "kind", "what", "ends", "reasons", "exceptional_words", "given_on",
    "signed_by", "signed_as",
)  # fmt: skip
NOTICE_GUARDS = (
    Guard(
        "funding_notice",
        "UPDATE",
        "what a notice says is never changed once it is given",
        when="OLD.given_on IS NOT NULL AND ("
        + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
        + ")",
    ),
    Guard("funding_noticeanswer", "UPDATE", "an answer to a notice is never changed"),
)
