"""The glossary: terms in words of our own, explained where they stand in a summary and listed on a page."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.site.conditional import unless_known
from budgets.site.stamp import digest

FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its anchor, its name, how else documents write it, what it is, its legal ground (empty without one)."""

    key: str
    name: str
    text: str
    ground: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Terms that belong together."""

    key: str
    title: str
    terms: tuple[Term, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The whole glossary, in the order in which it is read."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Topic(each["key"], each["title"], tuple(map(_term, each["term"]))) for each in data["topic"])


def _term(data: dict) -> Term:
    return Term(**{**data, "also": tuple(data.get("also", ()))})


@cache
def _terms() -> dict[str, Term]:
    return {term.key: term for topic in topics() for term in topic.terms}


def explained_terms(keys: Iterable[str]) -> tuple[Term, ...]:
    """The terms with these keys, each once, in the order in which they are first named; ``KeyError`` for another."""
    return tuple(_terms()[key] for key in dict.fromkeys(keys) if key)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term, by topic."""
    return unless_known(request, digest("glossary"), lambda: _page(request))


def _page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/glossary.html", {"topics": topics()})
