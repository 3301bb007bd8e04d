"""A routine as a whole: enabled, disabled, edited, its course over."""
