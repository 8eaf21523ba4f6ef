"""The flags of EBAS: a number is a text of codes of three digits, and each code has a letter and a meaning."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, cast

from almaden.reference.records import Flag
from almaden.reference.tables import read_table

_NUMFLAG: Final = re.compile(r"(\d*)(?:\.(\d*))?", re.ASCII)
#: From the best to the worst.
_WORSE: Final[tuple[Flag, ...]] = ("valid", "below_detection", "suspect", "invalid", "missing")


class EbasFlag(NamedTuple):
    """One flag of a value.

    Attributes:
        code: three digits; what could not be taken apart stands here as it was written.
        category: V valid, I invalid, M missing, H hidden; empty where the code is not known.
        flag: the same on the scale of :class:`~almaden.reference.records.ObservationRecord`.
        meaning: what the code says; empty where it is not known.
        overrides: whether it makes a value valid in spite of flags of invalidity.
        value_is: what the number is where it is no measurement: ``detection limit``, otherwise empty.
    """

    code: str
    category: str
    flag: Flag
    meaning: str
    overrides: bool = False
    value_is: str = ""

    @property
    def known(self) -> bool:
        """Whether the code stands in the list of EBAS."""
        return bool(self.category)


def ebas_flags(numflag: str) -> tuple[EbasFlag, ...]:
    """The flags in a ``numflag`` cell, read as text: ``0.147559`` is 147 and 559, ``0.000`` none.

    Zeros that a program left out at the end are put back: ``.39`` is 390.

    Returns:
        Each flag once, in the order of the text. A code that EBAS does not list, or a text that is no numflag,
        is a flag that is not :attr:`EbasFlag.known` and never valid.
    """
    text = numflag.strip()
    found = _NUMFLAG.fullmatch(text)
    digits = (found[2] or "") if found else ""
    # All nines before the point as well, as in 9.999, is how a column of flags writes "missing".
    if not text or found is None or (found[1] or "0").strip("0") not in ("", "9", "99", "999"):
        return (_unknown(text),)
    if (found[1] or "0").strip("0") and set(digits) != {"9"}:
        return (_unknown(text),)
    digits += "0" * (-len(digits) % 3)
    codes = dict.fromkeys(digits[place : place + 3] for place in range(0, len(digits), 3))
    return tuple(_known().get(code) or _unknown(code) for code in codes if code != "000")


def worst_flag(flags: Iterable[EbasFlag]) -> Flag:
    """The one flag that several come to: the worst, unless one of them overrides flags of invalidity."""
    flags = tuple(flags)
    kept = [one for one in flags if one.category not in ("I", "H")]
    told = kept if any(one.overrides for one in flags) else flags
    return max((one.flag for one in told), key=_WORSE.index, default="valid")


def category(flags: Iterable[EbasFlag]) -> str:
    """The letter that several flags come to: M before H before I before V; empty where one is not known."""
    letters = [one.category for one in flags]
    return "" if "" in letters else next((letter for letter in "MHI" if letter in letters), "V")


def _unknown(code: str) -> EbasFlag:
    return EbasFlag(code, "", "suspect", "")


@functools.cache
def _known() -> Mapping[str, EbasFlag]:
    return {
        row["code"]: EbasFlag(
            row["code"],
            row["category"],
            cast("Flag", row["flag"]),
            row["meaning"],
            row["overrides"] == "y",
            row["value_is"],
        )
        for row in read_table("monitoring/ebas_flags")
    }
