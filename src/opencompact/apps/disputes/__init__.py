"""Disagreements: cases that run by the procedure of their edition, and the findings they end with."""
