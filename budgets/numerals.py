"""Chinese numerals of running numbers."""

NUMERALS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """Chinese numeral of 0–99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
