"""Reads one file in a small process and measures it: ``python -m tests.importing.measured PATH FILENAME``."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from budgets.importing.book import Unreadable
from budgets.importing.reading import read_workbook


@dataclass(frozen=True, slots=True)
class Measured:
    """What was said (empty: the file was read), wall seconds, and the peak of resident memory of the child in MB."""

    message: str
    seconds: float
    megabytes: float


def measured(content: bytes, filename: str) -> Measured:
    """Read a file and measure it. A small process does it: a child's peak is never below that of who starts it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", __name__, file.name, filename]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(**json.loads(answer.stdout))


def _read(path: str, filename: str) -> Measured:
    content, start, message = Path(path).read_bytes(), time.monotonic(), ""
    try:
        read_workbook(content, filename)
    except Unreadable as error:
        message = str(error)
    seconds = time.monotonic() - start
    return Measured(message, round(seconds, 3), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


if __name__ == "__main__":
    done = _read(*sys.argv[1:])
    print(json.dumps({"message": done.message, "seconds": done.seconds, "megabytes": done.megabytes}))
