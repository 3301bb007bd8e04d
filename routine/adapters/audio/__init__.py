"""What is heard: the voice, chimes and music."""
