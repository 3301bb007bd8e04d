"""The notifiers: one file for each way to show a notice."""
