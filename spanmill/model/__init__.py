"""Views of a batch for Python code: Arrow arrays, and spans as plain objects."""
