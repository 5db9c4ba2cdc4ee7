"""Build the catalogue: ``python build.py --help``."""

from catalog.cli.main import main

if __name__ == "__main__":
    main()
