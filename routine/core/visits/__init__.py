"""Clinic visits: what people say about them, and what is said of them."""
