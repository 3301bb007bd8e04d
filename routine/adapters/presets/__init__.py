"""Preset files on a disk: found and read, changed by key, begun or put away as wholes; copies of the good ones."""
