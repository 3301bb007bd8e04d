"""Schedule -> occurrences: when routines come due."""
