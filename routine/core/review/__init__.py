"""Safety notes while a routine runs: what is told, what is held, and the profile they go by."""
