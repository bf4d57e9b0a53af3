"""The pages of payments: figures, the list, a month, and importing."""
