"""The pages of funding: a file a part."""
