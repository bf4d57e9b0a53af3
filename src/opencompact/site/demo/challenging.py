"""Letters between organisations of the demo before any disagreement, and where to turn."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes.actions import challenges
from opencompact.apps.disputes.actions.signposts import keep_signpost
from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.models.challenges import Route as To
from opencompact.apps.organisations.models import Role

from .cast import people
from .reading import table, unwrap
from .scene import Happening, Scene

Row = Mapping[str, Any]
OPTIONAL: Final = ("address", "phone", "email", "web", "owner", "when")


def happenings(scene: Scene) -> Iterator[Happening]:
    """Every challenge with its letter and what came of it, and the signposts of the city."""
    for number, row in enumerate(table("challenges")["challenge"]):
        challenge = Challenged(scene, row)
        yield Happening(scene.working_day(row["begun"], 150 + number), challenge.begin)
        if "sent" in row:
            yield Happening(scene.working_day(row["sent"], 150 + number), challenge.send)
        for note in row.get("note", ()):
            yield Happening(scene.working_day(note["on"], 150), partial(challenge.note, note))
    for number, row in enumerate(table("signposts")["signpost"]):
        at = scene.days_ago(-row["checked"], 180 + number)
        yield Happening(at, partial(_keep_signpost, scene, row))


class Challenged:
    """One challenge on its way: it is there once it was begun."""

    made: Challenge

    def __init__(self, scene: Scene, row: Row) -> None:
        self.scene, self.row = scene, row

    def begin(self, at: datetime) -> None:
        scene, row = self.scene, self.row
        actor, on = scene.actor(row["by"]), at.date()
        self.made = challenges.begin_challenge(
            scene.area,
            organisations=[scene.organisations[row["by"]]],
            body=scene.organisations[row["body"]],
            subject=row["subject"],
            commitments=[one for one in commitments(scene.edition) if one.key in row["cites"]],
            happened=[(scene.working_day(day).date(), text) for day, text in row["happened"]],
            actor=actor,
            on=on,
            at=at,
        )
        wish = challenges.Objective(row["wanted"], row.get("enough", ""))
        challenges.say_objective(self.made, wish, actor=actor, on=on, at=at)

    def send(self, at: datetime) -> None:
        """Say to whom it goes and who signs, then let it go."""
        row, actor, on = self.row, self.scene.actor(self.row["by"]), at.date()
        to = challenges.Addressee(To.VOICES, copied=row["copied"])
        challenges.address_challenge(self.made, to, actor=actor, on=on, at=at)
        writer = next(person for person in people() if person.key == row["by"])
        challenges.write_letter(self.made, "", writer.name, writer.position, actor=actor, at=at)
        challenges.send_challenge(self.made, row["how"], actor=actor, on=on, at=at)

    def note(self, row: Row, at: datetime) -> None:
        on = at.date()
        text, outcome = unwrap(row["text"]), row.get("outcome", "")
        note = challenges.Note(Happened(row["kind"]), on, text, outcome)
        by = self.scene.actor(row["by"])
        challenges.note_on_challenge(self.made, note, actor=by, on=on, at=at)


def _keep_signpost(scene: Scene, row: Row, at: datetime) -> None:
    owner = scene.users.get(row.get("owner_role", ""))
    fields = {
        "name": row["name"],
        "about": row["about"],
        "sectors": row.get("sectors", []),
        "points": row["points"],
        "owner_role": Role.objects.filter(user=owner).first() if owner else None,
        "expires_on": scene.today + timedelta(row["expires"]),
        **{name: row.get(name, "") for name in OPTIONAL},
    }
    keep_signpost(scene.area, fields, actor=scene.officer, on=at.date(), at=at)
