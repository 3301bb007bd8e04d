"""How the routines of a household fit together: what is kept apart, what moves for it, and what cannot."""
