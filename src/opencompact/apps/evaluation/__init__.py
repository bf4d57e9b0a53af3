"""How the commitments stand."""
