"""The glossary: its terms, and its page."""

import re

import pytest
from django.test import Client

from budgets.site.glossary import explained_terms, topics

pytestmark = pytest.mark.django_db
TERMS = [term for topic in topics() for term in topic.terms]


def test_every_term_stands_once_and_is_explained_shortly() -> None:
    assert len(TERMS) >= 45
    names = [name for term in TERMS for name in (term.name, *term.also)]
    keys = [each.key for each in (*TERMS, *topics())]
    assert len(set(names)) == len(names) and len(set(keys)) == len(keys)
    for term in TERMS:
        assert re.fullmatch(r"[a-z]+", term.key), term.key
        assert term.text.endswith("。") and 8 <= len(term.text) <= 90, term.name


@pytest.mark.parametrize(
    "name",
    [
        "一般公共预算",
        "“三公”经费",
        "机关运行经费",
        "基本支出",
        "参公单位",
        "全年预算",
        "勾稽",
        "尾差",
        "批复",
        "绩效自评",
    ],
)
def test_what_documents_are_made_of_is_explained(name: str) -> None:
    assert any(term.name == name for term in TERMS)


def test_terms_are_given_once_in_the_order_in_which_they_are_named() -> None:
    assert [term.key for term in explained_terms(["sangong", "", "benji", "sangong"])] == ["sangong", "benji"]


def test_a_term_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        explained_terms(["nothing"])


def test_the_page_lists_every_term_with_an_anchor(client: Client) -> None:
    response = client.get("/glossary/")
    page = response.content.decode()
    assert response.status_code == 200
    for term in TERMS:
        assert page.count(f'id="{term.key}"') == 1 and f'href="#{term.key}"' in page and term.text in page


def test_a_reader_who_has_the_page_is_told_so(client: Client) -> None:
    tag = client.get("/glossary/")["ETag"]
    assert client.get("/glossary/", headers={"if-none-match": tag}).status_code == 304


def test_the_page_asks_nothing_of_the_database(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        client.get("/glossary/")
