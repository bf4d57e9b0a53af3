"""The call that gives room: what it passes on, and that nothing below it asks for memory."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from opencompact.base.roomy import roomy

CALLS = 200
DEEP = range(0, 450, 2)


def below(depth: int, work):
    """What `work` answers when it is called so much deeper."""
    return below(depth - 1, work) if depth else work()


def faults() -> int:
    """How often, while a loop calls and calls, the system had to give this process a page."""
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        below(3, int)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_it_answers_what_the_work_answers():
    assert roomy(divmod, 7, 2) == (3, 1)


def test_what_goes_wrong_below_is_raised():
    with pytest.raises(ZeroDivisionError):
        roomy(divmod, 7, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts them in this way")
def test_no_loop_asks_for_memory_however_deep_it_lies():
    """In a thread, whose stack begins anew: tests themselves are called with room."""
    with ThreadPoolExecutor(1) as thread:
        plain = thread.submit(lambda: max(below(depth, faults) for depth in DEEP)).result()
        given = thread.submit(lambda: max(roomy(below, depth, faults) for depth in DEEP)).result()
    assert given < CALLS
    if sys.version_info < (3, 12):  # of later ones it is not known
        assert plain >= CALLS
