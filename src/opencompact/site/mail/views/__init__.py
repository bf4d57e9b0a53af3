"""The pages about mail: a person's own, the outbox of an area, and its words."""
