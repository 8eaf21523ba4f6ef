"""National codes of more than six digits: which country can tell which products with mercury from those without."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from almaden.errors import Fault, InputError
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.record import Record, described
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.numbers import Number, share_spread
from almaden.supply.trade.hs_codes import hs_codes, items, product_names, products_below
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas as pd

#: What the goods of a national line are: all with mercury, none with it, or both.
Holds = Literal["mercury", "mercury_free", "mixed"]
HOLDS_NAMES: Final[Mapping[Holds, str]] = MappingProxyType(
    {"mercury": n_("only with mercury"), "mercury_free": n_("only without mercury"), "mixed": n_("with and without")}
)
#: How far a country tells goods with mercury apart: by a line of their own, by a line narrower than the six digits
#: share, or not at all.
Distinguishes = Literal["yes", "narrower", "no"]


class NationalLineRecord(Record):
    """A line of a country's own tariff, and how much of it is with mercury."""

    territory: str = described("Country, as ISO 3166 code of three letters, or EU.", "PHL", min_length=1)
    code: str = described("Code of more than six digits, with or without points.", "8539.31.10", min_length=1)
    description: str = described("What is in the line.", "Made-up line: compact lamps", default="", max_length=500)
    annex_products: str = described(
        "Products of Annex A that may be in it, as keys with a semicolon between.", "cfl_integrated", default=""
    )
    holds: Holds = described("mercury, mercury_free or mixed.", "mixed", default="mixed")
    threshold_ppm: float | None = described(
        "Content of mercury by weight that divides the line from its sister.", "5", "ppm", default=None, ge=0, le=1e6
    )
    share: float | None = described("Share of the line's goods with mercury, 0 to 1.", "0.9", default=None, ge=0, le=1)
    share_low: float | None = described("Low end of its 95 % range.", "0.7", default=None, ge=0, le=1)
    share_high: float | None = described("High end of its 95 % range.", "1", default=None, ge=0, le=1)
    first: date | None = described("First day of the line.", "2022-01-01", default=None)
    last: date | None = described("Last day of the line.", "", default=None)
    source: str = described("Where this was read.", "National tariff 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


@dataclass(frozen=True)
class NationalLine:
    """A national code.

    Attributes:
        country: three-letter code, or ``EU`` for the European Union.
        code: its digits, more than six.
        hs6: the first six.
        description: what is in it.
        annex_products: keys of products of Annex A that may be in it.
        holds: whether its goods are with mercury.
        threshold_ppm: content by weight that divides it from its sister line, in ppm; None where none is told.
        share, share_low, share_high: share of its goods with mercury and its 95 % range, 0 to 1; None where not told.
        first, last: its days, None where not told.
        source, seen, status, note: where it was read; ``status`` is ``user`` for a user's own.
    """

    country: str
    code: str
    hs6: str
    description: str
    annex_products: tuple[str, ...]
    holds: Holds
    threshold_ppm: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    first: date | None
    last: date | None
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class Distinction:
    """Whether a country tells one product with mercury from others.

    Attributes:
        product, name: the product of Annex A.
        country: the country.
        distinguishes: ``yes`` where a line holds nothing without mercury, or its sister is free of it; ``narrower``
            where a line holds fewer goods than the six digits; ``no`` where its lines are not known to.
        codes: the lines.
        unverified: whether any of them was not re-read.
    """

    product: str
    name: str
    country: str
    distinguishes: Distinguishes
    codes: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True)
class NationalTable:
    """Who distinguishes what.

    Attributes:
        countries: countries with lines, in the order of their codes.
        rows: a row for each product and country; ``no`` is of what is held here, never of the whole tariff.
        lines: the lines.
        meta: how it was made.
    """

    countries: tuple[str, ...]
    rows: tuple[Distinction, ...]
    lines: tuple[NationalLine, ...]
    meta: Meta

    def to_json(self) -> str:
        """The table as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, default=str)

    def as_dict(self) -> dict[str, Any]:
        """The table as plain values."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Products down, countries across: ``yes``, ``narrower`` or ``no``."""
        import pandas as pd

        flat = pd.DataFrame([asdict(row) for row in self.rows])
        table = flat.pivot(index="product", columns="country", values="distinguishes")
        return table.reindex(index=list(dict.fromkeys(flat["product"])), columns=list(self.countries))


@cache
def national_lines() -> tuple[NationalLine, ...]:
    """The national lines of the program, in the order of the table."""
    return tuple(
        NationalLine(
            row["country"], row["code"], row["hs6"], row["description"], items(row["annex_products"]),
            cast(Holds, row["holds"]), number_or_none(row["threshold_ppm"]), None, None, None, _day(row["first"]),
            _day(row["last"]), row["source"], row["seen"], row["status"], row["note"],
        )
        for row in read_table("trade/national_codes")
    )  # fmt: skip


def who_distinguishes(product: str = "", more: Sequence[NationalLine] = ()) -> NationalTable:
    """Which country tells which products with mercury apart.

    Args:
        product: key of a product of Annex A, or of a group of them; empty for all that customs codes may hold.
        more: lines of the user's own table.

    Raises:
        InputError: there is no such product.
    """
    held = dict.fromkeys(key for code in hs_codes().values() for key in code.annex_products)
    wanted = products_below(product) if product else tuple(held)
    if not wanted:
        raise InputError(
            Fault(
                n_("there is no such product"),
                column="--product",
                value=product,
                accepted=", ".join(product_names()),
                advice=n_("take a key of Annex A"),
            )
        )
    lines = (*national_lines(), *more)
    countries = tuple(sorted({line.country for line in lines}))
    rows = tuple(
        _distinction(key, country, [line for line in lines if line.country == country and key in line.annex_products])
        for key in wanted
        if key in held
        for country in countries
    )
    shown = tuple(line for line in lines if not product or set(wanted) & set(line.annex_products))
    return NationalTable(countries, rows, shown, meta(0, 0))


def mercury_share(line: NationalLine) -> Number | None:
    """The share of a line's goods with mercury, 0 to 1, as a number that can be drawn for the line.

    Args:
        line: a national line; its own share counts first, then what it holds by its wording.

    Returns:
        None for a mixed line of which nobody told a share: nothing is assumed.

    Raises:
        ValueError: the share is not within its range.
    """
    by_wording = {"mercury": 1.0, "mercury_free": 0.0}.get(line.holds)
    share = by_wording if line.share is None else line.share
    if share is None:
        return None
    origin = Origin(
        n_("share of goods with mercury"), share, "1", line.share_low, line.share_high, "national_codes", line.source,
        line.seen, line.status, note=line.note,
    )  # fmt: skip
    return Number("mercury_share", share, share_spread(share, line.share_low, line.share_high), origin)


def _distinction(product: str, country: str, lines: Iterable[NationalLine]) -> Distinction:
    found = list(lines)
    if any(line.holds != "mixed" for line in found):
        answer: Distinguishes = "yes"
    else:
        answer = "narrower" if found else "no"
    return Distinction(
        product, product_names()[product], country, answer, tuple(line.code for line in found),
        any(line.status == "unverified" for line in found),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
