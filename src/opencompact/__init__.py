"""OpenCompact: the agreement between an area's public bodies and its voluntary sector, running."""

__version__ = "0.1.0"
