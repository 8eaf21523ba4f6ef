"""Mercury in soil and sediment, of dry weight. Arrays may stand wherever a number may."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from almaden.monitoring.series import Floats
from almaden.monitoring.table_numbers import constants

N = TypeVar("N", float, Floats)


def enrichment_factor(sample: N, sample_reference: N, background: N, background_reference: N) -> N:
    """How much richer in mercury a sample is than the background, with grain size and dilution taken out.

    Args:
        sample: mercury of the sample.
        sample_reference: of the sample the element that people do not add, such as Al, Ti or Fe.
        background: mercury of the background, in the unit of ``sample``.
        background_reference: the element of the background, in the unit of ``sample_reference``.
    """
    return (sample / sample_reference) / (background / background_reference)


def geoaccumulation_index(sample: N, background: N) -> N:
    """Index of geoaccumulation: log2 of the sample over 1.5 times the background, which allows for its variation.

    Args:
        sample: mercury of the sample.
        background: mercury of the background, in the same unit.
    """
    found: N = np.log2(sample / (constants("soil_constants")["geoaccumulation"] * background))
    return found


def pool_g_per_m2(concentration_mg_per_kg: N, bulk_density_kg_per_m3: N, depth_m: N) -> N:
    """Mercury that lies under a square metre down to a depth.

    Args:
        concentration_mg_per_kg: mercury, of dry weight.
        bulk_density_kg_per_m3: dry weight of a m3 of soil as it lies.
        depth_m: thickness of the layer.
    """
    return concentration_mg_per_kg * bulk_density_kg_per_m3 * depth_m * 1e-3


def focusing_corrected(flux: N, lead_in_core: N, lead_from_air: N) -> N:
    """Flux into a sediment core without what the lake drew together there.

    Args:
        flux: flux into the core.
        lead_in_core: unsupported lead-210 that the core receives.
        lead_from_air: lead-210 that the air brings at the place, in the same unit.
    """
    return flux / (lead_in_core / lead_from_air)
