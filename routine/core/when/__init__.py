"""A moment, a duration, a part of the day: read as people type them, said as people say them."""
