"""``check_document FILE [--json]``: what the checks say of a document or a workbook, whoever wrote it."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand
from django.db import Error

from budgets.checking import lists_of, lists_shipped
from budgets.checking.telling import report_json
from budgets.checking.words import report_words
from budgets.checks import FAILS, CodeLists, Context, check
from budgets.checks import report as reporting
from budgets.checks.book import Book
from budgets.document import LARGEST_FILE, Document, DocumentError, from_bytes
from budgets.importing.book import ERROR, Unreadable
from budgets.importing.document import document_of
from budgets.importing.reading import read_workbook
from budgets.importing.tables import recognise

NOT_CHECKED = 2
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".csv")
MOST = 10  # mistakes of a workbook that are told


class Command(BaseCommand):
    help = (
        "核对一份公开文件（JSON，或表的工作簿 XLSX、XLS），列出不符、无法核对和尾差。"
        "没有不符时返回 0，有不符返回 1，文件读不出或核对时出错返回 2。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="公开文件的 JSON 或工作簿")
        parser.add_argument("--json", action="store_true", help="结果也写成 JSON")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        try:
            document = read(file)
        except (DocumentError, Unreadable, OSError) as error:
            self.stderr.write(f"读不出 {file}：{_why(error)}")
            sys.exit(NOT_CHECKED)
        try:
            said, fails = told(document, json)
            self.stdout.write(said)
        except Exception as error:  # a mistake in a check says nothing of the document: it is no 不符
            self.stderr.write(f"核对时出错：{file}，{_place(document)}{type(error).__name__} {error}".rstrip())
            sys.exit(NOT_CHECKED)
        if fails:
            sys.exit(1)


def read(file: Path) -> Document:
    """The document in a file; ``OSError``, ``DocumentError`` or ``Unreadable`` if there is none."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE + 1)
    return workbook(content, file.name) if file.suffix.lower() in WORKBOOKS else from_bytes(content)


def workbook(content: bytes, name: str) -> Document:
    """The document in a workbook; ``Unreadable`` names what keeps its tables from being read."""
    found = read_workbook(content, name)
    reading = recognise(found)
    wrong = [str(problem) for problem in reading.problems if problem.severity == ERROR]
    if wrong:
        raise Unreadable("；".join(wrong[:MOST]))
    if not reading.tables:
        raise Unreadable("没有认出任何一张表")
    return document_of(found, reading)


def told(document: Document, json: bool) -> tuple[str, bool]:
    """What the checks say of a document, and whether anything of it is 不符."""
    report = check(document, Context(lists=lists(document.year)))
    return _json(report_json(report)) if json else report_words(report), bool(report.counts[FAILS])


def _place(document: Document) -> str:
    """The first check that cannot be made, if it is a check that cannot."""
    try:
        book = Book(document, Context(lists=lists(document.year)))
    except Exception:
        return ""
    for each in reporting.checks():
        try:
            tuple(reporting.judged(book, (each,)))
        except Exception:
            return f"检查“{each.title}”（{each.id}），"
    return ""


def lists(year: int) -> CodeLists:
    """The code lists of a year as far as there is a database, else the shipped ones."""
    try:
        return lists_of(year)
    except (Error, ImproperlyConfigured):
        return lists_shipped()


WHY = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹，不是文件",
    PermissionError: "没有读这个文件的权限",
}


def _why(error: Exception) -> str:
    if isinstance(error, (DocumentError, Unreadable)):
        return str(error)
    return WHY.get(type(error), str(error))


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1)
