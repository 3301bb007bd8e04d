"""How long `routine sun` takes, beside `routine --help`: with a place guessed, or set as coordinates or a city.

Run: python -m bench.sun [RUNS]
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.cli import command
from bench.measure import alternate, comparison, table
from routine.adapters.paths import paths
from routine.wiring.files import config_files

LIMIT = 1.5
_HELP = "routine --help"


def main(argv: Sequence[str]) -> int:
    """Print the table; the exit status says whether the limit holds."""
    runs = int(argv[0]) if argv else 30
    with tempfile.TemporaryDirectory(prefix="routine-bench-") as folder:
        # Installed packages have their byte code; give a checkout, and click, the same.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        os.environ["TZ"] = "Europe/Berlin"
        fresh, settled, urban = (Path(folder, name) for name in ("fresh", "settled", "urban"))
        for home, place in ((settled, "52.52, 13.40"), (urban, "Berlin")):
            config_files(paths({"ROUTINE_HOME": str(home)})).set_setting("place", place)
        found = alternate(
            {
                _HELP: command(fresh, "--help"),
                "routine sun, place guessed": command(fresh, "sun"),
                "routine sun, coordinates set": command(settled, "sun"),
                "routine sun, city set": command(urban, "sun"),
            },
            runs,
        )
    rows = comparison(found, _HELP)
    sys.stdout.write(table(rows) + "\n")
    broken = [row for row in rows[2:] if float(row[-1]) > LIMIT]
    sys.stdout.writelines(f"{row[0]}: {row[-1]} is over {LIMIT}\n" for row in broken)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
