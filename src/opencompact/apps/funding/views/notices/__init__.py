"""The pages of notices: the list and its figures, the steps, one notice, what is due, budgets."""
