"""One tick runs every job; a broken one does not stop the rest."""

from opencompact.base import tasks
from opencompact.base.notify.tasks import Delivered
from opencompact.base.tasks import Result

CALLED = []


def well(at):
    CALLED.append(at)
    return {"done": 1}


def broken(_at):
    raise RuntimeError("no paper")


def test_every_job_runs_in_order(settings, at, caplog):
    settings.TICK_JOBS = [f"{__name__}.{job}" for job in ("well", "broken", "well")]
    CALLED.clear()
    assert tasks.tick(at) == [
        Result(job=f"{__name__}.well", answer={"done": 1}),
        Result(job=f"{__name__}.broken", error="RuntimeError: no paper"),
        Result(job=f"{__name__}.well", answer={"done": 1}),
    ]
    assert [at, at] == CALLED
    assert "The job tests.base.tasks.test_tick.broken broke." in caplog.text


def test_a_job_that_does_not_exist_is_a_fault_of_its_own(settings, at):
    settings.TICK_JOBS = ["no.such.job"]
    (result,) = tasks.tick(at)
    assert result.error.startswith("ModuleNotFoundError")


def test_the_outbox_is_one_of_the_jobs(at, db, settings):
    settings.TICK_JOBS = ["opencompact.base.notify.tasks.deliver"]
    assert [result.answer for result in tasks.tick(at)] == [Delivered()]
