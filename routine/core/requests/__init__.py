"""What can be asked of the service, and what it replies."""
