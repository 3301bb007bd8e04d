"""What the service and the daemon need from outside, as protocols: a file for each side of it."""
