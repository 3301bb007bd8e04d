"""What a query answers."""
