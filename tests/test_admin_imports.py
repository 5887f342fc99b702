"""The pages of importing, as clerks meet them: refused files, the preview, taking it over whole or not at all."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from budgets import acts
from budgets.models import Department, Disclosure, Record, Region, Unit, Upload
from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED
from budgets.models.post import CLERK
from tests.admin_pages import address, messages, stored_sample
from tests.importing.bad_contents import TABLES, TARGET, WHOLE, cell, edited, sample_file
from tests.importing.judged import contents
from tests.workplace import person, staff

pytestmark = pytest.mark.django_db
SHEET = "部门支出预算表"


@pytest.fixture
def budget() -> Disclosure:
    return stored_sample(TARGET)


@pytest.fixture
def clerk(budget: Disclosure) -> Client:
    return signed_in(staff(budget.department)[0])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, budget: Disclosure, content: bytes, name: str = "预算.xlsx") -> HttpResponse:
    """What comes back when a file is uploaded."""
    return client.post(address(budget, "import"), {"file": SimpleUploadedFile(name, content)})


def staged(client: Client, budget: Disclosure, content: bytes, name: str = "预算.xlsx") -> Upload:
    """The upload that is waiting after a file was sent."""
    response = sent(client, budget, content, name)
    assert response.status_code == 302, text(response)
    return Upload.objects.get()


def preview(budget: Disclosure, upload: Upload) -> str:
    return f"{address(budget, 'import')}{upload.pk}/"


def text(response: HttpResponse) -> str:
    """The words of a page."""
    content = response.content.decode()
    start = content.index('<div class="import">')
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content[start:]))


def kept() -> dict[str, str]:
    """What is in the database beside uploads and sessions."""
    return {name: digest for name, digest in contents().items() if name.startswith("budgets.") and "Upload" not in name}


def one_cell_changed() -> bytes:
    """Wages and totals of one row a little higher, in the table of expenditure alone."""
    return cell(SHEET, "I8", 69.29)


def test_the_page_offers_the_upload_and_the_downloads(clerk: Client, budget: Disclosure) -> None:
    page = clerk.get(address(budget, "import"))
    assert page.status_code == 200
    assert 'type="file"' in page.content.decode()
    for which in ("workbook", "template", "lines", "word"):
        assert f"/files/{which}/" in page.content.decode()


@pytest.mark.parametrize("which", ["workbook", "template", "lines", "word"])
def test_every_download_is_a_file(clerk: Client, budget: Disclosure, which: str) -> None:
    response = clerk.get(f"{address(budget, 'files').rstrip('/')}/{which}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert len(response.content) > 1000


def test_an_unknown_download_is_not_found(clerk: Client, budget: Disclosure) -> None:
    assert clerk.get(f"{address(budget, 'files').rstrip('/')}/pdf/").status_code == 404


def test_a_file_with_errors_is_refused_with_the_list_and_nothing_is_kept(clerk: Client, budget: Disclosure) -> None:
    before = kept()
    response = sent(clerk, budget, cell(SHEET, "I8", "约68万"))
    assert response.status_code == 422
    assert f"工作表“{SHEET}”I8" in text(response)
    assert "约68万" in text(response)
    assert not Upload.objects.exists()
    assert kept() == before


def test_what_cannot_be_read_at_all_is_refused(clerk: Client, budget: Disclosure) -> None:
    response = sent(clerk, budget, b"PK\x03\x04" + bytes(40))
    assert response.status_code == 422
    assert "不完整" in text(response)


@pytest.mark.parametrize("data", [{}, {"file": SimpleUploadedFile("空.xlsx", b"")}])
def test_no_file_and_an_empty_one_are_told(clerk: Client, budget: Disclosure, data: dict[str, Any]) -> None:
    response = clerk.post(address(budget, "import"), data)
    assert response.status_code == 422
    assert "请选择文件" in text(response) or "空的" in text(response)


def test_a_file_that_says_what_is_there_changes_nothing(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, WHOLE))
    page = text(clerk.get(preview(budget, upload)))
    assert "与已经录入的内容相同，没有改变" in page
    assert upload.report["differing"] == []
    assert upload.report["counts"]["changed"] == 0


def test_the_preview_shows_every_row_with_its_place(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES))
    table = next(each for each in upload.report["tables"] if each["code"] == "B03")
    assert table["sheet"] == SHEET
    assert [row["row"] for row in table["rows"]] == list(range(6, 15))
    page = text(clerk.get(preview(budget, upload)))
    assert "事业运行" in page
    assert "还没有写入" in page


def test_nothing_is_written_before_it_is_accepted(clerk: Client, budget: Disclosure) -> None:
    before = kept()
    upload = staged(clerk, budget, one_cell_changed())
    clerk.get(preview(budget, upload))
    assert kept() == before


def test_differences_have_to_be_seen_before_accepting(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, one_cell_changed())
    page = clerk.get(preview(budget, upload))
    assert 'name="seen"' in page.content.decode()
    assert f"工作表“{SHEET}”" in text(page)
    before = kept()
    refused = clerk.post(preview(budget, upload), {"accept": "1"})
    assert refused.status_code == 409
    assert messages(refused) == ["请先勾选“已看过以上提示”，再导入"]
    assert kept() == before
    assert clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"}).status_code == 302
    assert Upload.objects.get().state == Upload.ACCEPTED


def test_accepting_enters_the_file_and_counts_the_version(clerk: Client, budget: Disclosure) -> None:
    content = edited(lambda book: book["文本"].__setitem__("E7", "只做一件事。"), WHOLE)
    upload = staged(clerk, budget, content)
    assert [change["field"] for change in upload.report["changed"]] == ["文字"]
    response = clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"}, follow=True)
    assert "已导入 预算.xlsx。" in messages(response)
    again = Disclosure.objects.get(pk=budget.pk)
    assert again.texts.get(key="duties").text == "只做一件事。"
    assert again.version == budget.version + 1
    assert Record.objects.order_by("pk").last().what["import"] == "预算.xlsx"


def test_a_discarded_upload_cannot_be_accepted(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES))
    before = kept()
    assert clerk.post(preview(budget, upload), {"discard": "1"}).status_code == 302
    refused = clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"})
    assert refused.status_code == 409
    assert messages(refused)[-1] == "这次导入已经处理过了"
    assert kept() == before


def test_accepting_twice_enters_once(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, WHOLE))
    clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"})
    version = Disclosure.objects.get(pk=budget.pk).version
    refused = clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"})
    assert refused.status_code == 409
    assert Disclosure.objects.get(pk=budget.pk).version == version


def test_a_preview_is_out_of_date_when_somebody_saved(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, WHOLE))
    acts.edited(budget, None, None, {})
    page = clerk.get(preview(budget, upload))
    assert "又有人保存过" in text(page)
    assert 'name="accept"' not in page.content.decode()
    before = kept()
    refused = clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"})
    assert refused.status_code == 409
    assert "请重新上传" in messages(refused)[-1]
    assert kept() == before


def test_neither_accept_nor_discard_does_nothing(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, WHOLE))
    before = kept()
    assert clerk.post(preview(budget, upload), {"seen": "1"}).status_code == 409
    assert kept() == before


def test_what_is_published_takes_no_file(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, WHOLE))
    Disclosure.objects.filter(pk=budget.pk).update(state=PUBLISHED)
    before = kept()
    page = clerk.get(address(budget, "import"))
    assert "更正" in text(page)
    assert 'type="file"' not in page.content.decode()
    assert sent(clerk, budget, sample_file(TARGET, WHOLE)).status_code == 409
    assert clerk.post(preview(budget, upload), {"accept": "1", "seen": "1"}).status_code == 409
    assert kept() == before


def test_what_is_approved_is_a_draft_again_after_an_import(budget: Disclosure) -> None:
    Disclosure.objects.filter(pk=budget.pk).update(state=APPROVED)
    client = signed_in(staff(budget.department)[0])
    upload = staged(client, budget, sample_file(TARGET, WHOLE))
    client.post(preview(budget, upload), {"accept": "1", "seen": "1"})
    assert Disclosure.objects.get(pk=budget.pk).state == DRAFT


def test_another_department_s_clerk_finds_nothing(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES))
    region = Region.objects.get(code="410802")
    other = Department.objects.create(region=region, code="999", name="别的局")
    Unit.objects.create(department=other, code="999001", name="别的局")
    stranger = signed_in(person("别人", (CLERK, other)))
    before = kept()
    for page in (address(budget, "import"), preview(budget, upload), f"{address(budget, 'files')}workbook/"):
        assert stranger.get(page).status_code in (302, 403, 404)
    assert stranger.post(preview(budget, upload), {"accept": "1", "seen": "1"}).status_code in (302, 403, 404)
    assert sent(stranger, budget, sample_file(TARGET, TABLES)).status_code in (302, 403, 404)
    assert kept() == before
    assert Upload.objects.get().state == Upload.STAGED


def test_an_upload_belongs_to_its_disclosure(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES))
    other = Disclosure.objects.create(
        department=budget.department, kind=budget.kind, year=budget.year + 1, layout=budget.layout
    )
    assert clerk.get(preview(other, upload)).status_code == 404


def test_who_may_only_look_may_not_import(budget: Disclosure) -> None:
    reviewer = signed_in(staff(budget.department)[1])
    assert reviewer.get(address(budget, "import")).status_code == 403
    assert sent(reviewer, budget, sample_file(TARGET, TABLES)).status_code == 403


@pytest.mark.parametrize("name", ["../../etc/预算.xlsx", "C:\\表\\预算.xlsx", "预\x07算\x00.xlsx", "<b>预算</b>.xlsx"])
def test_names_of_files_are_only_shown(clerk: Client, budget: Disclosure, name: str) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES), name)
    assert "/" not in upload.filename
    assert "\\" not in upload.filename
    assert upload.filename.isprintable()
    assert "<b>预算" not in clerk.get(preview(budget, upload)).content.decode()


def test_pages_have_no_inline_scripts_or_styles(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, one_cell_changed())
    refused = sent(clerk, budget, cell(SHEET, "I8", "约68万"))
    for page in (clerk.get(preview(budget, upload)), clerk.get(address(budget, "import")), refused):
        content = page.content.decode()
        assert " style=" not in content
        assert "<style" not in content
        assert not re.search(r"<script(?![^>]* src=)", content)
        assert not re.search(r"<table(?![^>]*>\s*<caption)", content)
        assert not re.search(r"<th(?![a-z])(?![^>]* scope=)", content)


def test_an_empty_form_is_told_and_changes_nothing(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, "template"))
    assert upload.report["tables"] == []
    assert len(upload.report["empty"]) == 15
    assert upload.report["counts"]["changed"] == 0
    assert "没有填的表" in text(clerk.get(preview(budget, upload)))


def test_a_waiting_upload_is_found_again(clerk: Client, budget: Disclosure) -> None:
    upload = staged(clerk, budget, sample_file(TARGET, TABLES))
    assert preview(budget, upload) in clerk.get(address(budget, "import")).content.decode()
