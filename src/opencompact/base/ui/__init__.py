"""Pages, forms, tables and the style of the house; every app builds its screens from here."""
