"""Where sessions are kept: settings.SESSION_ENGINE. Django's own table, asked in fewer words."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.utils import timezone

from opencompact.base.prepared import Prepared


def _live(*, key: str, now: datetime) -> QuerySet[Any]:
    model = SessionStore.get_model_class()
    return QuerySet(model).filter(session_key=key, expire_date__gt=now)


LIVE = Prepared[Any](_live, key=str, now=datetime)


class SessionStore(db.SessionStore):
    """Every request asks for a session by its key."""

    def _get_session_from_db(self) -> Any:
        now = timezone.now()  # noqa: TID251 - a session ends by the clock
        found = LIVE(key=str(self.session_key), now=now)
        if not found:
            self._session_key = None
        return next(iter(found), None)
