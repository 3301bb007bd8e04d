"""Tests of the doctor in the daemon."""
