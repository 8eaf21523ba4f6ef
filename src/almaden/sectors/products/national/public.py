"""A national balance as it may be published: no amount of fewer than three reporters can be reckoned from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.reference.meta import Meta
from almaden.sectors.flat import nested
from almaden.sectors.products.national.result import Cell, NationalResult, YearBalance
from almaden.sectors.products.national.sums import sums
from almaden.sectors.products.national.suppression import Relation, Told, suppressed
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: The least number of reporters of an amount that is published.
LEAST: Final = 3
#: Amounts closer than this, as a share, agree.
_SAME: Final = 1e-9
#: From this amount on whole kg are published.
_WHOLE: Final = 10.0

Shown = Literal["published", "suppressed", "not told"]


@dataclass(frozen=True)
class PublicCell:
    """One amount as it may be published.

    Attributes:
        key, term, part: as in :class:`~almaden.sectors.products.national.result.Cell`.
        shown: whether it is published, suppressed, or nobody tells an amount.
        kg: the mercury, rounded; None where it is not published.
        is_complete: whether all rows of it have an amount; None where it is not published.
    """

    key: str
    term: str
    part: str
    shown: Shown
    kg: float | None
    is_complete: bool | None


@dataclass(frozen=True)
class PublicYear:
    """One year as it may be published.

    Attributes:
        year: the year.
        cells: in the order in which people read them.
        expected, answered: how many were expected to report, and did.
    """

    year: int
    cells: tuple[PublicCell, ...]
    expected: int
    answered: int

    def of(self, key: str) -> PublicCell:
        """A cell by its key, ``term`` or ``term/part``.

        Raises:
            KeyError: there is none.
        """
        for one in self.cells:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True)
class PublicResult:
    """A national balance as it may be published; it names no reporter, and has no sum of the file it was made from.

    Attributes:
        country, title: of the input.
        years: the balances, by year.
        notes: how it was made fit to be published.
        meta: how it was made.
    """

    country: str
    title: str
    years: tuple[PublicYear, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def rows(self) -> list[dict[str, Any]]:
        """Every cell of every year as a flat row."""
        return [{"country": self.country, "year": one.year, **asdict(cell)} for one in self.years for cell in one.cells]

    def to_frame(self) -> pandas.DataFrame:
        """Every cell of every year as a row, in kg."""
        import pandas

        return pandas.DataFrame(self.rows())

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def public(result: NationalResult, least: int = LEAST) -> PublicResult:
    """The balance as it may be published.

    Args:
        result: the balance.
        least: the least number of reporters of an amount that is published.

    Returns:
        Amounts of fewer reporters are suppressed, and others with them, so that no combination of published amounts of
        any year is one of theirs. Amounts are rounded after that, so sums may be off by some kg.

    Raises:
        ValueError: fewer than two reporters.
    """
    if least < 2:
        raise ValueError("an amount of one reporter is never published")
    cells = {_key(one, cell): _told(cell) for one in result.years for cell in one.cells if cell.kg is not None}
    hidden = set().union(*suppressed(cells, list(_relations(result)), least))
    years = tuple(
        PublicYear(one.year, tuple(_cell(one, cell, hidden) for cell in one.cells), len(one.expected),
                   len(one.answered))
        for one in result.years
    )  # fmt: skip
    notes = [
        Text("amounts of fewer than {least} reporters are suppressed, and others so that they cannot be reckoned",
             least=str(least)),
        n_("amounts are rounded to whole kg, below 10 kg to two figures, and have no ranges: the width of a range, or "
           "the decimals of a sum, can give one report away"),
        n_("an amount that is not reported or withheld is in no sum and not taken as 0"),
    ]  # fmt: skip
    return PublicResult(result.country, result.title, years, tuple(notes), replace(result.meta, input_sha256=""))


def _key(year: YearBalance, cell: Cell) -> str:
    return f"{year.year} {cell.key}"


def _told(cell: Cell) -> Told:
    value = 0.0 if cell.kg is None else cell.kg.value
    return Told(value, frozenset(cell.reporters), frozenset(cell.contributors))


def _relations(result: NationalResult) -> Iterator[Relation]:
    """The sums of every year, and stores that are told for two years that follow each other."""
    before: YearBalance | None = None
    for one in result.years:
        for key, parts in sums().items():
            yield {f"{one.year} {key}": -1, **{f"{one.year} {part}": sign for part, sign in parts.items()}}
        if before is not None and before.year == one.year - 1:
            moved = one.value("stock_build") - one.value("stock_draw")
            grown = one.value("stored") - before.value("stored")
            if abs(grown - moved) <= _SAME * max(one.value("stored"), before.value("stored"), 1.0):
                yield {
                    f"{one.year} stored": -1, f"{before.year} stored": 1,
                    f"{one.year} stock_build": 1, f"{one.year} stock_draw": -1,
                }  # fmt: skip
        before = one


def _cell(year: YearBalance, cell: Cell, hidden: set[str]) -> PublicCell:
    if cell.kg is None:
        return PublicCell(cell.key, cell.term, cell.part, "not told", None, None)
    if _key(year, cell) in hidden:
        return PublicCell(cell.key, cell.term, cell.part, "suppressed", None, None)
    return PublicCell(cell.key, cell.term, cell.part, "published", _rounded(cell.kg.value), cell.is_complete)


def _rounded(kg: float) -> float:
    """Whole kg, and two figures below 10 kg: decimals of a sum tell who reported in lb."""
    return float(round(kg)) if abs(kg) >= _WHOLE else float(f"{kg:.2g}")
