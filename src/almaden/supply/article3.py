"""What Article 3 says of mines, stocks and supplies: last years, and what is to be identified. No legal advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from almaden.reference.tables import read_table
from almaden.supply.amounts import tonnes
from almaden.supply.data import SupplyData
from almaden.supply.records import MineRecord
from almaden.wording import Exact, Text, n_

#: ``unclear`` where the register does not tell what the answer rests on.
MineStanding = Literal[
    "not asked", "not bound", "ended", "allowed until", "barred since", "barred: new mine", "unclear"
]


@dataclass(frozen=True)
class Term:
    """A number of Article 3 with its place."""

    key: str
    value: float
    unit: str
    meaning: str
    paragraph: str
    source: str
    seen: str
    status: str


@cache
def term(key: str) -> Term:
    """A number of Article 3."""
    (row,) = (row for row in read_table("supply/article3_terms") if row["key"] == key)
    return Term(
        key, float(row["value"]), row["unit"], row["meaning"], row["paragraph"], row["source"], row["seen"],
        row["status"],
    )  # fmt: skip


@dataclass(frozen=True)
class MineArticle3:
    """How a mine stands under Article 3, paragraphs 3 and 4.

    Attributes:
        standing: the answer.
        last_day: last day on which it may be worked; None where there is none.
        text: the reason.
    """

    standing: MineStanding
    last_day: date | None
    text: Text | str


def mine_article3(mine: MineRecord, on: date) -> MineArticle3:
    """How a mine stands under Article 3 on a day.

    A mine worked when the Convention entered into force for its country may go on for fifteen years from that day;
    one that was not may not be worked at all. Other metals' mines, and countries that are no Party, are not asked.
    """
    if mine.kind == "by-product":
        return MineArticle3("not asked", None, n_("paragraphs 3 and 4 are of mines dug for mercury"))
    if mine.state == "closed":
        return MineArticle3("ended", None, n_("the mine is told to be closed"))
    if mine.party == "not a Party":
        if mine.state_year is None:
            return MineArticle3("not bound", None, n_("the country is told not to be a Party"))
        year = str(mine.state_year)
        return MineArticle3("not bound", None, Text("in {year} the country was told not to be a Party", year=year))
    if mine.party == "not known" or mine.in_force is None:
        return MineArticle3(
            "unclear", None, n_("it is not told whether and since when the Convention is in force for the country")
        )
    existed = _existed(mine, mine.in_force)
    if existed is None:
        return MineArticle3(
            "unclear", None,
            Text("it is not told whether the mine was worked on {day}", day=mine.in_force.isoformat()),
        )  # fmt: skip
    if not existed:
        return MineArticle3(
            "barred: new mine", None,
            Text("it was not worked when the Convention entered into force for the country on {day}",
                 day=mine.in_force.isoformat()),
        )  # fmt: skip
    years = int(term("existing_mine_years").value)
    last = _years_later(mine.in_force, years)
    text = Text(
        "{years} years from {day}; until then its mercury only for allowed products and processes, or disposal",
        years=Exact(years), day=mine.in_force.isoformat(),
    )  # fmt: skip
    return MineArticle3("allowed until" if on <= last else "barred since", last, text)


def _existed(mine: MineRecord, in_force: date) -> bool | None:
    """Whether a mine was worked on the day of entry into force: as told, or by its first and last year."""
    if mine.existed_at_entry != "not known":
        return mine.existed_at_entry == "yes"
    if mine.opened is not None and mine.opened > in_force.year:
        return False
    # Having been opened before does not say that it was worked on that day: it may have stood still.
    return None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the years end with 28 February
        return date(day.year + years, 2, 28)


@dataclass(frozen=True)
class ToIdentify:
    """A stock or a supply that a Party is to endeavour to identify under Article 3, paragraph 5(a).

    Attributes:
        what: ``stock`` or ``supply``.
        area, name, year: which.
        tonnes: the stock in t, or the supply in t/y.
        sure: whether the whole range lies above the limit; otherwise only its high end does.
    """

    what: Literal["stock", "supply"]
    area: str
    name: str
    year: int
    tonnes: float
    sure: bool


def to_identify(data: SupplyData) -> tuple[ToIdentify, ...]:
    """The stocks above 50 t and the supplies above 10 t/y, also those of which only the high end is above."""
    return tuple(sorted(_found(data), key=lambda one: (one.what, one.area, one.year, one.name)))


def _found(data: SupplyData) -> Iterable[ToIdentify]:
    mines = {mine.id: mine for mine in data.mines}
    stocks = [("stock", one.area, one.place, one.day.year, one) for one in data.stocks]
    supplies = [
        *(("supply", mines[one.mine].area, one.mine, one.year, one) for one in data.outputs if one.mine in mines),
        *(("supply", one.area, one.name or one.kind, one.year, one) for one in data.sources),
    ]
    for what, area, name, year, record in (*stocks, *supplies):
        most = term("stock_t" if what == "stock" else "supply_t_per_year").value
        number = tonnes(record, name)
        if number is None:
            continue
        low, high = (number.value if end is None else end for end in (number.origin.low, number.origin.high))
        if high > most:
            yield ToIdentify("stock" if what == "stock" else "supply", area, name, year, number.value, low > most)
