"""preset: routines to choose from, and changes to them; one file for each verb, or for those that belong together."""
