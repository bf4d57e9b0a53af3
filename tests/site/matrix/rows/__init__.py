"""The rows of the matrix, a file for each part of the product."""
