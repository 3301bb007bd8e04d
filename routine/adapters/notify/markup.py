"""A text as servers take it that read markup in it, and as those that may."""

from __future__ import annotations


def escaped(text: str) -> str:
    """The text for a server that reads markup in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_tags(text: str) -> str:
    """The text for a server that may read markup or not: nothing in it looks like a tag to either."""
    return text.replace("<", "‹").replace(">", "›")
