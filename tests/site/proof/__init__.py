"""Proof that nothing leaks and nothing breaks, for every address and everybody."""
