"""Tags of evaluation."""
