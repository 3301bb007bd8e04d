"""Real desktops, answered with the mouse alone."""
