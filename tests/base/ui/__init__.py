"""Tests of pages, forms, tables and style."""
