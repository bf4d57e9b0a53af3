"""Disagreements: cases that run by the procedure of their edition, and their findings."""
