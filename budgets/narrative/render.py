"""Renders a layout's templates (Jinja, sandboxed) into paragraphs of text and figures."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from budgets.document import Figure, Paragraph, Run, Text
from budgets.evaluation import grade
from budgets.ledger import ADJUSTED, INITIAL
from budgets.narrative.figures import NAMES, Value
from budgets.narrative.names import TEXTS
from budgets.narrative.words import CLOSE, OPEN, Namespace, Recorder, Word, Words
from budgets.numerals import numeral

STATEMENT = "statement."
_BREAK = re.compile(r"\n\s*\n")
_UNIT = re.compile(r"^(万元|元|%|辆|台（套）|项|个|人次|批次|人|分)")
_LINE = re.compile(r"\s*\n\s*")


@cache
def environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """The templates of a layout: the most special folder first."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / "narrative" for folder in folders]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def paragraphs(key: str, words: Words) -> tuple[Paragraph, ...]:
    """The paragraphs of a section; none where the layout has no template for it.

    A blank line parts paragraphs; a single line break is only where the template was folded.
    """
    try:
        template = environment(words.layout.folders).get_template(f"{key}.txt")
    except TemplateNotFound as error:
        if error.name == f"{key}.txt":
            return ()
        raise
    words.names = words.names or context(words)
    text = template.render(words.names).strip()
    parts = (_LINE.sub("", part).strip() for part in _BREAK.split(text))
    return tuple(tuple(_runs(part, words.recorder)) for part in parts if part)


def context(words: Words) -> dict[str, Any]:
    """What a template may name: figures and texts by their names, and the lists of a narrative."""
    facts, book = words.facts, words.book
    return {
        **{prefix: Namespace(prefix, words.figure) for prefix in {name.partition(".")[0] for name in NAMES}},
        **{prefix: Namespace(prefix, words.said) for prefix in ("reason", "use")},
        "said": {key: words.said(key) for key in TEXTS},
        "year": facts.year,
        "name": facts.name,
        "who": facts.narrative_name or facts.name,
        "is_unit": facts.is_unit,
        "unit_names": [unit.name for unit in facts.units],
        "classes": _classes(words),
        "items": _items(words),
        "initial": Word(words, book.stage_total(INITIAL)),
        "adjusted": Word(words, book.stage_total(ADJUSTED)),
        "staff_undivided": book.undivided("staff"),
        "public_undivided": book.undivided("public"),
        "evaluated_projects": _evaluated(words),
        "statements": _statements(words),
        "grades": [name for name, _ in words.layout.grades],
        "as_of": facts.labels.get("assets.as_of", ""),
        "staff_items": book.sections("staff"),
        "public_items": book.sections("public"),
        "key_projects": _key_projects(words),
        "car_use": facts.labels.get("assets.cars_other_note", ""),
    }


def _classes(words: Words) -> list[dict[str, Any]]:
    names = words.facts.names.functional
    return [{"name": names.get(code, code), "amount": Word(words, value)} for code, value in words.book.classes()]


def _items(words: Words) -> list[dict[str, Any]]:
    """Every 项: names of its 类 and 款 and its own, amounts, and what is said of it."""
    names = words.facts.names.functional
    found = []
    for item in words.book.items():
        said = item.explanation
        found.append(
            {
                "class_name": names.get(item.code[:3], item.code[:3]),
                "section_name": names.get(item.code[:5], item.code[:5]),
                "name": names.get(item.code, item.code),
                "amount": Word(words, item.amount),
                "initial": Word(words, item.initial),
                "adjusted": Word(words, item.adjusted),
                "purpose": words.typed(said.purpose).rstrip("。；;."),
                "reason": words.typed(said.reason).rstrip("。；;."),
            }
        )
    return found


def _evaluated(words: Words) -> list[dict[str, Any]]:
    """Projects that the department chose for an evaluation of its own: name, marks, grade."""
    found = []
    for project in words.facts.projects:
        score = project.evaluation.department_score if project.evaluation else None
        if score is None:
            continue
        value = Value(f"evaluation.{project.key}", score, money=False)
        found.append({"name": project.name, "score": Word(words, value), "grade": grade(score, words.layout.grades)})
    return found


def _statements(words: Words) -> list[dict[str, Any]]:
    """项目经费情况说明 of every project that has one: its texts, and its money by quarter."""
    found = []
    for project in words.facts.projects:
        own = {
            key.removeprefix(STATEMENT): value for key, value in project.details.items() if key.startswith(STATEMENT)
        }
        if not own:
            continue
        texts = {key: words.said_text(value) for key, value in own.items() if isinstance(value, str)}
        quarters = [
            {"number": numeral(n), "amount": Word(words, Value(f"statement.quarter{n}", yuan))}
            for n in (1, 2, 3, 4)
            if isinstance(yuan := own.get(f"quarter{n}"), Decimal)
        ]
        found.append({"name": project.name, "quarters": quarters, **texts})
    return found


def _key_projects(words: Words) -> list[dict[str, Any]]:
    key = sorted((p for p in words.facts.projects if p.key_position), key=lambda project: project.key_position)
    return [
        {
            "name": project.name,
            "amount": Word(words, words.book.project(project)),
            "purpose": words.typed("".join(project.purpose.split("\n"))).rstrip("。"),
            "number": numeral(place),
        }
        for place, project in enumerate(key, start=1)
    ]


def _runs(text: str, recorder: Recorder) -> Iterator[Run]:
    """Text and figures of one paragraph, in order; a figure that is not reported loses the unit behind it."""
    figure = None
    for place, piece in enumerate(re.split(f"{OPEN}{recorder.token}\\.([0-9]+){CLOSE}", text)):
        if place % 2:
            figure = recorder.figures[int(piece)]
            yield figure
        elif words := _UNIT.sub("", piece, count=1) if figure and _unreported(figure) else piece:
            yield Text(words)


def _unreported(figure: Figure) -> bool:
    return figure.yuan is None and figure.value is None
