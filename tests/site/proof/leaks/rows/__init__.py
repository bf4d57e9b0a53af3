"""Every field that holds text, a file for each part of the product."""
