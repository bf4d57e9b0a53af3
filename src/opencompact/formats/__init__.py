"""Readers and writers of the outside world's forms. No Django."""
