"""The functional core: values and functions. No Django, no clock, no input or output."""
