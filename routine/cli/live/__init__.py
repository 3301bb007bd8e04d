"""A guided session on this terminal: its picture, its keys."""
