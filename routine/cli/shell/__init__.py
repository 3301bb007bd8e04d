"""What every command needs: the lazy group, the way to the service, printing, failures."""
