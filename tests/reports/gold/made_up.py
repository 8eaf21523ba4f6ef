"""A made-up country with data for every route, and a plan for it: no number here is of any country."""

from __future__ import annotations

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.plan_records import (
    AnnexCRecord,
    BudgetRecord,
    FormalisationRecord,
    MeasureRecord,
    TargetRecord,
)
from almaden.sectors.gold.records import (
    AboutRecord,
    BuyerRecord,
    FigureRecord,
    PracticeRecord,
    ProcessingRecord,
    ShopsRecord,
    SiteRecord,
    StratumRecord,
)

NOTICE = "made up, no plan of a country"
REGIONS = ("North", "East", "South coast")
#: Shares of whole ore and of concentrate, the rest without mercury, and retorts, by region.
PRACTICES = ((0.1, 0.8, 0.05), (0.5, 0.4, 0.2), (0.0, 0.9, 0.3))


def survey(odd: str = "") -> GoldData:
    """The tables of the country.

    Args:
        odd: added to names that a user writes.
    """
    return GoldData(
        about=AboutRecord(country="GHA", year=2024, title=f"Made-up baseline {odd}", made_up=True, notice=NOTICE),
        strata=tuple(
            StratumRecord(id=f"s{at}", region=region + odd, sites=60 - 12 * at, units=20, buyers=10)
            for at, region in enumerate(REGIONS)
        ),
        sites=tuple(_site(at, number) for at in range(3) for number in range(8)),
        units=tuple(
            ProcessingRecord(id=f"U{at}-{number}", stratum=f"s{at}", ore_t_per_day=12.0 + 3 * number + 2 * at,
                             grade_g_per_t=7, recovery=0.45, days_per_year=220)
            for at in range(3)
            for number in range(6)
        ),
        buyers=tuple(
            BuyerRecord(id=f"B{at}-{number}", stratum=f"s{at}", kind="shop", gold=1.6 + 0.5 * number, gold_unit="kg",
                        gold_period="month", capture_system=number == 0)
            for at in range(3)
            for number in range(5)
        ),
        figures=_figures(odd),
        practices=tuple(row for at in range(3) for row in _practices(at, odd)),
        shops=(ShopsRecord(sponge_mercury_percent=6, capture_share=0.1, source="made up"),),
        targets=(
            TargetRecord(year=2028, reduction=0.2),
            TargetRecord(year=2030, reduction=1.0, practice="whole_ore"),
            TargetRecord(year=2032, reduction=0.6),
        ),
        measures=_measures(odd),
        annex_c=(
            AnnexCRecord(item="1(g)", state="done", where=f"chapter 7 {odd}", text=f"Miners took part. {odd}"),
            AnnexCRecord(item="1(h)", state="partly", where="chapter 9"),
        ),
        budget=(
            BudgetRecord(theme="Formalisation", item="Licences", cost_usd=900_000),
            BudgetRecord(theme="Mining Practice Reform", item="Retorts", cost_usd=1_400_000),
            BudgetRecord(theme=f"Roads {odd}", item="A road", cost_usd=300_000),
        ),
        formalisation=tuple(
            FormalisationRecord(year=year, dimension=name, score=score + step, weight=weight, evidence=odd or "made up")
            for year, step in ((2022, 0.0), (2024, 0.15))
            for name, score, weight in (("Licensing and regulation", 0.3, 2), (f"Own dimension {odd}".strip(), 0.5, 1))
        ),
        sha256="0123456789abcdef" * 4,
    )  # fmt: skip


def _site(at: int, number: int) -> SiteRecord:
    whole, concentrate, retorts = PRACTICES[at]
    return SiteRecord(
        id=f"S{at}-{number}", stratum=f"s{at}", miners=40 + 6 * number, men=30, women=9,
        gold_per_miner=0.35 + 0.03 * number, days_per_year=210, whole_ore_share=whole, concentrate_share=concentrate,
        mercury_free_share=1.0 - whole - concentrate, retort_share=retorts,
        residential_burning=number % 3 == 0, cyanide_after_mercury=number == 1,
    )  # fmt: skip


def _practices(at: int, odd: str) -> tuple[PracticeRecord, ...]:
    whole, concentrate, retorts = PRACTICES[at]
    shares = {"whole_ore": whole, "concentrate": concentrate, "mercury_free": round(1.0 - whole - concentrate, 6)}
    return tuple(
        PracticeRecord.model_validate(
            {"region": REGIONS[at] + odd, "practice": name, "share": share, "observations": 8,
             "source": odd or "made-up survey"}
            | ({} if name == "mercury_free" else {"retort_share": retorts})
        )
        for name, share in shares.items()
        if share > 0.0
    )  # fmt: skip


def _figures(odd: str) -> tuple[FigureRecord, ...]:
    told = (
        ("national gold", 14_000.0, 13_700.0, 14_300.0, f"made-up statistics {odd}"),
        ("formal gold", 13_000.0, 12_800.0, 13_200.0, f"made-up statistics {odd}"),
        ("mercury imports", 2_600.0, 2_000.0, 3_300.0, "made-up customs"),
        ("mercury other uses", 300.0, 200.0, 400.0, "made-up customs"),
        ("mercury used", 2_400.0, None, None, f"made-up earlier inventory {odd}"),
    )
    return tuple(
        FigureRecord.model_validate(
            {"quantity": name, "value": value, "low": low, "high": high, "unit": "kg", "year": 2023, "source": source,
             "status": "unverified" if name == "mercury used" else "user"}
        )
        for name, value, low, high, source in told
    )  # fmt: skip


def _measures(odd: str) -> tuple[MeasureRecord, ...]:
    rows = (
        ("Mills without mercury", "end_whole_ore", REGIONS[1] + odd, 2026, 2030, 0.8, 900_000, "Ministry of Mines"),
        ("Retorts", "retorts", "", 2026, 2028, 0.5, 400_000, "Ministry of Mines"),
        ("Gravity plants", "mercury_free", "", 2027, 2031, 0.25, 2_000_000, ""),
        ("Capture in shops", "shop_capture", "", 2026, 2027, 0.6, None, "Environment agency"),
        ("Stores", "storage", "", 2026, 2027, 0.4, 150_000, "Environment agency"),
        ("No burning in homes", "end_residential_burning", "", 2026, 2027, 0.9, 60_000, "Health posts"),
    )
    return tuple(
        MeasureRecord.model_validate(
            {"name": f"{name} {odd}".strip(), "kind": kind, "region": region, "start_year": start, "full_year": full,
             "reach": reach, "cost_usd": cost, "responsible": who}
        )
        for name, kind, region, start, full, reach, cost, who in rows
    )  # fmt: skip
