"""``check_document FILE [--json]``: what the checks say of a document, whoever wrote it."""

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
from budgets.document import LARGEST_FILE, Document, DocumentError, from_bytes

UNREADABLE = 2


class Command(BaseCommand):
    help = "核对一份公开文件（JSON），列出不符、无法核对和尾差。没有不符时返回 0，有不符返回 1，文件读不出返回 2。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="公开文件的 JSON")
        parser.add_argument("--json", action="store_true", help="结果也写成 JSON")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        try:
            document = read(file)
        except (DocumentError, OSError) as error:
            self.stderr.write(f"读不出 {file}：{_why(error)}")
            sys.exit(UNREADABLE)
        report = check(document, Context(lists=lists(document.year)))
        self.stdout.write(_json(report_json(report)) if json else report_words(report))
        if report.counts[FAILS]:
            sys.exit(1)


def read(file: Path) -> Document:
    """The document in a file; ``OSError`` or ``DocumentError`` if there is none."""
    with file.open("rb") as opened:
        return from_bytes(opened.read(LARGEST_FILE + 1))


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
    if isinstance(error, DocumentError):
        return str(error)
    return WHY.get(type(error), str(error))


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1)
