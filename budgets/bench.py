"""Measures composing, the page and the PDF of the samples, each variant in a process of its own.

    python -m budgets.bench [REPETITIONS]

Times are CPU seconds of the process, medians over the repetitions; read the ratios, not the seconds.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

Measure = dict[str, float]
COMPOSE_TIMES = (1, 10, 100)
PDF_TIMES = (1, 3, 10)


def main(repetitions: int) -> None:
    """Run every variant and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"VAR_DIR": folder, "EDITIONS_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ.update(own)  # never the real database
        slugs = variant("prepare", repetitions)["slugs"]
        print(f"每项 {repetitions} 次取中位数；CPU 时间为毫秒。\n")
        largest = print_composing(slugs, repetitions)
        print_pdf(largest, repetitions)


def print_composing(slugs: list[str], repetitions: int) -> str:
    """The table of composing and the page; gives the largest sample."""
    print(f"{'编制':32}{'行数':>8}{'查询':>6}{'编制':>9}{'每行比':>8}{'网页':>9}{'合计':>9}")
    sizes = {}
    for slug in slugs:
        first: Measure = {}
        for times in COMPOSE_TIMES:
            found = variant(f"compose:{slug}:{times}", repetitions)
            first = first or found
            sizes[slug] = first["lines"]
            per_line = found["compose"] / found["lines"] / (first["compose"] / first["lines"])
            total = found["compose"] + found["page"]
            print(
                f"{slug + f' ×{times}':32}{found['lines']:>8.0f}{found['queries']:>6.0f}{found['compose']:>9.1f}"
                f"{per_line:>8.2f}{found['page']:>9.1f}{total:>9.1f}"
            )
    return max(sizes, key=lambda slug: sizes[slug])


def print_pdf(slug: str, repetitions: int) -> None:
    """The table of the PDF of one sample, ours beside WeasyPrint's defaults."""
    print(f"\n{'PDF：' + slug:32}{'':10}{'CPU':>10}{'内存MB':>9}{'页':>6}{'KB':>8}{'CPU比':>8}")
    for times in PDF_TIMES:
        ours, plain = (variant(f"{kind}:{slug}:{times}", min(repetitions, 3)) for kind in ("pdf", "default"))
        for name, found in (("带标签", ours), ("默认", plain)):
            ratio = found["cpu"] / plain["cpu"]
            print(
                f"{f'  行数 ×{times}':32}{name:10}{found['cpu']:>10.0f}{found['memory']:>9.0f}{found['pages']:>6.0f}"
                f"{found['bytes'] / 1024:>8.0f}{ratio:>8.2f}"
            )


def variant(name: str, repetitions: int) -> dict[str, Any]:
    """Measure one variant in a fresh process."""
    command = [sys.executable, "-m", "budgets.bench", "--variant", name, str(repetitions)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return answer


def measure(name: str, repetitions: int) -> dict[str, Any]:
    """What a child process does: ``prepare``, ``compose:SLUG:TIMES``, ``pdf:SLUG:TIMES`` or ``default:SLUG:TIMES``."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgets.settings")
    django.setup()
    what, _, rest = name.partition(":")
    if what == "prepare":
        return prepare()
    slug, _, times = rest.partition(":")
    if what == "compose":
        return measure_composing(slug, int(times), repetitions)
    return measure_pdf(slug, int(times), repetitions, tagged=what == "pdf")


def prepare() -> dict[str, Any]:
    """A database of its own with the samples."""
    from django.core.management import call_command

    from budgets.data.load import load_classification, load_sample, samples

    call_command("migrate", verbosity=0)
    load_classification()
    return {"slugs": [load_sample(data).slug for data in samples()]}


def disclosure(slug: str) -> Any:
    """The disclosure of a sample."""
    from budgets.models import Disclosure

    region, _, rest = slug.partition("-")
    code, year, kind = rest.rsplit("-", 2)
    found = Disclosure.objects.select_related("department__region", "unit")
    return found.get(department__region__code=region, department__code=code, year=int(year), kind=kind)


def measure_composing(slug: str, times: int, repetitions: int) -> Measure:
    """Queries and CPU of composing with ``times`` the lines, and CPU of the page of what came out."""
    from django.db import connection, transaction
    from django.template.loader import render_to_string
    from django.test.utils import CaptureQueriesContext

    from budgets.editions import draft
    from budgets.site.page import page_context

    made = disclosure(slug)
    with transaction.atomic():
        multiply_lines(made, times)
        document = draft(made)
        with CaptureQueriesContext(connection) as queries:
            draft(made)
        composing = cpu(lambda: draft(made), repetitions)
        page = cpu(lambda: render_to_string("disclosure.html", page_context(document)), repetitions)
        lines = made.expenditure_lines.count() + made.income_lines.count()
        transaction.set_rollback(True)
    return {"lines": lines, "queries": len(queries), "compose": composing, "page": page}


def multiply_lines(made: Any, times: int) -> None:
    """Copies of every expenditure line, told apart by their item."""
    lines = list(made.expenditure_lines.all())
    for copy in range(1, times):
        for line in lines:
            line.pk = None
            line.item = f"{line.item[:100]}·{copy}"
        made.expenditure_lines.model.objects.bulk_create(lines)


def measure_pdf(slug: str, times: int, repetitions: int, *, tagged: bool) -> Measure:
    """CPU, peak memory, pages and bytes of a PDF with ``times`` the rows."""
    from io import BytesIO

    import pdfplumber

    from budgets.editions import draft
    from budgets.formats.pdf import default_pdf_bytes, pdf_bytes

    document = multiplied_rows(draft(disclosure(slug)), times)
    make = pdf_bytes if tagged else default_pdf_bytes
    content = make(document)
    spent = cpu(lambda: make(document), repetitions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with pdfplumber.open(BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    return {"cpu": spent, "memory": memory, "pages": pages, "bytes": len(content)}


def multiplied_rows(document: Any, times: int) -> Any:
    """The document with every detail row of its tables ``times`` over, under keys of their own."""
    return replace(document, sections=tuple(_section(section, times) for section in document.sections))


def _section(section: Any, times: int) -> Any:
    tables = tuple(
        replace(table, panels=tuple(replace(panel, rows=tuple(_rows(panel, times))) for panel in table.panels))
        for table in section.tables
    )
    return replace(section, tables=tables)


def _rows(panel: Any, times: int) -> Iterator[Any]:
    yield from panel.rows
    for copy in range(1, times):
        for row in panel.rows:
            if row.kind == "detail":
                group = f"{row.group}.{copy}" if row.group else ""
                yield replace(row, key=f"{row.key}.{copy}", group=group)


def cpu(work: Callable[[], object], repetitions: int) -> float:
    """Median CPU time of ``work`` in milliseconds."""
    spent = []
    for _ in range(repetitions):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--variant"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
