"""The days that the Convention sets for chlor-alkali: end of the mercury cells, and the ends of exemptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from almaden.reference.tables import read_table
from almaden.wording import n_

_PROCESS = "chlor_alkali"
#: Said wherever plants are set against these days.
ONLY_PARTIES = n_(
    "the phase-out date and exemptions from it bind Parties to the Convention; whether a country is one is not in the "
    "register"
)


@dataclass(frozen=True)
class Deadlines:
    """The days of Annex B and Article 6.

    Attributes:
        phase_out: last day on which mercury cells may run without an exemption.
        first_exemption: last day of a registered exemption that was not extended.
        last_exemption: day after which no exemption is in effect any more.
        unverified: names of those of them that were not re-read in the text of the Convention.
    """

    phase_out: date
    first_exemption: date
    last_exemption: date
    unverified: tuple[str, ...] = ()


@cache
def deadlines() -> Deadlines:
    """The days as the tables of the Convention have them."""
    (entry,) = (
        row for row in read_table("convention/annex_b") if row["products"] == _PROCESS and row["effect"] == "phase_out"
    )
    terms = {row["key"]: row for row in read_table("convention/terms")}
    phase_out = date.fromisoformat(entry["date"]) if entry["date"] else date(int(entry["year"]), 12, 31)
    first, last = (
        phase_out.replace(year=phase_out.year + int(terms[key]["value"]))
        for key in ("exemption_first", "exemption_last")
    )
    rows = {"phase_out": entry, "first_exemption": terms["exemption_first"], "last_exemption": terms["exemption_last"]}
    return Deadlines(phase_out, first, last, tuple(name for name, row in rows.items() if row["status"] != "verified"))
