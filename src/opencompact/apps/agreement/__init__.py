"""The agreement of an area: its editions, its commitments and the pages to read them on."""
