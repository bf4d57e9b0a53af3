"""What each part of the product adds to the worlds, a file for each."""
