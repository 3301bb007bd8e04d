"""What Routine costs, beside tools that do the same: each module runs alone, `python -m bench.NAME`."""
