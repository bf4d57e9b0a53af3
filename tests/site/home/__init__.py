"""The two faces of an area's home page."""
