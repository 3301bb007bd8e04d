"""Preset files of the user's own, as these tests write them."""

#: Two mistakes, on lines 3 and 5.
BROKEN = 'format = 1\ntitle = "Mine"\nkind = "maks"\n[schedule]\nat = ["25:00"]\n[steps.one]\nsay = "Do."\n'
