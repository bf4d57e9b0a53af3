"""Work for the command line: put the pack of a folder into force in an area."""

from datetime import datetime
from pathlib import Path

from opencompact.apps.agreement.actions import AdoptionError, adopt_pack
from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.formats.packs import load


def adopt(area_slug: str, pack_path: Path, at: datetime, actor: Actor = SYSTEM) -> Edition:
    """Adopt the pack in the folder `pack_path`; whoever runs commands on the machine may.

    Raises AdoptionError (no such area, pack refused) or core.pack.PackError (pack cannot be read);
    both have `faults`, a sentence for each.
    """
    area = Area.objects.filter(slug=area_slug).first()
    if area is None:
        known = ", ".join(Area.objects.values_list("slug", flat=True)) or "none yet"
        raise AdoptionError([f"There is no area “{area_slug}”. There are: {known}."])
    pack = load(Path(pack_path))
    with within(area):
        return adopt_pack(area, pack, actor=actor, at=at)
