"""Assessments of what a decision does to whom."""
