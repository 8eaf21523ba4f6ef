"""Made-up statistics of trade for the made-up store."""

from __future__ import annotations

from typing import Any


def fill_trade(person: Any) -> dict[str, int]:
    """A published study with the lines of the worked example; and a draft with a repaired weight."""
    from almaden.demo.trade import statistics
    from almaden.store import reviews, studies
    from almaden.store.trade_studies import trade_tables
    from almaden.supply.trade.readers.comtrade import read_trade
    from almaden.supply.trade.records import TradeRecord

    with statistics() as path:
        rows = read_trade([path])
    title = "Statistics of trade (made up)"
    kept = studies.make(None, "trade", trade_tables(rows), title=title, made_up=True, sha256=rows.sha256)
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, kept)
    line: dict[str, Any] = {"year": 2020, "code": "280540", "value_usd": 90_000, "source": "made up"}
    lines = [
        TradeRecord(reporter="XXR", partner="XXS", flow="export", net_weight_kg=2_000, **line),
        TradeRecord(reporter="XXS", partner="XXR", flow="import", quantity=40, quantity_unit="flasks", **line),
    ]
    tables: studies.Tables = {"trade": lines}
    draft = studies.make(person, "trade", tables, country="GHA", title="A draft of trade (made up)", made_up=True)
    return {"trade": kept.pk, "trade_draft": draft.pk}
