"""Numbers as people write them: decimal commas, thousands marks, percent signs, digits of other scripts.

What a mark between digits means is decided in this order:

1. The text itself, where it leaves no choice: two different marks (``1.234,5``: the last one is the decimal
   mark), one mark more than once (``1,234,567``: thousands), a mark that is not followed by exactly three
   digits (``0,15``), or that follows a zero, nothing, or more than three digits (``0,125``), a percent
   sign or an exponent behind it.
2. Otherwise (``1,234`` or ``1.234``) the decimal mark of the table, which :func:`decimal_marks` reads from the
   other numbers of the table.
3. Otherwise the number is refused with the advice to write it without thousands marks: reading it either
   way could be wrong by a factor of a thousand, and nobody would see it.

Spaces of any width and apostrophes between digits are always thousands marks.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from almaden.errors import AlmadenError
from almaden.wording import Text

DecimalMark = Literal["", ".", ","]

_LONGEST: Final = 80
_PLAIN: Final = re.compile(r"[+-]?(?:\d{4,}|0|\d{1,3}(?![.,]\d{3}$))(?:\.\d+)?(?:[eE][+-]?\d{1,4})?", re.ASCII)
#: One point and digits on both sides: a number where the decimal mark is known to be the point.
_POINTED: Final = re.compile(r"-?\d+\.\d+", re.ASCII)
_SHAPE: Final = re.compile(r"(?P<mantissa>\d[\d.,' ]*|[.,]\d+)(?:[eE](?P<exponent>[+-]?\d{1,4}))?", re.ASCII)
_POWER: Final = re.compile(r" ?[xX*\u00d7\u00b7\u22c5] ?10(?:\^|\*\*)? ?(?P<exponent>[+-]?\d{1,4})$", re.ASCII)
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNS: Final = str.maketrans(
    {
        "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-",
        "\uff0b": "+", "\u066b": ".", "\u066c": "'", "\u060c": ",", "\uff0c": ",", "\uff0e": ".",
        "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u066a": "%", "\uff05": "%",
    }
)  # fmt: skip
_MARKS: Final = frozenset(".,' ")


class NumberError(AlmadenError, ValueError):
    """A text that is not a number, or that could be two.

    Attributes:
        problem: what is wrong, as a sentence.
        accepted: how a number may be written.
        advice: what to do.
    """

    def __init__(self, problem: str, accepted: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.accepted = accepted
        self.advice = advice


class AmbiguousNumberError(NumberError):
    """A text that is two different numbers, depending on the country of its writer."""


def parse_number(text: str, decimal: DecimalMark = "", *, percent: bool = True) -> float:
    """Read one number.

    Args:
        text: the number: digits of any script, with sign, thousands marks, decimal comma or point,
            exponent (``1.5e6``, ``1,5 x 10^6``), percent sign (``30 %`` is 0.3); a number in parentheses
            is negative, as accountants write it.
        decimal: the decimal mark of the table it stands in, from :func:`decimal_marks`; empty if not known.
        percent: whether a percent sign is accepted; where quantities stand it has no meaning.

    Returns:
        The number, always finite.

    Raises:
        NumberError: the text is no number, is not finite, or is ambiguous and ``decimal`` is empty.
    """
    if len(text) > _LONGEST:
        raise _no_number()
    plain = text.strip()
    if _PLAIN.fullmatch(plain):
        return _finite(float(plain))
    if decimal == "." and _POINTED.fullmatch(plain):
        return _finite(float(plain))
    sign, mantissa, exponent, is_percent = _dissect(plain)
    if is_percent and not percent:
        raise NumberError(
            "a percent sign stands at a number that is not a share",
            "a number without a percent sign",
            "write the quantity itself, and its unit in its own column",
        )
    digits = _decide(mantissa, decimal, exponent is not None or is_percent)
    value = _finite(float(f"{digits}e{exponent or 0}"))
    return sign * (value / 100 if is_percent else value)


def decimal_marks(texts: Iterable[str]) -> frozenset[DecimalMark]:
    """The decimal marks that texts prove: none, one, or both where a table was put together from two."""
    found: set[DecimalMark] = set()
    for text in texts:
        if "." in found and _POINTED.fullmatch(text):
            # It could only prove once more what is known.
            continue
        if ("." in text or "," in text or not text.isascii()) and len(text) <= _LONGEST:
            mark = _evidence(text)
            if mark:
                found.add(mark)
                if len(found) == 2:
                    break
    return frozenset(found)


def _evidence(text: str) -> DecimalMark:
    """The decimal mark that one text proves."""
    try:
        _, mantissa, exponent, percent = _dissect(text.strip())
        marks = [mark for mark in mantissa if mark in ".,"]
        if not marks or _is_ambiguous(mantissa, exponent is not None or percent):
            return ""
        _decide(mantissa, "", exponent is not None or percent)
    except NumberError:
        return ""
    thousands = len(marks) > 1 and len(set(marks)) == 1
    return _other(marks[-1]) if thousands else _mark(marks[-1])


def _dissect(text: str) -> tuple[float, str, str | None, bool]:
    """Sign, mantissa with its marks, exponent and whether a percent sign stood there."""
    plain = _western(text)
    sign = 1.0
    if plain.startswith("(") and plain.endswith(")"):
        sign, plain = -1.0, plain[1:-1].strip()
        if plain[:1] in ("-", "+"):
            raise _no_number()
    percent = plain.endswith("%") or plain.startswith("%")
    plain = plain.strip("%").strip() if percent else plain
    if plain[:1] in ("-", "+"):
        sign, plain = (-sign if plain[0] == "-" else sign), plain[1:].strip()
    power = _POWER.search(plain)
    if power:
        plain = f"{plain[: power.start()]}e{power['exponent']}"
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        raise _explain(plain)
    return sign, shape["mantissa"].rstrip(), shape["exponent"], percent


def _western(text: str) -> str:
    """The text with digits 0-9 and one form of each mark."""
    if text.isascii():
        return text.replace("\t", " ")
    letters = []
    # A superscript is an exponent, which only the caret can tell from a digit of the mantissa.
    text = re.sub("10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", lambda hit: "10^" + hit[1].translate(_SUPERSCRIPTS), text)
    for letter in text.translate(_SIGNS):
        digit = unicodedata.decimal(letter, None)
        if digit is not None:
            letters.append(str(digit))
        elif unicodedata.category(letter) == "Zs":
            letters.append(" ")
        elif unicodedata.category(letter) != "Cf":
            letters.append(letter)
    return "".join(letters).strip()


def _is_ambiguous(mantissa: str, decimal_certain: bool) -> bool:
    """True for ``1,234``: one mark that may be either."""
    marks = [letter for letter in mantissa if letter in _MARKS]
    if decimal_certain or len(marks) != 1 or marks[0] not in ".,":
        return False
    before, after = mantissa.split(marks[0])
    return len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"


def _decide(mantissa: str, decimal: DecimalMark, decimal_certain: bool) -> str:
    """The mantissa as Python writes it."""
    if _is_ambiguous(mantissa, decimal_certain):
        if not decimal:
            raise _ambiguous(mantissa)
        return mantissa.replace(_other(decimal), "").replace(decimal, ".")
    marks = [letter for letter in mantissa if letter in _MARKS]
    if not marks:
        return mantissa
    last = marks[-1]
    is_decimal = last in ".," and marks.count(last) == 1
    whole, fraction = mantissa.rsplit(last, 1) if is_decimal else (mantissa, "")
    if is_decimal and not fraction and not whole:
        raise _no_number()
    return f"{_ungroup(whole)}.{fraction or 0}"


def _ungroup(whole: str) -> str:
    """Take the thousands marks out, if they stand where such marks stand."""
    marks = {letter for letter in whole if letter in _MARKS}
    if not marks:
        return whole or "0"
    if len(marks) > 1:
        raise _no_number()
    first, *groups = whole.split(marks.pop())
    # Groups of two before the last group are how India and its neighbours write lakh and crore.
    proper = 1 <= len(first) <= 3 and len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups)
    if not proper:
        raise NumberError(
            "the marks between the digits are not where thousands marks stand",
            "a number such as 26101000, 26 101 000 or 0.15",
            "write the number without marks between the thousands",
        )
    return first + "".join(groups)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise NumberError("the number is too large", "a finite number", "check the exponent")
    return value


def _mark(letter: str) -> DecimalMark:
    return "," if letter == "," else "."


def _other(letter: str) -> DecimalMark:
    return "." if letter == "," else ","


def _no_number() -> NumberError:
    return NumberError(
        "the text is not a number",
        "a number such as 26101000, 0.15 or 1.5e6",
        "write the number alone; leave the cell empty or write ? if it is not known",
    )


def _ambiguous(mantissa: str) -> AmbiguousNumberError:
    as_thousands = mantissa.replace(",", "").replace(".", "")
    as_decimal = mantissa.replace(",", ".")
    return AmbiguousNumberError(
        Text(
            "the number can be read as {thousands} or as {decimal}, and no other number of the table tells which",
            thousands=as_thousands,
            decimal=as_decimal,
        ),
        "a number without thousands marks",
        Text(
            "write {thousands} if it is meant so, or {decimal}0 if the mark is a decimal mark",
            thousands=as_thousands,
            decimal=as_decimal,
        ),
    )


def _explain(plain: str) -> NumberError:
    """Say more than 'not a number' where the usual slips are recognised."""
    if re.fullmatch(r"[+-]?(nan|inf(inity)?)", plain, re.IGNORECASE):
        return NumberError("the number is not finite", "a finite number", "leave the cell empty if it is not known")
    if re.fullmatch(r"[\d.,' ]+(-|to|a|à|\.\.\.?)[\d.,' ]+", plain):
        return NumberError(
            "a range stands where one number is read",
            "one number",
            "write the best value here and the ends of the range in the columns low and high",
        )
    if re.match(r"([<>~≈≤≥±]+|ca\b\.?|c\.|about\b) *[\d.,]", plain, re.IGNORECASE):
        return NumberError(
            "a sign stands before the number",
            "one number",
            "write the number alone; tell a range in the columns low and high, and remarks in note",
        )
    if re.fullmatch(r"\d[\d.,' ]*[^\d.,' ].*", plain):
        return NumberError(
            "text follows the number",
            "a number alone",
            "write the number alone and the unit in its own column",
        )
    return _no_number()
