"""What the screen of the routines does with one of them: its leaflet, beginning it, changing it, one's own."""
