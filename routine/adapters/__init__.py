"""One file per outside thing; each imports its own third party and core, never each other."""
