"""The page: Routine in the browser, a process of its own and a client of the daemon, like the command line."""
