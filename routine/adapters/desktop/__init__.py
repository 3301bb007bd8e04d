"""What Routine leaves on the desktop: its start at login, its entry in the menu, its icons."""
