"""What funding does by the clock and by command: a file a part."""
