"""Made-up needs and offers for tests."""

from __future__ import annotations

from typing import Any

from almaden.partnership.records.exchange import NeedRecord, OfferRecord


def need(key: str = "N", **values: Any) -> NeedRecord:
    return NeedRecord(**{"id": key, "title": "Made-up need", **values})


def offer(key: str = "O", **values: Any) -> OfferRecord:
    return OfferRecord(**{"id": key, "title": "Something else", **values})
