"""The forms of funding: a file a part."""
