"""The documentation is held to the code, and the code to the rules of the house."""
