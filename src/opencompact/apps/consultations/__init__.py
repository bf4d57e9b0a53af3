"""Consultations: the register, responses and feedback."""
