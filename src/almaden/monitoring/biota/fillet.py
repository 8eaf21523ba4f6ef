"""Whole fish as what people eat of them: only where it is asked for, for the equation is of many species together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from almaden.errors import InputError
from almaden.monitoring.biota.conversion import to_tissue
from almaden.monitoring.biota.table import BiotaTable
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

_FILLET = "muscle"


def as_fillet(table: BiotaTable) -> tuple[BiotaTable, tuple[Origin, ...]]:
    """The samples with whole fish of wet weight as muscle, and where the equation was read.

    Those that lie beyond the range of the equation stay as they are; all are counted in the notes.

    Args:
        table: samples.
    """
    whole = (table.group == "fish") & (table.basis == "ww")
    whole &= np.char.startswith(table.tissue, "whole") if len(table) else whole
    value, tissue = table.value.copy(), table.tissue.astype(object)
    origins: dict[Origin, None] = {}
    beyond = 0
    for place in np.flatnonzero(whole):
        try:
            found = to_tissue(float(table.value[place]), "fish", "whole", _FILLET)
        except InputError:
            beyond += 1
            continue
        value[place], tissue[place] = found.value, _FILLET
        origins[found.origin] = None
    counts = {
        n_("samples of whole fish converted to fillet by an equation: {count}"): int(whole.sum()) - beyond,
        n_("samples of whole fish beyond the range of the equation, not converted: {count}"): beyond,
    }
    told = tuple(Text(text, count=count) for text, count in counts.items() if count)
    return replace(table, value=value, tissue=tissue.astype(str), notes=(*table.notes, *told)), tuple(origins)
