"""What people do with programmes, agreements, payments and notices: a file a part."""
