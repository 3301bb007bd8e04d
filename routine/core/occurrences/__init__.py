"""When a routine comes due, given its state: nights, courses, chains, renewals, visits, and what holds them."""
