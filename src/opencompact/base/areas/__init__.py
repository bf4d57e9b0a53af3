"""Areas: one installation serves many, and no query crosses from one to another by accident."""
