"""What outlives officers and machines: areas as folders, backups, and what is held of a person."""
