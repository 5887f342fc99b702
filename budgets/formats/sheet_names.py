"""Names of sheets: what Excel takes, and no two alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
YEAR = re.compile(r"^\d{4}年度?")


@dataclass(slots=True)
class SheetNames:
    """Gives names that are not taken yet; Excel knows no difference of upper and lower case."""

    taken: set[str] = field(default_factory=set)

    @classmethod
    def besides(cls, names: Iterable[str]) -> "SheetNames":
        """Names other than those of sheets that keep theirs."""
        return cls({name.casefold() for name in names})

    def table(self, number: str, title: str) -> str:
        """The name of a table's sheet: its number and its title without the year."""
        return self.name(f"{number} {YEAR.sub('', title)}")

    def name(self, wish: str) -> str:
        """``wish`` without forbidden characters, shortened, and with a number behind it if it is taken."""
        legal = FORBIDDEN.sub(" ", wish).strip() or "表"
        name, count = legal[:LONGEST].strip(), 1
        while name.casefold() in self.taken:
            count += 1
            ending = f"({count})"
            name = legal[: LONGEST - len(ending)].strip() + ending
        self.taken.add(name.casefold())
        return name
