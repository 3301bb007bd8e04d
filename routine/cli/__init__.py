"""The command line: one file per noun; rendering is pure and lives in render."""
