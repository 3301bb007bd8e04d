"""Pictures of figures: where each mark of an SVG stands. Pure; the templates draw them, and each has its table."""
