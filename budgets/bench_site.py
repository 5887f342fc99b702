"""Measures every kind of public page with the samples alone, and with the samples among thousands of editions.

    python -m budgets.bench_site [--departments 500] [--years 5] [--repetitions 7] [--keep FOLDER]

Each database is served by a process of its own, uncached: no reader's ETag, and what the site keeps is forgotten
before every request. The two are asked by turns, for a machine does not keep its speed. Times are CPU milliseconds of
the process, the least of the repetitions; read the ratios. Ends with 1 if a page takes more than its kind may: 1.5
times for pages, 3 times for searches.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SMALL, BIG = "small", "big"
PAGE, SEARCH = 1.5, 3.0
# The index of the sitemap is no page of a list: it counts every address there is.
INDEX = 4.0
# What takes less than this in both is noise rather than a ratio.
NOTHING = 2.0
COMMAND = [sys.executable, "-m", "budgets.bench_site"]
SAMPLE, WHO, REGION = "410803-101-2023-final", "410803-101", "410803"
PROJECT = "应急移动通信费"

# Every kind of page: its name, its address, and how many times as long it may take among thousands. ``{last}`` and
# ``{middle}`` are pages of the list in that database, ``{project}`` is the key of a sample's project.
PAGES: tuple[tuple[str, str, float], ...] = (
    ("首页", "/", PAGE),
    ("文件", "/disclosures/", PAGE),
    ("文件：中间页", "/disclosures/?page={middle}", PAGE),
    ("文件：末页", "/disclosures/?page={last}", PAGE),
    ("文件：排序", "/disclosures/?sort=title", PAGE),
    ("文件：筛选", f"/disclosures/?region={REGION}&year=2023", PAGE),
    ("区划", "/regions/", PAGE),
    ("一个区划", f"/regions/{REGION}/", PAGE),
    ("一个区划的数据", f"/regions/{REGION}/2023/data/", PAGE),
    ("部门", f"/departments/{WHO}/", PAGE),
    ("部门的一年", f"/departments/{WHO}/2023/", PAGE),
    ("一份文件", f"/d/{SAMPLE}/", PAGE),
    ("一张表", f"/d/{SAMPLE}/tables/F03/", PAGE),
    ("一张表 CSV", f"/d/{SAMPLE}/tables/F03.csv", PAGE),
    ("文件的检查", f"/d/{SAMPLE}/checks/", PAGE),
    ("项目", "/projects/", PAGE),
    ("项目：中间页", "/projects/?page={middle_project}", PAGE),
    ("项目：末页", "/projects/?page={last_project}", PAGE),
    ("项目：排序", "/projects/?sort=name", PAGE),
    ("项目：查找", "/projects/?q=通信", PAGE),
    ("一个项目", "/projects/{project}/", PAGE),
    ("搜索：三公", "/search/?q=三公", SEARCH),
    ("搜索：少见的名称", "/search/?q=应急移动通信费", SEARCH),
    ("搜索：代码", "/search/?q=2013101", SEARCH),
    ("搜索：首字母", "/search/?q=qwbgs", SEARCH),
    ("搜索：不空格", "/search/?q=万里街道三公经费2023", SEARCH),
    ("搜索：没有的", "/search/?q=没有这样的词句", SEARCH),
    ("搜索：一类的一页", "/search/?q=三公&kind=words&page=2", SEARCH),
    ("比较", f"/compare/?d={WHO}", PAGE),
    ("订阅", "/feeds/", PAGE),
    ("站点地图", "/sitemap.xml", INDEX),
    ("API：文件", "/api/v1/disclosures/", PAGE),
    ("API：筛选", f"/api/v1/disclosures/?region={REGION}", PAGE),
    ("API：一年", "/api/v1/disclosures/?year=2023&limit=2", PAGE),
    ("API：名称", "/api/v1/disclosures/?q=社会工作", SEARCH),
    ("API：明细", "/api/v1/lines/?limit=5", PAGE),
    ("API：筛选明细", f"/api/v1/lines/?region={REGION}&code=201", PAGE),
    ("API：主要数据", "/api/v1/measures/?limit=5", PAGE),
    ("API：区划", "/api/v1/regions/?limit=5", PAGE),
    ("API：部门", "/api/v1/departments/?limit=5", PAGE),
    ("API：一份文件", f"/api/v1/disclosures/{SAMPLE}/", PAGE),
)


@dataclass(frozen=True)
class Measured:
    """A page asked once: what it answered, its CPU in milliseconds, its queries and kilobytes."""

    status: int
    time: float
    queries: int
    size: float


class Served:
    """One of the databases, in a process of its own that answers addresses as they are asked."""

    def __init__(self, folder: Path, name: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--do", "serve"],
            env=environment(folder, name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.editions: int = self.answer()

    def ask(self, address: str) -> Measured:
        """Ask for an address, in which ``{last}`` and the like are still to be filled in."""
        assert self.process.stdin
        print(address, file=self.process.stdin, flush=True)
        return Measured(**self.answer())

    def answer(self) -> Any:
        """The next line of what the process tells."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        """Let it end."""
        self.process.communicate()


def main(departments: int, years: int, repetitions: int, keep: str) -> int:
    """Make both databases, measure, print; 1 if a page takes too long."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary)
        for name in (SMALL, BIG):
            making = [*COMMAND, "--do", "make", str(departments if name == BIG else 0), str(years)]
            subprocess.run(making, env=environment(folder, name), stdout=subprocess.DEVNULL, check=True)
        small, big = Served(folder, SMALL), Served(folder, BIG)
        print(f"{departments} 个部门 × {years} 年：{big.editions} 个版次；单独是 {small.editions} 个。\n")
        wrong = report(small, big, repetitions)
        small.close()
        big.close()
    return wrong


def report(small: Served, big: Served, repetitions: int) -> int:
    """The table of all pages; 1 if one of them takes too long, or its queries grow."""
    print(f"{'页':　<10}{'状态':>6}{'单独':>10}{'其中':>10}{'比':>7}{'查询':>10}{'KB':>14}")
    wrong = []
    for name, address, most in PAGES:
        alone, among = by_turns((small, big), address, repetitions)
        ratio = among.time / alone.time
        slow = among.status == 200 and ratio > most and among.time - alone.time > NOTHING
        more = among.queries > alone.queries
        wrong += [name] if slow or more else []
        print(
            f"{name:　<10}{among.status:>6}{alone.time:>10.1f}{among.time:>10.1f}{ratio:>7.2f}"
            f"{f'{alone.queries}→{among.queries}':>10}{f'{alone.size:.0f}→{among.size:.0f}':>14}"
            f"{'  太慢' if slow else ''}{'  查询增多' if more else ''}",
            flush=True,
        )
    print("\n" + (f"超出：{'、'.join(wrong)}" if wrong else "都在限度之内。"))
    return int(bool(wrong))


def by_turns(served: Sequence[Served], address: str, repetitions: int) -> list[Measured]:
    """What an address takes in each database: the least of the repetitions, asked in turn.

    Each is asked once before, to load what every first request loads.
    """
    rounds = [[each.ask(address) for each in served] for _ in range(repetitions + 1)][1:]
    return [min(answers, key=lambda answer: answer.time) for answers in zip(*rounds, strict=True)]


def environment(folder: Path, name: str) -> dict[str, str]:
    """What tells a process which database is its own: never the real one."""
    own = {"VAR_DIR": f"{folder / name}", "EDITIONS_DIR": f"{folder / name}/editions"}
    return {**os.environ, **own, "DATABASE_URL": f"sqlite:///{folder / name}/bench.sqlite3"}


def do(what: str, *given: str) -> None:
    """What a child process does: ``make DEPARTMENTS YEARS`` or ``serve``."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgets.settings")
    Path(os.environ["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    if what == "make":
        make(*map(int, given))
    else:
        serve()


def make(departments: int, years: int) -> None:
    """The samples, and departments beside them; a database that is kept is added to."""
    from django.core.management import call_command
    from django.utils import timezone

    from budgets.data.load import load_classification, load_sample, samples
    from budgets.editions import next_edition
    from budgets.seeding import published

    call_command("migrate", verbosity=0)
    load_classification()
    for data in samples():
        made = load_sample(data)
        if not made.editions.exists():
            published(made, next_edition(made), timezone.now())
    if departments:
        call_command("seed_synthetic", departments=departments, years=years, force=True, verbosity=0)


def serve() -> None:
    """Tell how many editions there are; then answer an address a line, until there are no more."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    from budgets.models import Edition

    setup_test_environment()
    client, known = Client(), places()
    print(Edition.objects.count(), flush=True)
    for address in sys.stdin:
        print(json.dumps(asdict(page(client, address.strip().format(**known)))), flush=True)


def places() -> dict[str, Any]:
    """What stands for the names in addresses, in this database."""
    from budgets.models import CatalogueEntry, CatalogueProject
    from budgets.site.tables import PER_PAGE

    entries, projects = CatalogueEntry.objects.live().count(), CatalogueProject.objects.listed().count()
    project = CatalogueProject.objects.listed().filter(name=PROJECT).first()
    last, last_project = max(1, -(-entries // PER_PAGE)), max(1, -(-projects // PER_PAGE))
    return {
        "last": last,
        "middle": (last + 1) // 2,
        "last_project": last_project,
        "middle_project": (last_project + 1) // 2,
        "project": f"{WHO}-{project.key}" if project else "none",
    }


def page(client: Any, address: str) -> Measured:
    """Ask for an address once, with nothing kept from before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    forget()
    gc.collect()
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        took = (time.process_time() - start) * 1000
    return Measured(answer.status_code, took, len(queries), len(body) / 1024)


def forget() -> None:
    """Empty what the site keeps between requests."""
    from django.core.cache import cache

    from budgets.site import checked, page

    cache.clear()
    for kept in (checked, page):
        kept._RECENT.clear()


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--departments", type=int, default=500)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--keep", default="", help="a folder that keeps the databases for the next run")
    parser.add_argument("--do", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args(given)


if __name__ == "__main__":
    told = arguments(sys.argv[1:])
    if told.do:
        do(*told.do)
    else:
        sys.exit(main(told.departments, told.years, told.repetitions, told.keep))
