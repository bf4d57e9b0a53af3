"""The jobs that run by the clock: `tasks.tick(at)` runs each of settings.TICK_JOBS once."""

from .jobs import Result, tick

__all__ = ["Result", "tick"]
