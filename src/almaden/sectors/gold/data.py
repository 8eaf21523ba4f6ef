"""What was read of the small-scale gold mining of a country: its tables as records, before anything is calculated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from almaden.sectors.gold.plan_records import (
    AnnexCRecord,
    BudgetRecord,
    FormalisationRecord,
    MeasureRecord,
    TargetRecord,
)
from almaden.sectors.gold.records import (
    AboutRecord,
    BiomonitoringRecord,
    BuyerRecord,
    FigureRecord,
    MercuryRecord,
    MinerRecord,
    PracticeRecord,
    ProcessingRecord,
    RatioRecord,
    ShopsRecord,
    SiteRecord,
    StratumRecord,
    TailingsRecord,
)
from almaden.wording import Text


@dataclass(frozen=True)
class GoldData:
    """The tables of a country.

    Attributes:
        about: country, year, title.
        strata, sites, miners, units, buyers, mercury, practices, shops, ratios, figures, tailings, biomonitoring: field
            data and figures of documents, in the order of their tables.
        targets, measures, annex_c, budget, formalisation: the plan, as far as it is told.
        notes: how the input was understood.
        sha256: of the file, or of the tables of a folder by name.
        rows: for table and identifier (``sites``, ``S001``) where it stands, for messages: ``field.xlsx, row 5``.
    """

    about: AboutRecord
    strata: tuple[StratumRecord, ...] = ()
    sites: tuple[SiteRecord, ...] = ()
    miners: tuple[MinerRecord, ...] = ()
    units: tuple[ProcessingRecord, ...] = ()
    buyers: tuple[BuyerRecord, ...] = ()
    mercury: tuple[MercuryRecord, ...] = ()
    practices: tuple[PracticeRecord, ...] = ()
    shops: tuple[ShopsRecord, ...] = ()
    ratios: tuple[RatioRecord, ...] = ()
    figures: tuple[FigureRecord, ...] = ()
    tailings: tuple[TailingsRecord, ...] = ()
    biomonitoring: tuple[BiomonitoringRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    measures: tuple[MeasureRecord, ...] = ()
    annex_c: tuple[AnnexCRecord, ...] = ()
    budget: tuple[BudgetRecord, ...] = ()
    formalisation: tuple[FormalisationRecord, ...] = ()
    notes: tuple[Text, ...] = ()
    sha256: str = ""
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    @property
    def notice(self) -> str:
        """Said on every page and export of an example; empty otherwise."""
        return Text("These figures are made up: an example.") if self.about.made_up else self.about.notice
