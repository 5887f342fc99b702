"""The record of acts: what an entry holds, that it only grows, and that verifying finds whatever was tampered with."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from budgets.acts.record import append, verify
from budgets.models import Record
from budgets.models.record import FIRST
from tests.builders import budget, freeze
from tests.conftest import record_only_grows

WRITERS = 20


def entries(count: int) -> list[Record]:
    return [append("edit", None, None, None, {"n": number}) for number in range(count)]


def tamper(statement: str, *values: Any) -> None:
    """What somebody does who may do everything with the database."""
    with connection.cursor() as cursor:
        for each in record_only_grows.REMOVE[connection.vendor]:
            cursor.execute(each)
        cursor.execute(statement, values)
        for each in record_only_grows.ADD[connection.vendor]:
            cursor.execute(each)


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_from_where() -> None:
    made, person = budget(), User.objects.create_user("zhangsan", first_name="张三")
    entry = append("submit", person, "2001:DB8::1", made, {"sha256": "0"}, "补报")
    entry.refresh_from_db()
    assert (entry.number, entry.previous, entry.act, entry.by, entry.who) == (1, FIRST, "submit", person, "张三")
    assert (entry.address, entry.disclosure_id, entry.slug) == ("2001:db8::1", made.pk, made.slug)
    assert (entry.version, entry.what, entry.reason) == (1, {"sha256": "0"}, "补报")
    assert entry.digest == entry.computed()
    assert verify() == []


@pytest.mark.django_db
def test_each_entry_is_chained_to_the_one_before() -> None:
    first, second, third = entries(3)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.digest, second.digest)


@pytest.mark.django_db
def test_what_is_undone_is_not_recorded() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        entries(1)
        raise ZeroDivisionError
    assert [entry.number for entry in entries(2)] == [1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE budgets_record SET reason = 'x'", "DELETE FROM budgets_record"])
def test_the_database_refuses_to_change_the_past(statement: str) -> None:
    entries(2)
    with pytest.raises(DatabaseError, match="办理记录只能增加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify() == [] and Record.objects.count() == 2


@pytest.mark.django_db
def test_so_do_the_models() -> None:
    (entry,) = entries(1)
    for change in (entry.save, entry.delete, Record.objects.all().delete, lambda: Record.objects.update(reason="x")):
        with pytest.raises(ValidationError, match="只能增加"):
            change()


CHANGES = {
    "act": ("approve", "的内容与摘要不符"),
    "who": ("别人", "的内容与摘要不符"),
    "slug": ("410800-102-2024-budget", "的内容与摘要不符"),
    "what": ('{"n": 7}', "的内容与摘要不符"),
    "reason": ("另一个理由", "的内容与摘要不符"),
    "address": ("10.0.0.9", "的内容与摘要不符"),
    "version": (9, "的内容与摘要不符"),
    "previous": ("1" * 64, "与上一条接不上"),
    "digest": ("1" * 64, "的内容与摘要不符"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_is_named(column: str) -> None:
    entries(3)
    value, told = CHANGES[column]
    tamper(f"UPDATE budgets_record SET {column} = %s WHERE number = 2", value)
    assert any(each.startswith("第 2 条") and told in each for each in verify())


@pytest.mark.django_db
def test_another_time_is_found() -> None:
    _, second, _ = entries(3)
    tamper("UPDATE budgets_record SET at = %s WHERE number = 2", second.at - timedelta(seconds=1))
    assert verify() == ["第 2 条的内容与摘要不符：写入后被改动过"]


@pytest.mark.django_db
def test_a_forged_digest_breaks_the_chain_behind_it() -> None:
    _, second, _ = entries(3)
    second.reason = "另一个理由"
    tamper("UPDATE budgets_record SET reason = %s, digest = %s WHERE number = 2", second.reason, second.computed())
    assert verify() == ["第 3 条与上一条接不上"]


@pytest.mark.django_db
def test_a_missing_entry_is_found() -> None:
    entries(4)
    tamper("DELETE FROM budgets_record WHERE number IN (2, 3)")
    assert verify() == ["第 2 条至第 3 条不见了"]


@pytest.mark.django_db
def test_an_edition_without_its_entry_is_found_and_one_that_is_another_now() -> None:
    made = budget()
    first, second = freeze(made), freeze(made, 2)
    assert verify() == [f"{made.slug} 第 1 版没有公开的记录", f"{made.slug} 第 2 版没有公开的记录"]
    append("publish", None, None, made, {"edition": 1, "sha256": first.sha256})
    append("publish", None, None, made, {"edition": 2, "sha256": first.sha256})
    append("publish", None, None, made, {"edition": 3, "sha256": second.sha256})
    assert verify() == [
        f"{made.slug} 第 2 版的 SHA-256 与公开时的记录不同",
        f"{made.slug} 第 3 版有公开的记录，但版次不见了",
    ]


@pytest.mark.django_db
def test_the_command_says_how_many_are_in_order_or_which_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    entries(3)
    call_command("verify_record")
    assert "办理记录 3 条，前后相接" in capsys.readouterr().out
    tamper("UPDATE budgets_record SET reason = 'x' WHERE number = 2")
    with pytest.raises(CommandError, match="有 1 处不符：\n第 2 条") as told:
        call_command("verify_record")
    assert told.value.returncode == 1


@pytest.mark.django_db
def test_editions_of_before_are_entered_when_the_record_begins() -> None:
    made = budget()
    freeze(made, 2), freeze(made, 1, reason="更正")

    record_only_grows.begin(apps, None)
    assert verify() == []
    assert list(Record.objects.order_by("number").values_list("slug", "what__edition", "reason")) == [
        (made.slug, 1, "更正"),
        (made.slug, 2, ""),
    ]


@pytest.mark.django_db(transaction=True)
def test_who_append_at_once_make_one_chain() -> None:
    failed: list[Exception] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        start.wait()
        try:
            append("edit", None, None, None, {"n": number})
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert verify() == []
    assert sorted(Record.objects.values_list("what__n", flat=True)) == list(range(WRITERS))


@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_there_after_a_test_on_threads() -> None:
    entries(1)
    with pytest.raises(DatabaseError, match="办理记录只能增加"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM budgets_record")
