"""State and log: on disk, and in memory."""
