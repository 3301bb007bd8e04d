"""What is drawn on a terminal from figures: each a pure function from a reply to lines."""
