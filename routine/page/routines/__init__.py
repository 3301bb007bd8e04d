"""What the screen of the routines does with one of them: its leaflet, enabling it, changing it, one's own."""
