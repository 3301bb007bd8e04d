"""What the user has set up: settings, rules, their profile, and all of it together."""
