"""A program to be killed: `python -m tests.apps.funding.payments.killed FILE AREA` imports slowly.

Prints a line after each step and "done" at the end. Run it in a data folder of its own.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import django

STEP = 20


def main(path: str, slug: str, *_words: str) -> None:
    """Import the file into the area, made when it is new."""
    django.setup()
    from opencompact.apps.funding.actions.payments import writing
    from opencompact.apps.funding.tasks import payments
    from opencompact.base.areas.models import Area

    write = writing._write_next

    def step(*args, **kwargs):
        done = write(*args, **kwargs)
        print(done, flush=True)
        return done

    writing.CHUNK, writing._write_next = STEP, step
    Area.objects.get_or_create(slug=slug, defaults={"name": slug})
    payments.import_file(slug, Path(path), at=datetime(2026, 11, 20, tzinfo=UTC))
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
