"""Texts made safe for a screen, matched against what people type, and lists in words."""
