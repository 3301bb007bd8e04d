"""Tests of how the daemon shows notices."""
