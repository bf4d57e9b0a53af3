"""What a person reads in an export: the agreement, tables, each case as a story, and a README."""
