"""The long-running process: lock, signals, timer, socket."""
