"""The classification lists that are shipped, row by row as their files have them."""

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "classification"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``functional``, ``economic``, ``government`` or ``mapping``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
