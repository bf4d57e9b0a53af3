"""The pages about mail: what one person gets, what an area sends, and in which words."""
