"""Changes to one key of a preset, as a person types them; the file itself is written elsewhere."""
