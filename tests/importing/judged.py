"""Judges files that say something wrong: what is told of them, and that nothing of them is in the database afterwards.

``python -m tests.importing.judged PATH FILENAME`` measures one, on the database of ``DATABASE_URL``.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.importing.measured import Measured

TARGET = "410802-524-2024-budget"
REFUSED, DOUBTFUL = "不能导入", "须先核对"


def prepare(folder: str) -> None:
    """A database of its own in a folder, for this process and those that it starts, with the document to import to."""
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "VAR_DIR": folder,
        "EDITIONS_DIR": f"{folder}/editions",
        "DJANGO_SETTINGS_MODULE": "budgets.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    from tests.admin_pages import stored_sample

    call_command("migrate", verbosity=0)
    stored_sample(TARGET)


def judged(content: bytes, filename: str) -> Measured:
    """Import a file in a process of its own and measure it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", __name__, file.name, filename]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(**json.loads(answer.stdout))


def message_of(content: bytes, filename: str) -> str:
    """What is told of a file that is imported into the sample: empty if it might be entered without a look at it."""
    from django.contrib.auth.models import User

    from budgets.data.load import samples
    from budgets.imports.staging import ImportRefused, stage
    from budgets.imports.telling import told
    from budgets.models import Disclosure
    from tests.admin_pages import slug_of

    year = next(data["disclosure"]["year"] for data in samples() if slug_of(data) == TARGET)
    disclosure = Disclosure.objects.get(department__code=TARGET.split("-")[1], year=year)
    before = contents()
    try:
        upload = stage(disclosure, content, filename, User.objects.first())
    except ImportRefused as refused:
        lines, report = [REFUSED], refused.report
    else:
        lines, report = [DOUBTFUL], upload.report
        upload.delete()
        if not told(report):
            return ""
    assert contents() == before, "数据库有变化"
    lines += [f"{each['place']}：{each['message']}" for each in report["problems"] if each["severity"] != "notice"]
    lines += [
        f"{each['place']}：{each['words']}写的是{each['read']}，算出的是{each['made']}"
        for each in report.get("differing", ())
    ]
    return "；".join(lines)


def contents() -> dict[str, str]:
    """A digest of every table of the application."""
    from django.apps import apps

    tables = {}
    for model in apps.get_models():
        digest = sha256()
        for row in model._default_manager.order_by("pk").values_list():
            digest.update(repr(row).encode())
        tables[model._meta.label] = digest.hexdigest()
    return tables


def _timed(say: Callable[[], str]) -> Measured:
    start = time.monotonic()
    message = say()
    seconds = time.monotonic() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Measured(message, round(seconds, 3), peak / 1024)


if __name__ == "__main__":
    import django

    django.setup()
    path, name = sys.argv[1:]
    done = _timed(lambda: message_of(Path(path).read_bytes(), name))
    print(json.dumps({"message": done.message, "seconds": done.seconds, "megabytes": done.megabytes}))
