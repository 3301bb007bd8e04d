"""What the larger cities that come with Routine are made from."""
