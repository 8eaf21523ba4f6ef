"""Lines of trade statistics in columns, so that millions of them are worked on at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.supply.trade.records import FLOWS
from almaden.wording import Text, n_

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

IMPORT, EXPORT, RE_EXPORT, RE_IMPORT = range(len(FLOWS))
#: The commodity that is analysed where nothing else is asked: mercury.
MERCURY: Final = "280540"


def hs_digits(text: str) -> str:
    """The digits of a code of the Harmonized System as people write it: ``2805.40 10`` becomes ``28054010``."""
    return "".join(character for character in text if character.isdigit())


@dataclass(frozen=True)
class Told:
    """What is said of many lines at once.

    Attributes:
        kind: what it is, in short words.
        rows: how many lines.
        examples: the first of them, each with its place, value and what to do.
    """

    kind: str
    rows: int
    examples: tuple[Fault, ...]

    def say(self) -> Text:
        """How many lines it concerns, and what of them."""
        return Text("{what} (lines: {rows})", what=self.examples[0].problem, rows=float(self.rows))


@dataclass(frozen=True, eq=False)
class TradeRows:
    """Lines of trade statistics, one place in each column a line, shape ``(rows,)``.

    Attributes:
        year: year of the flow.
        reporter, partner: places in :func:`almaden.supply.trade.areas.areas`.
        flow: places in :data:`~almaden.supply.trade.records.FLOWS`.
        code: places in ``codes``.
        net_kg: net weight, NaN where missing.
        quantity: in the unit of ``unit``, NaN where missing.
        unit: places in ``units``.
        value_usd: value, NaN where missing; imports with freight and insurance, exports without.
        estimated: whether the weight is an estimate of the publisher.
        file, row: where the line stands.
        codes, units, files: what the places stand for.
        told: what the reader has to say.
        sha256: of the files.
    """

    year: NDArray[np.int16]
    reporter: NDArray[np.int16]
    partner: NDArray[np.int16]
    flow: NDArray[np.int8]
    code: NDArray[np.int16]
    net_kg: FloatArray
    quantity: FloatArray
    unit: NDArray[np.int16]
    value_usd: FloatArray
    estimated: BoolArray
    file: NDArray[np.int16]
    row: NDArray[np.int32]
    codes: tuple[str, ...]
    units: tuple[str, ...]
    files: tuple[str, ...]
    told: tuple[Told, ...] = ()
    sha256: str = ""

    def __len__(self) -> int:
        return len(self.year)

    def at(self, keep: BoolArray | IntArray) -> TradeRows:
        """Some of the lines."""
        return replace(self, **{name: getattr(self, name)[keep] for name in COLUMNS})

    def of_code(self, code: str) -> TradeRows:
        """The lines of a commodity; of a reporter, year and flow those with the shortest code alone.

        A file that has the code and its national lines would otherwise count the goods twice.

        Raises:
            InputError: no line has this code.
        """
        wanted = hs_digits(code)
        lengths = np.array([len(one) if wanted and one.startswith(wanted) else 0 for one in self.codes] or [0])
        if not lengths.any():
            raise InputError(
                Fault(
                    n_("no line has this code"),
                    file=", ".join(self.files),
                    column="--code",
                    value=code,
                    accepted=", ".join(sorted(self.codes)[:12]),
                    advice=n_("give a code of the file, or one of its first digits"),
                )
            )
        found = self.at(lengths[self.code] > 0)
        length = lengths[found.code]
        if not len(found):
            raise InputError(Fault(n_("no line has this code"), ", ".join(self.files), column="--code", value=code))
        key = (found.year.astype(np.int64) * 4096 + found.reporter) * 8 + found.flow
        if len(set(length.tolist())) > 1:
            order = np.lexsort((length, key))
            first = np.r_[True, np.diff(key[order]) != 0]
            shortest = length[order][first][np.cumsum(first) - 1]
            keep = np.empty(len(key), bool)
            keep[order] = length[order] == shortest
            found = found.at(keep)
        return found

    def between(self, first: int | None, last: int | None) -> TradeRows:
        """The lines of some years, the ends included; None leaves an end open.

        Raises:
            InputError: no line is of these years.
        """
        keep = np.ones(len(self), bool)
        if first is not None:
            keep &= self.year >= first
        if last is not None:
            keep &= self.year <= last
        if not keep.any():
            raise InputError(
                Fault(
                    n_("no line is of these years"),
                    file=", ".join(self.files),
                    column="--years",
                    value=f"{first or ''}-{last or ''}",
                    accepted=f"{self.year.min()}-{self.year.max()}",
                )
            )
        return self if keep.all() else self.at(keep)

    def place(self, line: int) -> tuple[str, int]:
        """File and row of a line."""
        return self.files[self.file[line]], int(self.row[line])


#: The columns of :class:`TradeRows`.
COLUMNS: Final = tuple(one.name for one in fields(TradeRows))[:12]


def joined_rows(parts: Sequence[TradeRows]) -> TradeRows:
    """The lines of several parts whose ``codes``, ``units`` and ``files`` are the same."""
    columns: dict[str, Any] = {name: np.concatenate([getattr(one, name) for one in parts]) for name in COLUMNS}
    return replace(parts[0], **columns)
