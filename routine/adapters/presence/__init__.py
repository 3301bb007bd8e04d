"""Whether somebody can see a notice now: do-not-disturb and a locked screen, as each desktop tells of them."""
