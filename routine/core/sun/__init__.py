"""The sun over a place: where it stands, when it rises and sets, how strong its ultraviolet light can be."""
