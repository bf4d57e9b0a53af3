"""What a checker finds: the place in the pack, what is wrong there and what to do."""

from opencompact.core.record import record

Place = tuple[str | int, ...]


@record
class Fault:
    """What is wrong and what to do; `place` leads to it: `("stages", 2)` is the third stage."""

    place: Place
    says: str
