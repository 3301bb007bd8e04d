"""What should be showing is made to show: which notifier, sending, what was pressed, what came of it, troubles told."""
