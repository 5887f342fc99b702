"""Codes of classifications in one column or in parts; what is printed only once above is carried down."""

from collections.abc import Sequence
from itertools import accumulate

from budgets.importing.cells import plain

# The field of a line, and the digits of its parts: 类, 款, 项.
WIDTHS = {"function": (3, 2, 2), "economic": (3, 2), "government": (3, 2)}


class CodeError(ValueError):
    """A code that is none; ``part`` says which of the columns is wrong."""

    def __init__(self, message: str, part: int) -> None:
        super().__init__(message)
        self.part = part


class Codes:
    """Reads the codes of one field down a table."""

    def __init__(self, field: str) -> None:
        self.widths = WIDTHS[field]
        self.lengths = tuple(accumulate(self.widths))
        self.last: list[str] = ["" for _ in self.widths]

    def read(self, printed: Sequence[str]) -> str:
        """The whole code of a row from the columns that give it; empty where all are; ``CodeError`` if it is none."""
        parts = [plain(text) for text in printed]
        if not any(parts):
            return ""
        for place, part in enumerate(parts):
            if part and not (part.isascii() and part.isdigit()):
                raise CodeError(f"“{printed[place]}”不是科目编码：编码应为数字", place)
        code = self._whole(parts) if len(parts) == 1 else self._joined(parts)
        self.last = list(self.split(code, len(self.widths)))
        return code

    def split(self, code: str, columns: int) -> tuple[str, ...]:
        """A code as it stands in so many columns."""
        if columns == 1:
            return (code,)
        starts = (0, *self.lengths)
        return tuple(code[starts[n] : starts[n + 1]] for n in range(columns))

    def _whole(self, parts: list[str], place: int = 0) -> str:
        code = parts[place]
        if len(code) not in self.lengths:
            allowed = "、".join(map(str, self.lengths))
            raise CodeError(f"科目编码“{code}”是 {len(code)} 位，应为 {allowed} 位", place)
        return code

    def _joined(self, parts: list[str]) -> str:
        last = max(place for place, part in enumerate(parts) if part)
        if len(parts[last]) > self.widths[last]:
            return self._whole(parts, last)
        found: list[str] = []
        for place, width in enumerate(self.widths[: last + 1]):
            part = parts[place] or (self.last[place] if found == self.last[:place] else "")
            part = part.zfill(width) if place else part
            if len(part) != width:
                level = "类款项"[place]
                raise CodeError(
                    f"“{level}”应为 {width} 位数字" + (f"，现为“{part}”" if parts[place] else "，现为空"), place
                )
            found.append(part)
        return "".join(found)
