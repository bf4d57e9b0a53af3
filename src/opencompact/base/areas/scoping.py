"""Keeps areas apart: a model with an area can only be read or written inside that area."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models.sql import Query
from django_scopes import ScopeError, get_scope, scope, scopes_disabled

if TYPE_CHECKING:
    from .models import Area

M = TypeVar("M", bound=models.Model)
NOT_INSIDE = "This needs an area: run it inside `with scoping.within(area):`."


class CrossAreaError(ScopeError):
    """Something of one area was about to be written inside another."""


def within(area: "Area") -> AbstractContextManager[None]:
    """Everything inside the `with` reads and writes this area only."""
    context: AbstractContextManager[None] = scope(area=area)
    return context


def unscoped() -> AbstractContextManager[None]:
    """For the few jobs that look at every area: clock, backup, checks. Say why where you use it."""
    context: AbstractContextManager[None] = scopes_disabled()
    return context


def current() -> "Area | None":
    """The area we are inside; None when outside every area, or where scoping is lifted."""
    state = get_scope()
    return state.get("area") if state.get("_enabled", True) else None


def inside() -> "Area":
    """The area we are inside; ScopeError outside every area, and where scoping is lifted."""
    area = current()
    if area is None:
        raise ScopeError(NOT_INSIDE)
    return area


def _lifted() -> bool:
    return not get_scope().get("_enabled", True)


def check(area_id: UUID | None) -> None:
    """Raise unless a row of this area may be written here."""
    if _lifted():
        return
    area = current()
    if area is None:
        raise ScopeError(NOT_INSIDE)
    if area_id != area.pk:
        raise CrossAreaError(f"A row of area {area_id} cannot be written inside {area.slug!r}.")


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise ScopeError(NOT_INSIDE)


class UnscopedQuerySet(models.QuerySet[Any]):
    """What a manager gives outside every area: it can be passed on, but every use of it raises.

    Closed by construction: all public methods of Django's QuerySet but these few are refused.
    """

    KEPT = frozenset({"all", "none", "using"})
    __iter__ = __len__ = __bool__ = __getitem__ = __aiter__ = refuse

    def none(self) -> Any:
        return models.QuerySet(self.model, using=self.db).none()


for _name, _method in vars(models.QuerySet).items():
    if callable(_method) and _name[0] != "_" and _name not in UnscopedQuerySet.KEPT:
        setattr(UnscopedQuerySet, _name, refuse)


class AreaQuerySet(models.QuerySet[M]):
    """Rows of the current area; refuses to write a row of another one in bulk."""

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for area_id in {getattr(row, "area_id", None) for row in rows}:
            check(area_id)
        return super().bulk_create(rows, *args, **kwargs)


@lru_cache(maxsize=2048)
def _of(model: type[models.Model], area_id: UUID) -> Query:
    """What asks for the rows of an area: every reading begins with it, so it is made once."""
    return models.QuerySet(model).filter(area=area_id).query


class AreaManager(models.Manager.from_queryset(AreaQuerySet)):  # type: ignore[misc]
    """The default manager of every model with an area."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = super().get_queryset()
        area = current()
        if area is not None:
            rows.query = _of(self.model, area.pk).chain()
            return rows
        if _lifted():
            return rows
        return UnscopedQuerySet(self.model, using=self._db)


class AreaModel(models.Model):
    """Base of every model that belongs to an area."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")

    objects = AreaManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        check(self.area_id)
        self._check_neighbours()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        check(self.area_id)
        return super().delete(*args, **kwargs)

    def _check_neighbours(self) -> None:
        """A row may not point at a row of another area."""
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or not field.is_cached(self):
                continue
            other = getattr(self, field.name)
            if isinstance(other, AreaModel) and other.area_id != self.area_id:
                raise CrossAreaError(f"{field.name}: {other} belongs to another area.")
