"""The twelve needs, fourteen offers and twenty-three relevant pairs of the test set.

``judgements.csv`` is a copy of ``knowledge/partnership/match_expected.csv``: judgements from the seeds, 2 strong,
1 partial, all other pairs 0. Whoever judged them also gave the topics, so figures are optimistic.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from almaden.demo.registry import demo_registry
from almaden.partnership.records.exchange import NeedRecord, OfferRecord

TABLE = Path(__file__).with_name("judgements.csv")
ON = date(2026, 11, 1)


def judgements(path: Path = TABLE) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["need"], {})[row["offer"]] = int(row["relevance"])
    return found


def needs() -> tuple[NeedRecord, ...]:
    return demo_registry().all(NeedRecord)


def offers() -> tuple[OfferRecord, ...]:
    return demo_registry().all(OfferRecord)
