"""Who may do what with programmes, agreements, payments and notices: a file a part."""
