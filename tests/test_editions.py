"""Publishing freezes a numbered edition: document, hash and PDF; what was published never changes."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from budgets.checking.telling import summary_json
from budgets.document import sha256, to_json
from budgets.editions import (
    Changed,
    document_of,
    draft,
    file_path,
    files,
    live,
    next_edition,
    pdf_path,
    public_json,
    publish,
    publishing,
)
from budgets.editions.files import damaged
from budgets.models import Budget, Edition
from tests.builders import budget, earn, final, spend

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]


def small(code: str = "101") -> Budget:
    made = budget(code=code)
    earn(made, "700000.00")
    spend(made, "function", "700000.00", function="2013101")
    return made


def test_an_edition_holds_the_document_as_it_was() -> None:
    made = small()
    edition = publish(made, by=None)
    made.income_lines.update(amount=1)
    frozen = document_of(edition)
    assert edition.number == frozen.edition == 1
    assert frozen.table("B01").cell("income/total", "amount").text == "70.00"
    assert edition.sha256 == sha256(frozen) == hashlib.sha256(edition.document.encode()).hexdigest()
    assert draft(made).table("B01").cell("income/total", "amount").text != "70.00"


def test_the_files_are_in_place_with_their_edition_and_are_what_it_says() -> None:
    edition = publish(small(), by=None)
    paths = {ending: file_path(edition.slug, 1, ending) for ending in ("pdf", "xlsx", "json")}
    assert pdf_path(edition.slug, 1).read_bytes().startswith(b"%PDF")
    assert set(pdf_path(edition.slug, 1).parent.iterdir()) == set(paths.values())
    assert edition.files == {ending: hashlib.sha256(path.read_bytes()).hexdigest() for ending, path in paths.items()}
    assert paths["json"].read_bytes() == public_json(edition)
    assert damaged(edition.slug, 1, edition.files) == []
    paths["xlsx"].write_bytes(b"other")
    paths["pdf"].unlink()
    assert damaged(edition.slug, 1, edition.files) == ["pdf", "xlsx"]


def test_an_edition_keeps_what_was_entered_for_it() -> None:
    made = small()
    edition = publish(made, by=None)
    made.income_lines.update(amount=1)
    assert [line["amount"] for line in edition.entries.entries["income"]] == ["700000.00"]


def test_a_text_that_is_withheld_by_law_is_in_no_file() -> None:
    made = small()
    made.texts.create(key="duties", text="不宜公开的职责", withheld=True, ground="按有关规定")
    edition = publish(made, by=None)
    cells = [cell.value for sheet in load_workbook(file_path(edition.slug, 1, "xlsx")) for row in sheet for cell in row]
    assert "按有关规定" in cells and not any("不宜公开的职责" in str(cell) for cell in cells)


def test_what_a_publication_that_was_killed_has_left_is_tidied_up_in_time() -> None:
    made = small()
    folder = pdf_path(made.slug, 1).parent
    folder.mkdir(parents=True)
    old, young = folder / "e1.pdf.1.part", folder / "e1.pdf.2.part"
    for part in (old, young):
        part.write_bytes(b"")
    os.utime(old, (0, 0))
    publish(made, by=None)
    assert not old.exists() and young.exists()


def test_the_next_edition_has_the_next_number_and_is_live() -> None:
    made = small()
    publish(made, by=None)
    publish(made, by=None, reason="更正")
    publish(small(code="102"), by=None)
    assert [(e.slug, e.number) for e in live().order_by("slug")] == [
        ("410800-101-2024-budget", 2),
        ("410800-102-2024-budget", 1),
    ]


def test_an_edition_cannot_be_changed() -> None:
    edition = publish(small(), by=None)
    edition.document = "{}"
    with pytest.raises(ValidationError, match="不能修改"):
        edition.save()


def test_what_is_published_is_what_was_confirmed() -> None:
    made = small()
    confirmed = sha256(next_edition(made))
    made.income_lines.update(amount=1)
    with pytest.raises(Changed, match="请重新核对"):
        publish(made, by=None, expected=confirmed)
    assert not Edition.objects.exists()
    made.income_lines.update(amount="700000.00")
    assert publish(made, by=None, expected=confirmed).sha256 == confirmed
    with pytest.raises(Changed):  # by now it would be another edition
        publish(made, by=None, expected=confirmed)
    assert Edition.objects.count() == 1


def test_what_the_checks_said_is_kept_whole_or_not_at_all() -> None:
    edition = publish(small(), by=None)
    assert edition.summary == summary_json(edition.checked)
    for part in ("summary", "checked"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.update(**{part: None})


def test_of_two_who_publish_at_once_one_fails_and_the_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = small()
    first = publish(made, by=None)
    kept = pdf_path(first.slug, 1).read_bytes()
    monkeypatch.setattr(publishing, "_next_number", lambda slug: 1)
    monkeypatch.setattr(files, "MAKERS", {"pdf": lambda document, entries: b"other"})
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(made, by=None)
    assert pdf_path(first.slug, 1).read_bytes() == kept
    assert damaged(first.slug, 1, first.files) == []
    assert not list(pdf_path(first.slug, 1).parent.glob("*.part"))


def test_nothing_appears_when_the_file_cannot_be_written(editions_in_a_folder_of_their_own: Path) -> None:
    made = small()
    (editions_in_a_folder_of_their_own / made.slug).write_text("in the way")
    with pytest.raises(OSError):
        publish(made, by=None)
    assert not Edition.objects.exists()


def test_the_live_edition_is_exported(tmp_path: Path) -> None:
    edition = publish(small(), by=None)
    for kind in ("json", "pdf"):
        call_command("export_disclosure", edition.slug, format=kind, output=tmp_path / kind)
    assert json.loads((tmp_path / "json").read_text()) == to_json(document_of(edition))
    assert (tmp_path / "pdf").read_bytes() == pdf_path(edition.slug, 1).read_bytes()


def test_final_accounts_are_published_beside_the_budget_of_their_year() -> None:
    publish(small(), by=None)
    made = final()
    edition = publish(made, by=None)
    assert edition.slug == "410800-101-2024-final" and pdf_path(edition.slug, 1).read_bytes().startswith(b"%PDF")
    assert document_of(edition) == replace(draft(made), edition=1)
    assert document_of(edition).table("F12").panels == ()


def test_what_is_not_published_is_not_exported(tmp_path: Path) -> None:
    made = small()
    with pytest.raises(CommandError, match="没有已公开的文件"):
        call_command("export_disclosure", made.slug, format="json", output=tmp_path / "x")


def test_an_address_belongs_to_one_disclosure() -> None:
    made = small()
    publish(made, by=None)
    unit = made.department.units.first()
    unit.code = made.department.code
    unit.save()
    other = Budget.objects.create(department=made.department, unit=unit, year=made.year, layout=made.layout)
    with pytest.raises(ValueError, match="已属于"):
        publish(other, by=None)
