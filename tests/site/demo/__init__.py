"""The invented city: how it is built, and every page of it for everybody in it."""
