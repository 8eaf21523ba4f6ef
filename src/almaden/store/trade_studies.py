"""Studies of trade: their lines as the analysis takes them, the comparison of both sides, and what all may know of it.

Whoever brings statistics of trade got them from a publisher whose terms forbid to give them on; lines, and what tells
single flows of a year, are for those who work on the study. All others see sums over partners, signs with their ranges
and shares in whole percent. A sum over one partner is a flow, and of two each knows the other's: sums over fewer than
three are left out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.store.models import Study
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.sectors.gold.country_table import CountryTable
    from almaden.store.studies import Tables
    from almaden.supply.trade.hidden import CountrySigns
    from almaden.supply.trade.mirror_result import MirrorResult
    from almaden.supply.trade.network import YearBalance
    from almaden.supply.trade.rows import TradeRows

DRAWS: Final = 1_000
SEED: Final = 1
#: What a result has that everybody may know: sums by year and country, and how it was made.
_PUBLIC: Final = ("meta", "code", "summary", "hubs", "false_alarm", "scatter", "pairs", "years", "countries", "masses",
                  "unverified")  # fmt: skip
#: Shares of the network that everybody may know are rounded to whole percent.
_WHOLE_PERCENT: Final = 2
#: Sums over fewer flows or partners are not for everybody.
FEWEST: Final = 3


@dataclass(frozen=True)
class Asked:
    """What is asked of statistics of trade.

    Attributes:
        code: code of the commodity, or its first digits; empty takes mercury where there is any.
        first_year, last_year: years; None leaves an end open.
        hubs: countries that sell on; None takes the usual ones.
        draws, seed: draws of the uncertain numbers.
    """

    code: str = ""
    first_year: int | None = None
    last_year: int | None = None
    hubs: tuple[str, ...] | None = None
    draws: int = DRAWS
    seed: int = SEED


@dataclass(frozen=True)
class GoldDemand:
    """Mercury that small-scale gold mining uses in a year, to stand beside hidden trade.

    Attributes:
        table: the table of countries.
        key: what tells it from another.
    """

    table: CountryTable
    key: tuple[object, ...] = ()

    def of(self, rows: TradeRows) -> CountryTable:
        """The countries of some lines alone, so that no other's unverified numbers are told."""
        from almaden.supply.trade.areas import areas

        seen = {areas()[place] for place in (*set(rows.reporter.tolist()), *set(rows.partner.tolist()))}
        return replace(self.table, lines=tuple(line for line in self.table.lines if line.country in seen))


def trade_rows(study: Study) -> TradeRows:
    """The lines of a study."""
    from almaden.store.studies import records_of
    from almaden.supply.trade.kept import rows_of

    tables: dict[str, Any] = records_of(study)
    return rows_of(tables.get("trade", ()), tables.get("told", ()), study.sha256)


def trade_tables(rows: TradeRows) -> Tables:
    """Lines that were read, as the tables of a study.

    Raises:
        InputError: there are more than a study holds.
    """
    from almaden.store.studies import MOST_ROWS
    from almaden.supply.trade.kept import kept_tables

    if len(rows) > MOST_ROWS:
        raise InputError(
            Fault(
                n_("the files have more lines than a study holds"),
                file=", ".join(rows.files)[:200],
                value=str(len(rows)),
                accepted=Text("at most {most} lines", most=MOST_ROWS),
                advice=n_("bring the commodity alone (280540 is mercury), or fewer years"),
            )
        )
    return kept_tables(rows)


def compared(rows: TradeRows, asked: Asked, gold: GoldDemand) -> MirrorResult:
    """Both sides of the trade, as ``almaden trade mirror``.

    Raises:
        InputError: no line has this code, or none is of these years.
    """
    from almaden.supply.trade.mirror import mirror
    from almaden.supply.trade.rows import MERCURY

    code = asked.code or (MERCURY if any(one.startswith(MERCURY) for one in rows.codes) else rows.codes[0])
    table = gold.of(rows)
    return mirror(
        rows, code=code, first_year=asked.first_year, last_year=asked.last_year, hubs=asked.hubs,
        gold_kg={line.country: line.shown.mercury_kg for line in table.lines}, gold_origins=table.unverified,
        draws=asked.draws, seed=asked.seed,
    )  # fmt: skip


def usual_demand() -> GoldDemand:
    """What the table of countries that comes with the program tells."""
    from almaden.sectors.gold.country_table import country_table

    return GoldDemand(country_table(draws=100))


def full(found: MirrorResult, country: str = "") -> dict[str, Any]:
    """All of a comparison, for those who may read the tables, as ``almaden trade mirror --json``."""
    plain: dict[str, Any] = json.loads(found.to_json(country))
    return plain


def for_all(count: int) -> bool:
    """Whether everybody may know a sum over so many partners or flows; nothing is told of none."""
    return count == 0 or count >= FEWEST


def partners_by_year(found: MirrorResult, country: str) -> dict[int, tuple[int, int]]:
    """How many countries sent to a country, and how many it sent to, by year, as either side tells it."""
    from almaden.supply.trade.areas import places

    pairs, place = found.pairs, places()[country]
    moved = (np.nan_to_num(pairs.x_kg) > 0) | (np.nan_to_num(pairs.m_kg) > 0)
    into, out = moved & (pairs.importer == place), moved & (pairs.exporter == place)
    return {
        year: (int((into & (pairs.year == year)).sum()), int((out & (pairs.year == year)).sum()))
        for year in np.unique(pairs.year[into | out]).tolist()
    }


def years_for_all(found: MirrorResult) -> tuple[YearBalance, ...]:
    """The years of the world of which everybody may know the sums."""
    return tuple(one for one in found.years if for_all(one.pairs))


def signs_for_all(found: MirrorResult) -> tuple[CountrySigns, ...]:
    """The countries of which everybody may know the sums over all years: those with enough partners."""
    from almaden.supply.trade.areas import areas

    pairs = found.pairs
    ends = np.r_[np.c_[pairs.exporter, pairs.importer], np.c_[pairs.importer, pairs.exporter]]
    who, partners = np.unique(np.unique(ends, axis=0)[:, 0], return_counts=True)
    enough = {areas()[place] for place, count in zip(who.tolist(), partners.tolist(), strict=True) if for_all(count)}
    return tuple(one for one in found.countries if one.country in enough)


def public(found: MirrorResult, country: str = "") -> dict[str, Any]:
    """Sums and signs of a comparison, for everybody."""
    plain = full(found, country)
    years, countries = ({one.year for one in years_for_all(found)}, {one.country for one in signs_for_all(found)})
    return {name: plain[name] for name in _PUBLIC} | {
        "years": [one for one in plain["years"] if one["year"] in years],
        "countries": [one for one in plain["countries"] if one["country"] in countries],
    }


def full_network(found: MirrorResult) -> dict[str, Any]:
    """Countries and flows by year, as ``almaden trade network --json``."""
    made: dict[str, Any] = found.network().as_dict()
    return {"meta": asdict(found.meta), "code": found.code, "years": [asdict(one) for one in found.years], **made}


def public_network(found: MirrorResult) -> dict[str, Any]:
    """The same, of which flows are told as shares of the world's trade in whole percent."""
    plain, years = full_network(found), {one.year for one in years_for_all(found)}
    links = [
        {**{name: one[name] for name in ("year", "exporter", "importer", "flagged")},
         "share": round(one["share"], _WHOLE_PERCENT)}
        for one in plain["links"]
    ]  # fmt: skip
    nodes = [_node_for_all(one) for one in plain["nodes"]]
    return plain | {"links": links, "nodes": nodes, "years": [one for one in plain["years"] if one["year"] in years]}


def _node_for_all(node: dict[str, Any]) -> dict[str, Any]:
    """A country of the network; masses over too few partners are None, and its share is in whole percent."""
    into, out = for_all(node["sources"]), for_all(node["destinations"])
    told = {"in_kg": into, "out_kg": out, "net_kg": into and out, "through_kg": into and out}
    hidden = {name: None for name, is_told in told.items() if not is_told}
    return node | hidden | {"share": round(node["share"], _WHOLE_PERCENT)}
