"""The hours of the day in which the questions of a review may be asked: people are up."""

from __future__ import annotations

from datetime import time

#: Local; the second one is not included.
OPENS, CLOSES = time(10), time(22)
