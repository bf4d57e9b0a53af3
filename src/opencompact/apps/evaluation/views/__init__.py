"""The pages: how all commitments stand, one commitment, one body."""
