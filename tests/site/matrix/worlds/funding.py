"""What the worlds hold of funding."""

from tests.site.matrix.place import Place
from tests.site.matrix.worlds import grants, notices, payments


def furnish(place: Place) -> None:
    """Make what there is to meet, and put it into `place.objects`."""
    grants.furnish(place)
    payments.furnish(place)
    notices.furnish(place)
