"""What balances leave: frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat
from almaden.supply.article3 import ToIdentify
from almaden.supply.terms import SUPPLY_TERMS
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

#: ``area``: a country, or a region as told; ``region`` and ``world``: sums of countries.
Level = Literal["area", "region", "world"]
Presence = Literal["present", "none", "not told"]
Verdict = Literal["none", "supplied, not used", "used, not supplied", "not told"]


@dataclass(frozen=True)
class TermResult:
    """A term of a balance.

    Attributes:
        term: its key in :data:`almaden.supply.terms.TERM_NAMES`.
        t: the sum in t; None where nothing is told, which is not zero.
        rows: how many rows tell it.
        not_told: how many of the areas summed tell nothing of it.
    """

    term: str
    t: Amount | None
    rows: int
    not_told: int


@dataclass(frozen=True)
class HiddenFlow:
    """What the unexplained term says.

    Attributes:
        verdict: which way mercury is missing, ``none``, or ``not told``.
        p: probability of so much unexplained if there were nothing, two-sided.
        asgm: whether there is small-scale gold mining with mercury.
        text: the verdict in words.
    """

    verdict: Verdict
    p: float
    asgm: Presence
    text: Text | str

    @property
    def indicated(self) -> bool:
        """Whether this is an indicator of hidden flow: unexplained mercury where there is small-scale gold mining."""
        return self.asgm == "present" and self.verdict in ("supplied, not used", "used, not supplied")


@dataclass(frozen=True)
class Balance:
    """The balance of an area and a year, all in t.

    Attributes:
        level, area, year: which.
        terms: the terms, in the order of the equation.
        supply_t, demand_t: sums of the two sides, of what is told.
        unexplained_t: supply less demand.
        hidden: what that says.
    """

    level: Level
    area: str
    year: int
    terms: tuple[TermResult, ...]
    supply_t: Amount
    demand_t: Amount
    unexplained_t: Amount
    hidden: HiddenFlow

    def term(self, key: str) -> Amount | None:
        """A term in t, None where nothing is told of it."""
        return next(one.t for one in self.terms if one.term == key)

    def side(self, side: Literal["supply", "demand"]) -> Amount | None:
        """All supply or all demand in t; None where no term of it is told, which is not zero."""
        told = any(one.t is not None and (one.term in SUPPLY_TERMS) == (side == "supply") for one in self.terms)
        return (self.supply_t if side == "supply" else self.demand_t) if told else None

    def as_dict(self) -> dict[str, Any]:
        """The balance as plain values: each term with the ends of its range."""
        unknown = dict.fromkeys(("value", "low", "high"))
        terms = {one.term: unknown if one.t is None else asdict(one.t) for one in self.terms}
        return {
            "level": self.level,
            "area": self.area,
            "year": self.year,
            **flat({f"{name}_t": value for name, value in terms.items()}),
            **flat({name: asdict(getattr(self, name)) for name in ("supply_t", "demand_t", "unexplained_t")}),
            "hidden_flow": self.hidden.verdict,
            "hidden_flow_indicated": self.hidden.indicated,
            "p": self.hidden.p,
            "asgm": self.hidden.asgm,
            "text": str(self.hidden.text),
        }


@dataclass(frozen=True)
class Balances:
    """Balances of areas and years.

    Attributes:
        lines: the balances: areas as told, then continents, then the world.
        identify: stocks and supplies that Article 3 asks to identify.
        origins: the numbers that they rest on.
        notes: what is to be known.
        meta: how they were made.
    """

    lines: tuple[Balance, ...]
    identify: tuple[ToIdentify, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The balances as plain values."""
        return {
            "meta": asdict(self.meta),
            "balances": [one.as_dict() for one in self.lines],
            "identify": [asdict(one) for one in self.identify],
            "origins": [asdict(one) for one in self.origins],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """The balances as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each area and year."""
        import pandas

        return pandas.DataFrame([one.as_dict() for one in self.lines])
