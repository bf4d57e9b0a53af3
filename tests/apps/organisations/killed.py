"""A program to be killed: `python -m tests.apps.organisations.killed FILE AREA` imports slowly.

A third word, `people`, says that the file is one of people.

Prints a line after each step and "done" at the end. Run it in a data folder of its own.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import django

STEP = 20


def main(path: str, slug: str, what: str = "organisations") -> None:
    """Import the file into the area, made when it is new."""
    django.setup()
    from opencompact.apps.organisations import tasks
    from opencompact.apps.organisations.actions.importing import people, writing
    from opencompact.base.areas.models import Area

    take_in = tasks.import_people if what == "people" else tasks.import_file
    writing = people.writing if what == "people" else writing
    write = writing._write_next

    def step(*args, **kwargs):
        done = write(*args, **kwargs)
        print(done, flush=True)
        return done

    writing.CHUNK, writing._write_next = STEP, step
    Area.objects.get_or_create(slug=slug, defaults={"name": slug})
    take_in(slug, Path(path), dry_run=False, at=datetime(2026, 11, 20, tzinfo=UTC))
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
