"""The shipped presets: one TOML file each, and rules.toml. Installed as `routine.presets`."""
