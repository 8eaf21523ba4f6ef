"""Shares that add to one, and ranges that hold their value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import fsum
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.plausible import tolerance
from almaden.sectors.gold.records import SiteRecord
from almaden.wording import Fixed, Text, n_

_OF_SITE: Final = ("whole_ore_share", "concentrate_share", "mercury_free_share")
#: Low end, value and high end of the ranges, by table.
_RANGES: Final = (
    ("practices", ("retort_share_low", "retort_share", "retort_share_high")),
    ("ratios", ("low", "value", "high")),
    ("figures", ("low", "value", "high")),
)


def check_shares(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of shares and ranges."""
    if "sites" in tables:
        for one in tables["sites"].found:
            yield from _of_site(tables["sites"], one.record, one.row)
    if "practices" in tables:
        yield from _of_regions(tables["practices"])
    for kind, fields in _RANGES:
        if kind in tables:
            yield from _ranges(tables[kind], fields)


def _of_site(rows: Rows, site: SiteRecord, row: int | None) -> Iterator[Fault]:
    parts = {name: value for name in _OF_SITE if (value := getattr(site, name)) is not None}
    total, allowed = fsum(parts.values()), tolerance("shares_tolerance")
    if parts and (total > 1 + allowed or (len(parts) == len(_OF_SITE) and total < 1 - allowed)):
        last = list(parts)[-1]
        yield rows.fault(
            Text("the shares of the practices of the site add to {total}, not to 1", total=Fixed(total, 2)),
            row,
            last,
            f"{parts[last]:g}",
            n_("shares of the gold of the site that add to 1"),
            n_("whole ore, concentrate and no mercury together are all gold of the site: correct the shares"),
        )


def _of_regions(rows: Rows) -> Iterator[Fault]:
    regions: dict[str, list[Located]] = defaultdict(list)
    for one in rows.found:
        regions[one.record.region].append(one)
    for region, found in regions.items():
        total = fsum(one.record.share for one in found)
        if abs(total - 1) <= tolerance("shares_tolerance"):
            continue
        problem = (
            Text("the shares of the practices of {region} add to {total}, not to 1", region=region,
                 total=Fixed(total, 2))
            if region
            else Text("the shares of the practices of the country add to {total}, not to 1", total=Fixed(total, 2))
        )  # fmt: skip
        yield rows.fault(
            problem, found[-1].row, "share", f"{found[-1].record.share:g}",
            n_("shares of whole_ore, concentrate and mercury_free that add to 1"),
            n_("add the practice that is missing, or correct the shares"),
        )  # fmt: skip


def _ranges(rows: Rows, fields: tuple[str, ...]) -> Iterator[Fault]:
    for one in rows.found:
        known = [(name, value) for name in fields if (value := getattr(one.record, name)) is not None]
        for (_, low), (name, high) in pairwise(known):
            if high < low:
                yield rows.fault(
                    n_("the range does not hold its value"), one.row, name, f"{high:g}",
                    n_("low end, value and high end in this order"), n_("correct the range"),
                )  # fmt: skip
