"""Naming the numbers of a section one after another: what is spoken of, and what each number says of it."""

import re
from dataclasses import dataclass

from budgets.recognising.flow import goes_on, last_clause
from budgets.recognising.lookup import Lookup
from budgets.recognising.numbers import AMOUNT, COUNT, PERCENT, Found, plain, squeezed
from budgets.recognising.relations import Relation, aside, relation
from budgets.recognising.rules import EARLIER, UNNAMED, Rules

_ONLY_STAGE = re.compile(
    r"(?:\d{4}年度?|本年|当年|年初|全年|调整|支出|财政拨款)*(?:预算|决算|执行|安排)(?:数|安排|金额|支出)*[为是共]?$"
)
_COMPARED = re.compile(
    r"[与比较和同](?:上年|上一年|去年|\d{4}年)度?(?:当年)?(?:年初)?(?:预算|决算|执行)*(?:数|安排|支出)*(?:相比|比较|对比)?"
    r"|万?亿?元|[%（）]|其中|同比|由|从|各|均|分别|(?:预算|决算)数?|支出|数|略有|有所|相应|幅度|增减|变动|总计|合计|共|本年|\d{4}年度?"
)
_ASIDES = re.compile(r"(?:主要)?原因[^。；]*|(?:主要)?用于(?!以下|下列)[^，。；：]*")
_SUFFIX = re.compile(r"\.(?:share|change|rate|completion|prior|initial|adjusted)$")
# Characters of a sentence, and of the words since the last number, that may still say what a number is.
_SENTENCE, _WORDS = 300, 1000


@dataclass
class Voice:
    """Where the reading of a section stands: words since the last number, the sentence so far, what was told
    lately, the paragraph, the subject."""

    rules: Rules
    lookup: Lookup
    year: int
    words: str = ""
    sentence: str = ""
    told: str = ""
    above: str = ""
    subject: str = ""

    def paragraph(self, words: str) -> None:
        """A paragraph of these squeezed words begins: a new thought, unless the last one broke off in a sentence."""
        if not goes_on(self.above, words):
            self.words = self.sentence = ""
            self.subject = self.rules.start
        self.above = words

    def hear(self, text: str) -> None:
        """Words are read."""
        said = squeezed(plain(text))
        self.words = (self.words + said)[-_WORDS:]
        self.told = (self.told + said)[-_SENTENCE:]
        _, stop, rest = said.rpartition("。")
        self.sentence = (rest if stop else self.sentence + rest)[-_SENTENCE:]

    def passed(self) -> None:
        """A number is read."""
        self.words = ""
        self.sentence += EARLIER
        self.told += EARLIER

    def given(self, name: str) -> None:
        """A figure with this name stands there already: it is what is spoken of."""
        self.passed()
        subject = _SUFFIX.sub("", name)
        if self.rules.plain != "{}":
            subject = subject.rpartition(".")[2]
        self.subject = "general.total" if subject == "general" else subject

    def name(self, found: Found, after: str) -> tuple[str, int]:
        """The name of the number that comes next (empty if it is not understood) and the sign of a change."""
        if found.kind == COUNT:
            return self._count(after), 1
        if found.kind not in (AMOUNT, PERCENT) or aside(self.sentence):
            return "", 1
        exact = found.kind == AMOUNT and self.rules.exactly(f"{self.sentence}#{after}", counting=False)
        if exact:
            self.subject = exact
            return exact, 1
        related = relation(self.words, found.kind, self.year)
        name = self._related(related) if related.suffix else self._plain(found.kind)
        return name, related.sign if name else 1

    def _count(self, after: str) -> str:
        name = self.rules.exactly(f"{self.sentence}#{after}", counting=True)
        if name == UNNAMED:
            return ""
        if "{project}" in name:
            key = self.lookup.projects.spoken_of(self.told)
            return name.format(project=key) if key else ""
        return self.rules.counted(name, self.sentence) if name else ""

    def _plain(self, kind: str) -> str:
        """The name of an amount of the subject itself; a percentage that relates to nothing has none."""
        if kind == PERCENT:
            return ""
        clause = last_clause(self.words)
        self._speak_of(self.words, clause, carried=_ONLY_STAGE.fullmatch(clause) is not None)
        return self.rules.staged(self.subject, clause) if self.subject else ""

    def _related(self, related: Relation) -> str:
        words = self.words[: related.start]
        clause = last_clause(words)
        self._speak_of(words, clause, carried=not _COMPARED.sub("", clause))
        if related.suffix == UNNAMED:
            self.subject = ""
        if not self.subject:
            return ""
        return self.rules.named(f"{self.rules.named(self.rules.plain.format(self.subject))}.{related.suffix}")

    def _speak_of(self, words: str, clause: str, carried: bool) -> None:
        """Settle the subject: that of ``clause``; where it speaks of none (``carried``), that of ``words`` before it,
        or the one before; where it speaks of something else, none."""
        own = self._spoken_of(words if carried else clause)
        self.subject = "" if own == UNNAMED else own or (self.subject if carried else "")

    def _spoken_of(self, words: str) -> str:
        """The subject that words name last: by the document's own names, else by the rules; empty if none."""
        said = _ASIDES.sub("", words)
        for finder in self.rules.finders:
            if found := self.lookup.find(finder, said):
                return found
        return self.rules.subject(said)
