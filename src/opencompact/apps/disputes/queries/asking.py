"""What is asked with a step as a case stands."""

from opencompact.core.procedure import Need, Position, Step


def needs_of(step: Step, at: Position | None) -> tuple[Need, ...]:
    """What is asked with a step as things stand: some needs come only after another step."""
    return tuple(
        need for need in step.needs if not need.if_taken or (at and at.happened(need.if_taken))
    )
