"""`python -m routine` is the command `routine`."""

from routine.cli.main import main

if __name__ == "__main__":
    main()
