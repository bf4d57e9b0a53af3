"""Funding: programmes, agreements, payments and notices."""
