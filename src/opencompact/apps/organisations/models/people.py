"""The roles people hold in an area, each from a day up to, not including, another; training."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import AreaModel

OF_AN_ORGANISATION = frozenset({RoleKind.REPRESENTATIVE, RoleKind.CHAMPION, RoleKind.LEAD})
# These people answer for the agreement in public; the names of the others are not published.
PUBLIC_KINDS = frozenset({RoleKind.OFFICER, RoleKind.CHAIR, RoleKind.CHAMPION, RoleKind.LEAD})
PART_LENGTH, TITLE_LENGTH = 120, 200


class KindWords(Mapping[RoleKind, str]):
    """A word for each kind of role, in the language of whoever asks for it."""

    def __init__(self, words: Mapping[RoleKind, str]) -> None:
        self._words = words

    def __getitem__(self, kind: RoleKind) -> str:
        return gettext(self._words[kind])

    def __iter__(self) -> Iterator[RoleKind]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def lazy(self, kind: RoleKind) -> Any:
        """The word for the choices of a field, which are made once and shown in any language."""
        return gettext_lazy(self._words[kind])


KIND_LABELS = KindWords(
    {
        RoleKind.OFFICER: _("Officer"),
        RoleKind.CHAIR: _("Chair"),
        RoleKind.REPRESENTATIVE: _("Representative"),
        RoleKind.LEAD: _("Lead"),
        RoleKind.CHAMPION: _("Champion"),
        RoleKind.GROUP_MEMBER: _("Group member"),
        RoleKind.MEDIATOR: _("Mediator"),
        RoleKind.RETURNING_OFFICER: _("Returning officer"),
    }
)
KIND_PLURALS = KindWords(
    {
        RoleKind.OFFICER: _("Officers"),
        RoleKind.CHAIR: _("Chairs"),
        RoleKind.REPRESENTATIVE: _("Representatives"),
        RoleKind.LEAD: _("Leads"),
        RoleKind.CHAMPION: _("Champions"),
        RoleKind.GROUP_MEMBER: _("Group members"),
        RoleKind.MEDIATOR: _("Mediators"),
        RoleKind.RETURNING_OFFICER: _("Returning officers"),
    }
)


class Role(AreaModel):
    """One person in one role. A representative, a champion and a lead have an organisation, and
    perhaps a part of it. `confirmed_on` is the day on which somebody last said that this holds.
    """

    id: UUID
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, KIND_LABELS.lazy(kind)) for kind in RoleKind]
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="roles"
    )
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The first day without the role.")
    may_sign = models.BooleanField(default=False)
    area_of_organisation = models.CharField(
        "area of the organisation",
        max_length=PART_LENGTH,
        blank=True,
        help_text="A department or place inside the organisation.",
    )
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=sorted(OF_AN_ORGANISATION))
                | models.Q(organisation__isnull=False),
                name="role_has_its_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(may_sign=False) | models.Q(kind=RoleKind.REPRESENTATIVE),
                name="only_representatives_sign",
            ),
            models.CheckConstraint(
                condition=models.Q(area_of_organisation="") | models.Q(organisation__isnull=False),
                name="only_an_organisation_has_parts",
            ),
            models.UniqueConstraint(
                fields=["area", "user", "kind", "organisation"],
                condition=models.Q(ends__isnull=True),
                name="one_open_role_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["area", "user", "kind"],
                condition=models.Q(ends__isnull=True, organisation__isnull=True),
                name="one_open_role_an_area",
            ),
        ]
        indexes = [models.Index(fields=["area", "kind", "ends"], name="role_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts.isoformat()}"

    @property
    def last_confirmed(self) -> date:
        """The day on which somebody last said that the role holds: at first, its first day."""
        return self.confirmed_on or self.starts


class Training(AreaModel):
    """What somebody has learnt for their roles in an area, and on which day."""

    id: UUID
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="training")
    title = models.CharField(max_length=TITLE_LENGTH)
    taken_on = models.DateField()

    class Meta:
        ordering = ["-taken_on", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="training_has_a_title"),
            models.UniqueConstraint(
                fields=["area", "user", "title", "taken_on"], name="training_is_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
