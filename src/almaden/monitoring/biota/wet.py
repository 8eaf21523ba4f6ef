"""Samples of dry weight as ones of wet weight: with their own moisture, or that of the table where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from almaden.monitoring.biota.conversion import to_wet
from almaden.monitoring.biota.table import BiotaTable
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text, n_


def as_wet(table: BiotaTable) -> tuple[BiotaTable, tuple[Origin, ...]]:
    """The samples with every concentration that can be one of wet weight, and where the moisture was read.

    Those of dry weight whose moisture is neither told nor in the table stay as they are; all are counted in the notes.

    Args:
        table: samples.
    """
    dry = table.basis == "dw"
    if not dry.any():
        return table, ()
    told = dry & np.isfinite(table.moisture)
    water = np.where(told, table.moisture, np.nan)
    used = []
    for row in read_table("monitoring/tissue_moisture"):
        here = dry & ~told & (table.group == row["taxon"]) & (table.tissue == row["tissue"])
        if here.any():
            water[here] = float(row["value"])
            used.append(to_wet(1.0, row["taxon"], row["tissue"]).origin)
    known = np.isfinite(water)
    counts = {
        n_("samples of dry weight converted by their own moisture: {count}"): int(told.sum()),
        n_("samples of dry weight converted by the usual moisture of the tissue: {count}"): int((known & ~told).sum()),
        n_("samples of dry weight that were not converted, for no moisture is known: {count}"): int(
            (dry & ~known).sum()
        ),
    }
    found = replace(
        table,
        value=np.where(known, table.value * (1.0 - water), table.value),
        basis=np.where(known, "ww", table.basis),
        notes=(*table.notes, *(Text(text, count=count) for text, count in counts.items() if count)),
    )
    return found, tuple(used)
