"""Publishing that is killed: whatever the moment, one consistent live edition is served, its files what it says.

Usage: python -m tests.kills COUNT      on a database of its own, or on that of DATABASE_URL, which has to be empty
A child that publishes is killed (SIGKILL) at a named point, or at a random moment; then what is there is looked at.
"""

import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

POINTS = (
    "files.made",
    "part.written",
    "files.written",
    "row.added",
    "entries.kept",
    "act.recorded",
    "file.placed",
    "files.placed",
    "committed",
)


def main(count: int) -> None:
    """Kill ``count`` publications; exits with what was found if it is not consistent."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        os.environ |= {
            "VAR_DIR": folder,
            "EDITIONS_DIR": f"{folder}/editions",
            "DJANGO_SETTINGS_MODULE": "budgets.settings",
        }
        import django

        django.setup()
        trial = Trial()
        for number in range(count):
            trial.kill(POINTS[number % len(POINTS)] if number % 2 == 0 else "")
        print(trial.told(count))


class Trial:
    """One disclosure, published over and over."""

    def __init__(self) -> None:
        from django.contrib.auth.models import User
        from django.core.management import call_command

        from budgets.checks import report
        from tests.builders import budget, earn, spend

        report.checks = lambda: ()  # this is not about what they ask
        call_command("migrate", verbosity=0)
        self.budget = budget()
        earn(self.budget, "700000.00")
        spend(self.budget, "function", "700000.00", function="2013101")
        self.people = [User.objects.create_superuser(name) for name in ("clerk", "reviewer")]
        started = time.monotonic()
        self.approve()
        self.publish()
        self.lasts = time.monotonic() - started  # about how long one takes, to choose moments from
        self.random = random.Random(2024)
        self.killed: dict[str, int] = {}
        self.finished = 0

    def approve(self) -> None:
        """Whatever state it is in: corrected, submitted and approved."""
        from budgets import acts

        self.budget.refresh_from_db()
        if self.budget.state == "published":
            acts.correct(self.budget, self.people[0], "更正")
        if self.budget.state == "draft":
            acts.submit(self.budget, self.people[0])
        if self.budget.state == "submitted":
            acts.approve(self.budget, self.people[1])

    def publish(self) -> None:
        """The act."""
        from budgets import acts

        acts.publish(self.budget, self.people[1])

    def kill(self, point: str) -> None:
        """Publish in a child that is killed at ``point``, or at a random moment; look at what is there."""
        from django.db import connections

        self.approve()
        before = self.state()
        connections.close_all()
        child = os.fork()
        if child == 0:
            self._in_child(point)
        if not point:
            select.select([os.pidfd_open(child)], [], [], self.random.uniform(0, self.lasts))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status)
        if point and not died:
            sys.exit(f"没有到过这一点：{point}（{status}）")
        self.killed[point or "随机"] = self.killed.get(point or "随机", 0) + died
        self.finished += not died
        self.look(before)

    def _in_child(self, point: str) -> None:
        try:
            _lay_mines(point)
            self.publish()
        except BaseException as error:  # a child must not go on as its parent would
            print(f"子进程：{type(error).__name__} {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)

    def state(self) -> tuple[int, str]:
        """The live edition and the state of the draft."""
        from budgets.models import Disclosure, Edition

        live = Edition.objects.live().get(slug=self.budget.slug)
        return live.number, Disclosure.objects.get(pk=self.budget.pk).state

    def look(self, before: tuple[int, str]) -> None:
        """The old edition is live and the draft still approved, or the new one is live and the draft published; every
        edition's files are what it says, its page is served, and the record is in order."""
        from django.test import Client

        from budgets.acts.record import verify
        from budgets.editions.files import damaged
        from budgets.models import Edition

        after = self.state()
        wrong = [] if after in (before, (before[0] + 1, "published")) else [f"{before} → {after}"]
        for edition in Edition.objects.filter(slug=self.budget.slug, number__gte=before[0]):
            wrong += damaged(edition.slug, edition.number, edition.files)
        for address in (f"/d/{self.budget.slug}/", f"/d/{self.budget.slug}.pdf", f"/d/{self.budget.slug}.xlsx"):
            response = Client(SERVER_NAME="localhost").get(address)
            b"".join(response) if response.streaming else response.content
            wrong += [f"{address} {response.status_code}"] if response.status_code != 200 else []
        wrong += verify()
        if wrong:
            sys.exit(f"不一致：{wrong}")

    def told(self, count: int) -> str:
        """How many died where."""
        where = "，".join(f"{point} {times}" for point, times in sorted(self.killed.items()))
        return f"公开时中断 {count} 次：{where}；来得及完成 {self.finished} 次。每次之后只有一个一致的现行版次。"


def _lay_mines(point: str) -> None:
    """Make the process kill itself when it has come to ``point``."""
    from django.db import connection

    from budgets.acts import publication
    from budgets.editions import files, publishing

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def after(owner: Any, name: str, times: int = 1) -> Callable[[], None]:
        whole, count = getattr(owner, name), [0]

        def mined(*args: Any, **kwargs: Any) -> Any:
            answer = whole(*args, **kwargs)
            count[0] += 1
            if count[0] == times:
                die()
            return answer

        return lambda: setattr(owner, name, mined)

    mines = {
        "files.made": after(files.Files, "__init__"),
        "part.written": after(files, "_written", times=2),
        "files.written": after(files.Files, "write"),
        "row.added": after(publishing, "_row"),
        "entries.kept": after(publishing.EditionEntries.objects, "create"),
        "act.recorded": after(publication, "perform"),
        "file.placed": after(Path, "replace", times=2),
        "files.placed": after(files.Files, "place"),
        "committed": after(files.Files, "drop"),
    }
    if point:
        connection.ensure_connection()
        mines[point]()


if __name__ == "__main__":
    main(int(sys.argv[1]))
