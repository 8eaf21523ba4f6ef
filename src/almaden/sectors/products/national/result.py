"""What a national balance of mercury leaves: frozen records in which reporters can be told apart.

They are for those who make the balance; what may be published is :mod:`almaden.sectors.products.national.public`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Cell:
    """One amount of the balance.

    Attributes:
        key: ``term`` or ``term/part``.
        term: a name of :data:`almaden.sectors.products.national.words.TERM_NAMES`.
        part: category of products or process; empty for a sum or a term without parts.
        kg: the mercury; None where nobody tells an amount, which is not zero.
        reporters: who tells an amount, also of 0.
        contributors: who tells more than 0.
        not_reported, withheld: rows whose amount is not known; they are in no sum.
    """

    key: str
    term: str
    part: str
    kg: Amount | None
    reporters: tuple[str, ...]
    contributors: tuple[str, ...]
    not_reported: int
    withheld: int

    @property
    def is_complete(self) -> bool:
        """Whether all rows of it have an amount."""
        return not self.not_reported and not self.withheld


@dataclass(frozen=True)
class YearBalance:
    """The balance of one year.

    Attributes:
        year: the year.
        cells: in the order in which people read them.
        expected: who is expected to report.
        answered: who of them told anything, also that an amount is 0 or withheld.
    """

    year: int
    cells: tuple[Cell, ...]
    expected: tuple[str, ...]
    answered: tuple[str, ...]

    def of(self, key: str) -> Cell:
        """A cell by its key, ``term`` or ``term/part``.

        Raises:
            KeyError: there is none.
        """
        for one in self.cells:
            if one.key == key:
                return one
        raise KeyError(key)

    def value(self, key: str) -> float:
        """Kg of a cell at the value of record, 0 where nobody tells it or there is none."""
        return next((one.kg.value for one in self.cells if one.key == key and one.kg is not None), 0.0)


@dataclass(frozen=True)
class NationalResult:
    """Balances of mercury of a country.

    Attributes:
        country, title: of the input.
        years: the balances, by year.
        notes: what is to be asked or known; names reporters.
        origins: the numbers it rests on.
        meta: how it was made.
    """

    country: str
    title: str
    years: tuple[YearBalance, ...]
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def of(self, year: int) -> YearBalance:
        """The balance of a year.

        Raises:
            KeyError: there is none.
        """
        for one in self.years:
            if one.year == year:
                return one
        raise KeyError(year)

    def rows(self) -> list[dict[str, Any]]:
        """Every cell of every year as a flat row."""
        return [flat({"country": self.country, "year": one.year, **asdict(cell)}) for one in self.years
                for cell in one.cells]  # fmt: skip

    def summary(self) -> list[dict[str, Any]]:
        """The sums, and how many of those expected have answered, by year."""
        keys = ("supply", "demand", "unexplained")
        return [
            flat({"year": one.year, **{f"{key}_kg": asdict(kg) for key in keys if (kg := one.of(key).kg)},
                  "expected": len(one.expected), "answered": len(one.answered)})
            for one in self.years
        ]  # fmt: skip

    def to_frame(self) -> pandas.DataFrame:
        """Every cell of every year as a row, in kg, with low and high ends."""
        import pandas

        return pandas.DataFrame(self.rows())

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
