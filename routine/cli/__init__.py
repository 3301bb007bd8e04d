"""The command line: one file per noun; what it prints is made by pure functions."""
