"""What the worlds hold of evaluation."""

from tests.site.matrix.place import Place


def furnish(place: Place) -> None:
    """Make what there is to meet, and put it into `place.objects`."""
