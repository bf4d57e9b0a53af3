"""Which tables an area consists of, found from the models themselves, in the order of loading."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from opencompact.base.areas.models import Area

from .staying import MODELS, PACKAGES, SECRET_NAMES

Model = type[models.Model]

# Ids of people that are not foreign keys, because what they stand in may outlive an account.
PEOPLE: Final = {
    "disputes.Bundle": frozenset({"actor_id"}),
    "disputes.BundleMark": frozenset({"actor_id"}),
    "disputes.CaseEvent": frozenset({"actor_id"}),
    "disputes.ChallengeEvent": frozenset({"actor_id"}),
    "disputes.LetterPassed": frozenset({"actor_id"}),
    "disputes.StepLetter": frozenset({"actor_id"}),
    "disputes.ReportEntry": frozenset({"actor_id"}),
    "disputes.Document": frozenset({"actor_id"}),
    "disputes.Finding": frozenset({"made_by"}),
    "disputes.PaperWord": frozenset({"actor_id"}),
    "disputes.RoomNote": frozenset({"actor_id"}),
    "disputes.RoomPaper": frozenset({"actor_id"}),
    "funding.NoticeAnswer": frozenset({"actor_id"}),
}
# Values that a guard of the database takes only afterwards: first the draft, then what it became.
FIRST: Final[dict[str, dict[str, Any]]] = {
    "agreement.Edition": {"status": "draft", "superseded_on": None},
}


def label(model: Model) -> str:
    """How a model is called in an export: "disputes.Case"."""
    return model._meta.label  # noqa: SLF001 - Django's own way to ask


def fields(model: Model) -> list[Any]:
    """The columns of a model in the order of its fields."""
    return list(model._meta.concrete_fields)  # noqa: SLF001


def every_model() -> list[Model]:
    """Every table of the installation, those that only join two others included."""
    return [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]  # noqa: SLF001


def stays(model: Model) -> str:
    """Why a model does not leave with an area; empty when it does, or when nobody has said."""
    return MODELS.get(label(model)) or PACKAGES.get(model._meta.app_label, "")  # noqa: SLF001


def area_field(model: Model) -> str:
    """The foreign key by which rows of a model belong to an area; empty when there is none."""
    if model is Area:
        return "pk"
    keys = (one for one in fields(model) if isinstance(one, models.ForeignKey))
    return next((one.name for one in keys if one.related_model is Area), "")


def area_models() -> tuple[Model, ...]:
    """The models that leave with an area: a row comes after those that it points to."""
    found = {one for one in every_model() if area_field(one) and not stays(one)}
    sorter = TopologicalSorter({one: _named(_needed(one) & found) for one in _named(found)})
    return tuple(sorter.static_order())


def undecided() -> list[str]:
    """Models that neither belong to an area nor are named as staying, and secrets that would go."""
    found = [label(one) for one in every_model() if not area_field(one) and not stays(one)]
    return [*found, *(f"{label(model)}.{name}" for model, name in _secrets())]


def _secrets() -> Iterator[tuple[Model, str]]:
    for model in area_models():
        for field in fields(model):
            if any(word in field.name for word in SECRET_NAMES):
                yield model, field.name


def _named(found: Iterable[Model]) -> list[Model]:
    return sorted(found, key=label)


def _needed(model: Model) -> set[Model]:
    keys = (one for one in fields(model) if isinstance(one, models.ForeignKey))
    return {one.related_model for one in keys if one.related_model is not model}


def is_person(model: Model, field: Any) -> bool:
    """Whether a field names a person: a foreign key, or an id that is listed as one."""
    if isinstance(field, models.ForeignKey):
        return field.related_model is get_user_model()
    return field.name in PEOPLE.get(label(model), ())
