"""The tables of funding."""
