"""Questions that are put into SQL once: what nearly every request asks of the database."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

Row = TypeVar("Row")
# Far from every day that anybody asks about.
FAR = datetime(9000, 1, 1, tzinfo=UTC)
Value = UUID | date | datetime | str


class Prepared(Generic[Row]):
    """What `build` asks, where it is given the values by these names.

    Django takes longer to write such a query than the database to answer it. It writes this one
    with stand-ins the first time; from then on only the values are new.

    `kinds` has the type of each value: UUID, date, datetime or str. None is no value: SQL asks for
    it in other words. The question may not depend on anything but its values, so that it cannot
    ask through a manager that knows of the current area; one of the values has to be the area, or
    something that was found in it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **kinds: type[Value]) -> None:
        self.build = build
        self.kinds = kinds
        self._known: dict[str, _Known] = {}

    def __call__(self, *, using: str = DEFAULT_DB_ALIAS, **values: Value) -> list[Row]:
        """The rows for these values; TypeError when they are not those that were promised."""
        if values.keys() != self.kinds.keys():
            raise TypeError(f"This question needs {sorted(self.kinds)}, not {sorted(values)}.")
        for name, value in values.items():
            if not isinstance(value, self.kinds[name]):
                raise TypeError(f"{name} is {value!r}, not of {self.kinds[name].__name__}.")
        if using not in self._known:
            self._known[using] = self._learn(using)
        return self._known[using].rows(using, values)

    def _learn(self, using: str) -> "_Known":
        stand_ins = {
            name: _stand_in(kind, name, place)
            for place, (name, kind) in enumerate(self.kinds.items())
        }
        asked = self.build(**stand_ins).using(using)
        compiler = asked.query.get_compiler(using)
        sql, params = compiler.as_sql()
        places = {_adapted(value, using): name for name, value in stand_ins.items()}
        told = tuple((places.get(one, ""), one) for one in params)
        unused = stand_ins.keys() - {name for name, _ in told}
        if unused:
            raise TypeError(f"The question does not ask by {sorted(unused)}.")
        return _Known(asked, compiler, sql, told)


class _Known:
    """A question as the database is asked it: each parameter with the name of its value, if any."""

    def __init__(
        self, asked: QuerySet[Any], compiler: Any, sql: str, told: tuple[tuple[str, Any], ...]
    ) -> None:
        self.model = asked.model
        self.iterable: Any = asked._iterable_class  # noqa: SLF001 - rows become what they would
        self.compiler, self.sql, self.told = compiler, sql, told

    def rows(self, using: str, values: dict[str, Value]) -> list[Any]:
        sent = {name: _adapted(value, using) for name, value in values.items()}
        params = tuple(sent.get(name, given) for name, given in self.told)
        compiler = copy(self.compiler)
        compiler.connection = connections[using]  # each thread has its own
        compiler.as_sql = lambda: (self.sql, params)
        query = SimpleNamespace(get_compiler=lambda using: compiler)  # noqa: ARG005 - Django's word
        asked = SimpleNamespace(db=using, query=query, model=self.model, _known_related_objects={})
        return list(self.iterable(asked))


def hold(parents: Iterable[Model], name: str, rows: Iterable[Model]) -> None:
    """Put each row where its parent's `name.all()` looks, as if it were prefetched."""
    found = list(rows)
    for parent in parents:
        manager = getattr(parent, name)
        held = manager.get_queryset()
        own = [row for row in found if getattr(row, manager.field.attname) == parent.pk]
        for row in own:
            manager.field.set_cached_value(row, parent)
        vars(held).update(_result_cache=own, _prefetch_done=True)
        vars(parent).setdefault("_prefetched_objects_cache", {})[name] = held


def _stand_in(kind: type[Value], name: str, place: int) -> Value:
    if kind is UUID:
        return uuid5(NAMESPACE_OID, name)
    if kind is str:
        return f"stand-in for {name}"
    moment = FAR + timedelta(days=place)
    return moment if kind is datetime else moment.date()


def _adapted(value: Value, using: str) -> Any:
    """A value as the database is given it."""
    connection = connections[using]
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
