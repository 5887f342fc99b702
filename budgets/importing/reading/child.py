"""The process that reads one file: the name in JSON on the first line of its input, then the bytes; JSON lines out."""

import errno
import gc
import json
import os
import resource
import sys

from budgets.importing.book import Unreadable
from budgets.importing.reading.dispatch import read
from budgets.importing.reading.limits import ANSWER, CPU_SECONDS, MEMORY
from budgets.importing.reading.wire import lines_of

# What names of parts, texts and workbooks of the nineties may be in: no codec can be loaded once the limits are set.
CODECS = (
    *("ascii", "latin-1", "cp437", "cp1252", "mac-roman", "gb2312", "gbk", "gb18030", "cp936", "cp950", "big5"),
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
)
OUT_OF_MEMORY, OUT_OF_SPACE = b'{"trouble":"memory"}', b'{"trouble":"space"}'


def main() -> None:
    """Read, answer, end."""
    for codec in CODECS:
        "".encode(codec)
    name, content = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    confine()
    gc.disable()  # the process ends with the file
    try:
        for line in lines_of(read(content, name)):
            _write(line.encode() + b"\n")
    except Unreadable as refusal:
        _write(json.dumps({"refused": str(refusal)}).encode())
    except MemoryError:
        _write_only(OUT_OF_MEMORY)
    except Exception as error:  # what a damaged file does to a parser is not for this process to judge
        full = isinstance(error, OSError) and error.errno == errno.EFBIG
        _write_only(OUT_OF_SPACE if full else json.dumps({"trouble": repr(error)[:500]}).encode())


def _write(line: bytes) -> None:
    while line:
        line = line[os.write(1, line) :]


def _write_only(line: bytes) -> None:
    os.ftruncate(1, 0)
    os.pwrite(1, line, 0)


def confine() -> None:
    """From here on: no new file, no socket, no process, and so much time, memory and output."""
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
