"""What a National Action Plan says: the tables of its workbook, declared once."""

from __future__ import annotations

from typing import Any, Final, Literal

from almaden.reference.record import Record, described
from almaden.sectors.gold.terms import Practice

_SHARE: Final[dict[str, Any]] = {"ge": 0, "le": 1}

#: What a measure changes: amalgam burnt in retorts, gold won without mercury, shops with a capture system, whole ore
#: no more amalgamated, no open burning, no burning where people live, no cyanide on tailings with mercury, mercury
#: given back that is stored instead of used again.
MeasureKind = Literal[
    "retorts",
    "mercury_free",
    "shop_capture",
    "end_whole_ore",
    "end_open_burning",
    "end_residential_burning",
    "end_cyanide_after_mercury",
    "storage",
]


class TargetRecord(Record):
    """A target of the plan: by how much the mercury used falls until a year."""

    year: int = described("Year in which it is reached.", "2030", ge=1990, le=2200)
    reduction: float = described("Share by which mercury falls against the baseline, 0 to 1.", "0.3", **_SHARE)
    practice: Literal[Practice, ""] = described(
        "Practice that it is for; empty for all mercury used.", "whole_ore", default=""
    )
    note: str = described("Anything a reader should know.", "", default="")


class MeasureRecord(Record):
    """A measure of the plan."""

    name: str = described("Name of the measure.", "Retorts in the north", min_length=1, max_length=200)
    kind: MeasureKind = described(
        "retorts, mercury_free, shop_capture, end_whole_ore, end_open_burning, end_residential_burning, "
        "end_cyanide_after_mercury or storage.",
        "retorts",
    )
    region: str = described("Region; empty for the whole country.", "North", default="")
    start_year: int = described("First year in which it acts.", "2026", ge=1990, le=2200)
    full_year: int = described("First year in which it acts in full.", "2029", ge=1990, le=2200)
    reach: float = described(
        "Share of the gold, amalgam or shops concerned that it reaches in the full year, 0 to 1.", "0.4", **_SHARE
    )
    efficiency: float | None = described(
        "Share of the mercury that a retort gives back or a shop holds back, 0 to 1; a default where empty.",
        "0.9", default=None, **_SHARE,
    )  # fmt: skip
    cost_usd: float | None = described(
        "Cost before and while it starts, all years.", "300000", "USD", default=None, ge=0
    )
    cost_usd_per_year: float | None = described(
        "Cost of every year from the start.", "40000", "USD/y", default=None, ge=0
    )
    theme: str = described("Theme of the budget that it is paid from.", "Mining Practice Reform", default="")
    responsible: str = described("Who does it.", "Ministry of Mines", default="")
    note: str = described("Anything a reader should know.", "", default="")


class AnnexCRecord(Record):
    """Where the plan answers an item of Annex C."""

    item: str = described("Item of Annex C.", "1(b)(i)", min_length=1)
    state: Literal["done", "partly", "missing"] = described("done, partly or missing.", "partly", default="missing")
    where: str = described("Chapter or page of the plan.", "chapter 4.2", default="")
    text: str = described("What the plan says, in a few sentences.", "Mills are licensed only ...", default="")


class BudgetRecord(Record):
    """A line of the budget of a plan."""

    theme: str = described("Theme of the budget.", "Formalization", min_length=1)
    strategy: str = described("Strategy that the line belongs to.", "Licences", default="")
    item: str = described("What is paid.", "Offices in three districts", default="")
    cost_usd: float = described("Cost over the whole plan.", "120000", "USD", ge=0)


class FormalisationRecord(Record):
    """A score of one dimension of formalisation in one year."""

    year: int = described("Year of the score.", "2024", ge=1990, le=2200)
    dimension: str = described(
        "Dimension, in words of the plan or of the list.", "Licensing and regulation", min_length=1
    )
    score: float = described("Score, 0 none to 1 full.", "0.35", **_SHARE)
    weight: float = described("Weight of the dimension.", "1", default=1.0, ge=0, le=1000)
    evidence: str = described("What the score rests on.", "212 of 640 sites hold a licence", default="")


#: The tables of a plan by name of their sheet or file; they may stand in one workbook with the field data.
PLAN_TABLES: Final[dict[str, type[Record]]] = {
    "targets": TargetRecord,
    "measures": MeasureRecord,
    "annex_c": AnnexCRecord,
    "budget": BudgetRecord,
    "formalisation": FormalisationRecord,
}
