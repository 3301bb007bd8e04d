"""The one way in: load, decide, commit, say what is to be performed; and what goes with each."""
