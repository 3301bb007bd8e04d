"""What survives a restart: the state, the log's entries, and how one follows from the other."""
