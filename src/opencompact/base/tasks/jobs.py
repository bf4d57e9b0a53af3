"""Runs the registered jobs one after the other; one that breaks does not stop the rest."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from opencompact.core.record import record

logger = logging.getLogger(__name__)


@record
class Result:
    """What one job answered, or the error that ended it (empty when it went well)."""

    job: str
    answer: Any = None
    error: str = ""


def tick(at: datetime) -> list[Result]:
    """Run every job of settings.TICK_JOBS; each is a function that takes the moment `at`."""
    return [run(job, at) for job in settings.TICK_JOBS]


def run(job: str, at: datetime) -> Result:
    try:
        return Result(job=job, answer=import_string(job)(at))
    except Exception as error:
        logger.exception("The job %s broke.", job)
        return Result(job=job, error=f"{type(error).__name__}: {error}")
