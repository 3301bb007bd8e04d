"""Pure: no I/O, no clock, no logging; every function that needs the time takes `now`."""
