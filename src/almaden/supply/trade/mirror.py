"""Mirror statistics: what exporters report against what importers report, repaired, explained and flagged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from almaden.inventory.result import Amount
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.supply.trade.explain import hub_shift, year_shift
from almaden.supply.trade.hidden import country_signs
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.supply.trade.network import year_balances
from almaden.supply.trade.pairs import pairs_of
from almaden.supply.trade.quality import agreement, flagged
from almaden.supply.trade.repair import masses
from almaden.supply.trade.rows import MERCURY, TradeRows, hs_digits
from almaden.supply.trade.settings import default_hubs, settings, unverified


def mirror(
    rows: TradeRows,
    *,
    code: str = MERCURY,
    first_year: int | None = None,
    last_year: int | None = None,
    hubs: Collection[str] | None = None,
    gold_kg: Mapping[str, Amount] | None = None,
    gold_origins: Sequence[Origin] = (),
    draws: int = 1_000,
    seed: int = 1,
) -> MirrorResult:
    """Compare both sides of the trade in a commodity.

    Masses are compared as they are; only values of imports are brought to free on board, where they stand for masses.

    Args:
        rows: lines of trade statistics.
        code: code of the commodity, or its first digits.
        first_year: first year; None starts with the data.
        last_year: last year; None ends with the data.
        hubs: countries that sell on, as three letters; None takes the usual ones, an empty collection none.
        gold_kg: mercury that small-scale gold mining uses in a year, by country, to stand beside.
        gold_origins: the unverified numbers that ``gold_kg`` rests on.
        draws: how many draws ranges rest on.
        seed: of the draws.

    Raises:
        InputError: no line has this code, or none is of these years.
    """
    every = rows.between(first_year, last_year)
    drawn = FleetDraws(draws, seed)
    metal = hs_digits(code).startswith(MERCURY)
    mass = masses(every.of_code(code), drawn, metal=metal)
    usual = tuple(sorted(default_hubs() if hubs is None else set(hubs)))
    pairs = pairs_of(mass, every)
    shifted = year_shift(pairs)
    pairs = pairs.with_explained(shifted, hub_shift(pairs, shifted, usual))
    agree = agreement(pairs)
    flags = flagged(pairs, agree.scatter, settings()["false_alarm"])
    best = agree.best_kg(pairs)
    return MirrorResult(
        meta=meta(draws, seed, rows.sha256),
        code=hs_digits(code),
        hubs=usual,
        masses=mass,
        pairs=pairs,
        agreement=agree,
        flags=flags,
        best_kg=best,
        false_alarm=settings()["false_alarm"],
        years=year_balances(pairs, best, flags),
        countries=country_signs(pairs, flags, agree.scatter, drawn, gold_kg),
        unverified=(*unverified(usual, metal=metal), *gold_origins),
    )
