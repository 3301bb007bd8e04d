"""Irritated skin: masks, retinoids and acids wait until it is over, and no ramp goes on by itself any more."""
