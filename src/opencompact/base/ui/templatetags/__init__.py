"""Template tags of the house: `{% load oc %}`."""
