"""Named reads of funding: a file a part."""
