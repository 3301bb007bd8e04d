"""The shipped presets and rules: every figure against its source, and nothing medical that nobody can answer for."""
