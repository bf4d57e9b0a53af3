"""The JSON API: its assembly, the way in by token, the page for programmers, people's tokens."""
