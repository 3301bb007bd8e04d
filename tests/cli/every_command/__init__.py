"""Tests of every command alike, whatever it does."""
