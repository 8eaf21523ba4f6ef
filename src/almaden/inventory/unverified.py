"""Every number that a result rests on and that nobody has yet checked in the official document."""

from __future__ import annotations

from collections.abc import Sequence

from almaden.inventory.result import RowResult, Unverified
from almaden.inventory.rules import toolkit_rules
from almaden.reference.origin import Origin
from almaden.reference.pathways import AMOUNT_WORDS
from almaden.reference.spreads import spread_classes
from almaden.wording import Text


def unverified_numbers(rows: Sequence[RowResult]) -> tuple[Unverified, ...]:
    """Unverified numbers in the order of the rows that use them, then the rules and range conventions."""
    found: dict[tuple[str, str, float, str], list[str]] = {}
    origins: dict[tuple[str, str, float, str], tuple[str, Origin]] = {}
    for row in rows:
        if row.amounts is None:
            continue
        for origin in row.origins:
            if origin.status != "unverified":
                continue
            general = origin.layer == "default_spread"
            code = "" if general else row.code
            key = (code, origin.quantity, origin.value, origin.layer)
            origins.setdefault(key, (code, origin))
            found.setdefault(key, []).append(row.id)
    numbers = [_unverified(*origins[key], rows=tuple(dict.fromkeys(users))) for key, users in found.items()]
    return (*numbers, *_rules(rows), *_range_conventions(rows))


def _unverified(code: str, origin: Origin, rows: tuple[str, ...]) -> Unverified:
    return Unverified(
        code=code,
        quantity=origin.quantity,
        value=origin.value,
        unit=origin.unit,
        layer=origin.layer,
        source=origin.source,
        seen=origin.seen,
        doubt=origin.note,
        rows=rows,
    )


def _rules(rows: Sequence[RowResult]) -> list[Unverified]:
    found: list[Unverified] = []
    for code, rule in toolkit_rules().items():
        users = tuple(row.id for row in rows if row.code == code and row.amounts is not None)
        if not users or rule.status != "unverified":
            continue
        found.extend(
            Unverified(
                code=code,
                quantity=Text("share of {name} that the toolkit total counts", name=Text(AMOUNT_WORDS[amount])),
                value=share,
                unit="share",
                layer="toolkit_rules",
                source=rule.source,
                seen=rule.seen,
                doubt=rule.rule,
                rows=users,
            )
            for amount, share in rule.counted.items()
        )
    return found


def _range_conventions(rows: Sequence[RowResult]) -> list[Unverified]:
    """The quantile at which a Toolkit range ends and the shared part of a default's error, where used."""
    users = tuple(
        row.id
        for row in rows
        if row.amounts is not None
        and any(one.quantity.startswith("input factor") and one.layer != "inventory" for one in row.origins)
    )
    convention = spread_classes()["toolkit_range"]
    if not users or convention.status != "unverified":
        return []
    numbers = (
        (Text("quantile at which a Toolkit range ends"), convention.quantile),
        (Text("share of a default's error that all who use it have in common"), convention.shared_share),
    )
    return [
        Unverified(
            code="",
            quantity=quantity,
            value=value,
            unit="share",
            layer="default_spread",
            source=convention.source,
            seen=convention.seen,
            doubt="",
            rows=users,
        )
        for quantity, value in numbers
    ]
