"""Turning the plain text of a document's narrative into text and figures."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from budgets.document import Document, Figure, Paragraph, Run, Section, Text
from budgets.money import FEN
from budgets.recognising.lookup import Lookup
from budgets.recognising.numbers import AMOUNT, COUNT, YUAN_IN, Found, find, plain, squeezed
from budgets.recognising.rules import NONE, rules_of
from budgets.recognising.sections import keyed, paragraph_keys
from budgets.recognising.voice import Voice

_AHEAD = 24


def recognise(document: Document) -> Document:
    """The document with every number of its text a figure: named as ours, or nameless where it is not understood.

    The words stay as they are, character for character; runs that are figures already stay untouched.
    """
    lookup = Lookup(document)
    rules = rules_of(document.kind)
    sections = [
        replace(section, paragraphs=tuple(_paragraphs(section, key, lookup, document)))
        for section, key in keyed(document.sections, rules)
    ]
    return replace(document, sections=tuple(sections))


def _paragraphs(section: Section, key: str, lookup: Lookup, document: Document) -> Iterator[Paragraph]:
    rules = rules_of(document.kind)
    for own, group in groupby(zip(paragraph_keys(section, key, rules), section.paragraphs, strict=True), itemgetter(0)):
        voice = Voice(rules.get(own, NONE), lookup, document.year)
        for _, paragraph in group:
            voice.paragraph(squeezed(plain("".join(run.text for run in paragraph))))
            yield tuple(_runs(paragraph, voice))


def _runs(paragraph: Paragraph, voice: Voice) -> Iterator[Run]:
    for run in paragraph:
        if isinstance(run, Figure):
            voice.given(run.name)
            yield run
        else:
            yield from _split(run.text, voice)


def _split(text: str, voice: Voice) -> Iterator[Run]:
    """Text and figures of one run of text."""
    even, place = plain(text), 0
    for found in find(even, voice.lookup.projects.numbered):
        voice.hear(even[place : found.start])
        if found.start > place:
            yield Text(text[place : found.start])
        name, sign = voice.name(found, squeezed(even[found.end : found.end + _AHEAD]))
        yield _figure(text[found.start : found.end], name, sign, found)
        voice.passed()
        place = found.end
    if place < len(text):
        voice.hear(even[place:])
        yield Text(text[place:])


def _figure(text: str, name: str, sign: int, found: Found) -> Figure:
    """The figure of a number: exact yuan for money, its size for anything else; a decrease is below zero."""
    size = +(sign * found.size)  # never -0
    if found.kind == AMOUNT:
        return Figure(name, text, yuan=_in_fen(size * YUAN_IN[found.unit]), unit=found.unit)
    return Figure(name, text, value=size, unit="" if found.kind == COUNT else found.unit)


def _in_fen(yuan: Decimal) -> Decimal:
    """The amount with two places, where it has no fractions of a fen."""
    rounded = yuan.quantize(FEN)
    return rounded if rounded == yuan else yuan
