"""What holds of every answer, whatever its page: headers, methods, HTML, and odd requests."""
