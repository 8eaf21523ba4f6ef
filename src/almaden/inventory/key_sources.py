"""Which source categories make 95 % of the input or of a release, and which make its uncertainty.

The ranking is that of the level assessment of the IPCC guidelines for national inventories (2006, vol. 1,
ch. 4): categories in falling order until 95 % is reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from almaden.inventory.flows import ResolvedRow
from almaden.inventory.moments import moments, share_square
from almaden.inventory.resolve import flows_of
from almaden.inventory.result import KeySource, RowResult, VarianceShare
from almaden.inventory.rules import toolkit_rules
from almaden.reference.categories import category
from almaden.reference.pathways import AMOUNTS

#: Amounts that are ranked.
RANKED = ("input_kg", "air_kg", "water_kg", "land_kg")

#: Together, key sources make this share of the total.
KEY_SHARE = 0.95


def key_sources(resolved: Sequence[ResolvedRow], rows: Sequence[RowResult]) -> tuple[KeySource, ...]:
    """Source categories ranked by each amount of the toolkit total."""
    found: list[KeySource] = []
    for amount in RANKED:
        values: dict[str, float] = {}
        for row in rows:
            if row.amounts is not None:
                counted = _counted(row.code, amount)
                values[row.code] = values.get(row.code, 0.0) + counted * row.amounts[amount].value
        uncertainty = _uncertainty_by_code(resolved, amount)
        found.extend(_ranked(amount, values, uncertainty))
    return tuple(found)


def _ranked(amount: str, values: dict[str, float], uncertainty: dict[str, float]) -> list[KeySource]:
    total = sum(values.values())
    if total <= 0.0:
        return []
    ranked = []
    cumulative = 0.0
    for code, value in sorted(values.items(), key=lambda item: -item[1]):
        if value <= 0.0:
            break
        is_key = cumulative < KEY_SHARE
        cumulative += value / total
        ranked.append(
            KeySource(
                quantity=amount,
                code=code,
                name=category(code).name,
                value_kg=value,
                share=value / total,
                cumulative=min(cumulative, 1.0),
                key=is_key,
                uncertainty_share=uncertainty.get(code, 0.0),
            )
        )
    return ranked


def _counted(code: str, amount: str) -> float:
    rule = toolkit_rules().get(code)
    return rule.counted.get(amount, 1.0) if rule else 1.0


def _uncertainty_by_code(resolved: Sequence[ResolvedRow], amount: str) -> dict[str, float]:
    flows, weights, squares, codes = [], [], [], []
    for row in resolved:
        for flow in row.flows or ():
            share = 1.0 if amount == "input_kg" else flow.shares[AMOUNTS.index(amount) - 1]
            weight = share * _counted(row.code, amount)
            if weight:
                flows.append(flow)
                weights.append(weight)
                squares.append(1.0 if amount == "input_kg" else share_square(flow, share))
                codes.append(row.code)
    found: dict[str, float] = {}
    for code, share in zip(codes, moments(flows, weights, squares).flow_shares, strict=True):
        found[code] = found.get(code, 0.0) + share
    return found


def variance_shares(resolved: Sequence[ResolvedRow]) -> tuple[VarianceShare, ...]:
    """Share of the variance of the gross input that each uncertain number explains, largest first."""
    flows = flows_of(resolved)
    exact = moments(flows, [1.0] * len(flows))
    codes: dict[str, dict[str, None]] = {}
    for row in resolved:
        for flow in row.flows or ():
            for key in (key for one in flow.uncertain for key in one.keys):
                codes.setdefault(key, {})[row.code] = None
    shares = [
        VarianceShare(key, exact.labels[key], tuple(codes[key]), share)
        for key, share in sorted(exact.number_shares.items(), key=lambda item: (-item[1], item[0]))
        if share > 0.0
    ]
    if shares:
        rest = 1.0 - sum(one.share for one in shares)
        shares.append(VarianceShare("interactions", "only several of them together", (), max(rest, 0.0)))
    return tuple(shares)
