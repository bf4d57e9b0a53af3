"""The pages of assessments: the list, one of them, writing, publishing, the groups."""
