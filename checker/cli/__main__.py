"""`python -m checker.cli` is the command `gouji`."""

from checker.cli import main

# Spawned workers import the main module under another name and must not start it again.
if __name__ == "__main__":
    main()
