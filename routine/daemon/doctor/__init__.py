"""What the doctor looks at, part by part: the daemon itself, notices, what a session needs."""
