"""Long work says how far it has come, to the page that waits for it and to nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from budgets.admin.working import followed, working_view
from budgets.working import listening, part, say
from tests.admin_pages import clerk

TOKEN = "0123456789abcdef0123456789abcdef"


def asked(token: str) -> dict[str, object]:
    return json.loads(working_view(RequestFactory().get("/", {"token": token})).content)


def request(token: str = TOKEN) -> HttpRequest:
    return RequestFactory().post("/", {"working": token})


def test_work_is_told_while_it_goes_on_and_not_after(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with followed(request()):
        assert asked(TOKEN) == {}
        say("读取文件", 1, 4)
        assert asked(TOKEN) == {"words": "读取文件", "done": 1, "of": 4}
        assert asked("f" * 32) == {}
    assert asked(TOKEN) == {}
    assert list((tmp_path / "working").iterdir()) == []


def test_work_that_fails_leaves_nothing(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with pytest.raises(ZeroDivisionError), followed(request()):
        say("核对")
        raise ZeroDivisionError
    assert list((tmp_path / "working").iterdir()) == []


@pytest.mark.parametrize("token", ["", "../../secret", TOKEN.upper(), TOKEN + "0"])
def test_what_is_no_token_makes_and_reads_no_file(settings: Any, tmp_path: Path, token: str) -> None:
    settings.VAR_DIR = tmp_path
    with followed(request(token)):
        say("核对")
        assert asked(token) == {}
    assert list(tmp_path.iterdir()) == []


def test_parts_tell_of_the_whole() -> None:
    told: list[tuple[str, int, int]] = []
    with listening(lambda *said: told.append(said)):
        with part("第 2 份", 1, 3):
            say("生成 PDF", 5, 9)
        say("完")
    say("没有人听")
    assert told == [("第 2 份：生成 PDF", 1, 3), ("完", 0, 0)]


@pytest.mark.django_db
def test_only_who_has_signed_in_may_ask() -> None:
    assert Client().get("/admin/working/", {"token": TOKEN}).status_code == 302
    assert clerk().get("/admin/working/", {"token": TOKEN}).json() == {}
