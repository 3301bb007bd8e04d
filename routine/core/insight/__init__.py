"""How it went: what was done of what was planned, as figures. Pure folds over answers; no words."""
