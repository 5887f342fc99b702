"""Tries bad files and prints a line for each: name, seconds, peak memory of the child, message."""

import sys
import tempfile
from collections.abc import Callable, Mapping

from tests.importing.bad_contents import CONTENTS
from tests.importing.bad_files import CONTAINERS, BadFile
from tests.importing.judged import judged, prepare
from tests.importing.measured import Measured, measured

SECONDS = 10
MEGABYTES = 512
# Each registry with what tells the message of a file in it.
STAGES: list[tuple[Mapping[str, BadFile], Callable[[bytes, str], Measured]]] = [
    (CONTAINERS, measured),
    (CONTENTS, judged),
]


def main(wanted: list[str]) -> int:
    """How many failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for registry, judge in STAGES:
            for bad in registry.values():
                if not wanted or bad.name in wanted:
                    failed += not tried(bad, judge(bad.make(), bad.filename))
    print(f"{failed} 个未通过" if failed else "全部通过")
    return failed


def tried(bad: BadFile, done: Measured) -> bool:
    """Print what happened; whether it is as it must be."""
    missing = [words for words in bad.words if words not in done.message]
    good = not missing and done.message and done.seconds <= SECONDS and done.megabytes <= MEGABYTES
    mark = "" if good else f"  ✗ {'、'.join(missing)}"
    print(f"{bad.name:36} {done.seconds:6.2f} s {done.megabytes:4.0f} MB  {done.message}{mark}", flush=True)
    return bool(good)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
