"""A reminder's life, and every answer to it."""
