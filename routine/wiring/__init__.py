"""Builds everything from its parts, and holds the daemon's entry point."""
