"""Somebody who works on and on: run with OPENCOMPACT_DATA set, until standard input ends.

Each piece of work is one transaction: an organisation is added and changed, a paper is kept with a
step of a case, both are in the history. After each it says how many there are.
"""

import sys
import threading
from datetime import date

from tests.site.archive.small import AT, PAPER

FIRST = "Working Group"


def main() -> None:
    """Work until nobody listens any more."""
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    number = 0
    while not ended.is_set():
        number += 1
        _work(number)
        print(number, flush=True)
        ended.wait(0.02)


def _work(number: int) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from opencompact.apps.disputes.actions import papers
    from opencompact.apps.disputes.models import Case, CaseEvent
    from opencompact.apps.organisations import actions
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.base.areas.models import Area
    from opencompact.base.areas.scoping import within
    from opencompact.core.procedure import Stage

    area = Area.objects.get()
    with within(area), transaction.atomic():
        values = {"name": f"{FIRST} {number}", "sector": "vcs"}
        made = actions.add(area, values, actor=SYSTEM, at=AT)
        changed = {**values, "locality": "Anytown"}
        actions.edit(made, changed, version=made.version, actor=SYSTEM, at=AT)
        case = Case.objects.get()
        event = CaseEvent.objects.create(
            area=area, case=case, sequence=number + 1, step="open", role="party",
            on=date(2025, 1, 6), at=AT,
        )  # fmt: skip
        content = PAPER + b"%" + str(number).encode() * 20_000
        stage = Stage(key="exchange", name="Exchange", open_to=())
        papers.keep(event, stage, {"papers": [SimpleUploadedFile("a.pdf", content)]}, [])


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "opencompact.site.settings"
    import django

    django.setup()
    main()
