"""Reads a file in a process of its own, which may take so much time and memory and nothing else."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from budgets.importing.book import Unreadable, Workbook
from budgets.importing.reading.limits import ANSWER, FILE, MEGABYTE, MEMORY, SECONDS, TOO_MUCH, refuse
from budgets.importing.reading.wire import workbook_of
from budgets.importing.reading.wording import DAMAGED

ROOT = Path(__file__).resolve().parents[3]
CHILD = "budgets.importing.reading.child"
TIME = f"{TOO_MUCH}在 {SECONDS} 秒内没有读完"
MEMORY_SPENT = f"{TOO_MUCH}读取所需的内存超过上限 {MEMORY // MEGABYTE} MB"
LENGTH = f"{TOO_MUCH}读出的内容超过上限 {ANSWER // MEGABYTE} MB"
ENDS: dict[int, str] = {signal.SIGXCPU: TIME, signal.SIGKILL: TIME}
TROUBLES = {"memory": MEMORY_SPENT, "space": LENGTH}

log = logging.getLogger(__name__)


def read_workbook(content: bytes, filename: str) -> Workbook:
    """The sheets of an .xlsx, .xls or .csv file, named as the person who sent it named it.

    ``Unreadable``, in Chinese, naming the limit or the sheet and cell, where the file is no such file, is damaged, or
    is more than the limits allow; within 10 seconds.
    """
    if not content:
        refuse("文件是空的（0 字节）")
    if len(content) > FILE:
        refuse(f"文件大小为 {len(content) / MEGABYTE:.1f} MB，超过上限 {FILE // MEGABYTE} MB")
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(json.dumps(Path(filename).name).encode() + b"\n")
        given.write(content)
        given.seek(0)
        end = _run(given, answer)
        answer.seek(0)
        return _understood(answer.read(ANSWER), end)


def _run(given: IO[bytes], answer: IO[bytes]) -> int:
    """The child's return code; it is ended, with all that it may have started, when its time is up."""
    process = subprocess.Popen(
        [sys.executable, "-s", "-P", "-B", "-m", CHILD],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _understood(answer: bytes, end: int) -> Workbook:
    lines = answer.splitlines()
    if end or not lines:
        log.warning("reading a file ended with %s", end)
        raise Unreadable(ENDS.get(-end, DAMAGED))
    head = json.loads(lines[0])
    if "trouble" in head:
        log.warning("reading a file: %s", head["trouble"])
        raise Unreadable(TROUBLES.get(head["trouble"], DAMAGED))
    if "refused" in head:
        raise Unreadable(head["refused"])
    return workbook_of(lines)
