"""What a preset file says: its model, overlay and changes."""
