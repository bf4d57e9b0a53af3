"""Tests of reading spending files."""
