"""What should be showing, and what is known of its delivery."""
