"""One file, or one folder, for each outside thing; its third party is imported there and nowhere else."""
