"""The table of published budgets of National Action Plans, line by line, in the number formats that it came in.

The table is that of Prescott et al. (2022): thousands marked by apostrophes, costs in the money of each plan and in
USD. The costs in USD are taken as they stand; where they are not those of the plan's own money, that is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from almaden.errors import Fault, InputError
from almaden.reference.countries import country_of
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.places import read_places
from almaden.reference.record import Record, described
from almaden.sectors.gold.budgets import ThemeSum
from almaden.wording import Exact, Text, n_

#: A cost in USD that differs by more than this from the original cost at the rate told is asked about; rates of
#: exchange that were rounded stay below it.
_APART: Final = 0.05


class PublishedLine(Record):
    """A line of a published budget."""

    country: str = described("Country.", "Mali", min_length=1)
    code: str = described("Theme.", "Formalization", min_length=1)
    strategy: str = described("Strategy that the line belongs to, as in the plan.", "Formalisation", default="")
    item: str = described("What is paid, as in the plan.", "Atelier", default="")
    cost_original: float | None = described("Cost in the money of the plan.", "100'000.00", default=None, ge=0)
    currency: str = described("Money of the plan.", "XOF", default="")
    conversion: float | None = described("Money of the plan for one USD.", "581.84", default=None, gt=0)
    cost_usd: float = described("Cost.", "100000.00", "USD", ge=0)
    nap_language: str = described("Language of the plan.", "FR", default="")


@dataclass(frozen=True)
class PublishedBudgets:
    """Budgets as read.

    Attributes:
        lines: how many lines there are.
        sums: by country and theme, countries as ISO codes.
        questions: lines whose cost in USD is not that of the plan's own money.
    """

    lines: int
    sums: tuple[ThemeSum, ...]
    questions: tuple[Text, ...]


def read_budgets(source: Path | BinaryIO, name: str = "") -> PublishedBudgets:
    """Read published budgets.

    Args:
        source: a text table or workbook with the columns Country, Code, Strategy, Item, Cost_Original, Currency,
            Conversion, Cost_USD and NAP_Language, of which Country, Code and Cost_USD have to be there.
        name: what the file is called in messages.

    Raises:
        InputError: with every fault.
    """
    if not isinstance(source, Path):
        return _read(source, name)
    try:
        file = source.open("rb")
    except OSError as error:
        reason = Text("the file cannot be read: {reason}", reason=error.strerror or str(error))
        raise InputError(
            Fault(reason, file=source.name, advice=n_("check its name, place and access rights"))
        ) from None
    with file:
        return _read(file, name or source.name)


def _read(file: BinaryIO, name: str) -> PublishedBudgets:
    faults = Faults()
    sums: dict[tuple[str, str], tuple[int, float]] = {}
    questions: list[Text] = []
    lines = 0
    for item in read_places(file, name, PublishedLine, "budgets"):
        if isinstance(item, Fault):
            faults.add(item)
            continue
        line = cast("PublishedLine", item.record)
        country = country_of(line.country)
        if country is None:
            faults.add(_no_country(name, item.row, line.country))
            continue
        lines += 1
        count, cost = sums.get((country, line.code), (0, 0.0))
        sums[country, line.code] = count + 1, cost + line.cost_usd
        questions += _question(line, item.row)
    if not lines and not faults.found:
        faults.add(Fault(n_("there is no line in it"), file=name))
    faults.raise_if_any()
    found = tuple(ThemeSum(country, theme, count, cost) for (country, theme), (count, cost) in sums.items())
    return PublishedBudgets(lines, found, tuple(questions))


def _no_country(name: str, row: int | None, value: str) -> Fault:
    return Fault(
        n_("no country has this code or name"),
        file=name,
        row=row,
        column="Country",
        value=value,
        advice=n_("give the three-letter ISO code, such as PHL"),
    )


def _question(line: PublishedLine, row: int | None) -> list[Text]:
    if line.cost_original is None or line.conversion is None:
        return []
    expected = line.cost_original / line.conversion
    if abs(expected - line.cost_usd) <= _APART * max(expected, line.cost_usd):
        return []
    return [
        Text(
            "row {row}: {cost} USD stand there, where {original} {currency} are {expected} USD; taken as it stands",
            row=str(row),
            cost=Exact(line.cost_usd),
            original=Exact(line.cost_original),
            currency=line.currency,
            expected=Exact(round(expected, 2)),
        )
    ]
