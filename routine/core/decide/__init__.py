"""Where everything is decided: dispatch, the passing of time, when to look again, buttons."""
