"""Stages what was read from a file; accepting enters it whole, or not at all."""

import hashlib
from typing import Any

from django.db import transaction

from budgets.acts import ActRefused, edited
from budgets.acts.refusing import CONTENT, STATE
from budgets.entries import put
from budgets.importing.book import Problem, Unreadable
from budgets.imports.reading import Result, read
from budgets.imports.telling import Json, report, told_problems
from budgets.models import Disclosure, Upload

OUTDATED = "导入的预览之后，这份文件又有人保存过：请重新上传，看过新的预览再导入"
GONE = "这次导入已经处理过了"


class ImportRefused(ValueError):
    """A file that cannot be entered as it is; ``report`` says why, as the preview shows it."""

    def __init__(self, told: Json) -> None:
        super().__init__("文件不能导入")
        self.report = told


def stage(disclosure: Disclosure, content: bytes, filename: str, by: Any) -> Upload:
    """Read a file and keep what it says until somebody accepts it; ``ImportRefused`` where it has errors."""
    version = disclosure.version
    try:
        result = read(disclosure, content, filename)
    except Unreadable as unreadable:
        raise ImportRefused(unread(str(unreadable))) from unreadable
    if result.wrong:
        raise ImportRefused(report(result))
    return _kept(disclosure, content, filename, by, version, result)


def unread(message: str) -> Json:
    """The report of a file of which nothing could be read."""
    return {"problems": told_problems([Problem(message)]), "counts": {"problems": 1}}


def _kept(disclosure: Disclosure, content: bytes, filename: str, by: Any, version: int, result: Result) -> Upload:
    return Upload.objects.create(
        disclosure_id=disclosure.pk,
        by=by,
        filename=filename[-200:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        version=version,
        records=result.entries,
        report=report(result),
    )


def accept(upload: Upload, by: Any, address: str | None = None) -> None:
    """Enter everything that was staged, in one transaction; ``ActRefused`` if it is out of date or was dealt with."""
    with transaction.atomic():
        staged = Upload.objects.select_for_update().get(pk=upload.pk)
        disclosure = Disclosure.objects.locked().get(pk=staged.disclosure_id)
        if staged.state != Upload.STAGED:
            raise ActRefused(GONE, STATE)
        if staged.version != disclosure.version:
            raise ActRefused(OUTDATED, CONTENT)
        put(disclosure, staged.records)
        edited(disclosure, by, address, _what(staged))
        Upload.objects.filter(pk=staged.pk).update(state=Upload.ACCEPTED)


def _what(staged: Upload) -> Json:
    return {"import": staged.filename, "sha256": staged.sha256, "changed": staged.report["changed"]}


def discard(upload: Upload) -> None:
    """Drop what was staged; ``ActRefused`` if it was dealt with."""
    if not Upload.objects.filter(pk=upload.pk, state=Upload.STAGED).update(state=Upload.DISCARDED):
        raise ActRefused(GONE, STATE)
