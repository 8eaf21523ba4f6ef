"""Our source-receptor matrix beside a published one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.matrix_records import MatrixSpecies, PublishedMatrix
from almaden.fate.atmosphere.score import correlation, ranks
from almaden.reference.meta import Meta, meta
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class ComparedCell:
    """One source and receptor that both matrices tell.

    Attributes:
        source, receptor: their keys.
        ours, theirs: share of the emission of the source that comes down on the receptor.
        difference: ours less theirs.
    """

    source: str
    receptor: str
    ours: float
    theirs: float
    difference: float


@dataclass(frozen=True)
class MatrixComparison:
    """Two matrices beside each other.

    Attributes:
        cells: what both tell.
        rank_correlation: Spearman's correlation over these cells; None for fewer than three, or equal values.
        mean_difference: mean of ours less theirs; None where they have no cell in common.
        unmatched: cells of theirs whose source or receptor ours does not have, as ``source -> receptor``.
        citations: where theirs were published.
        meta: how it was made.
    """

    cells: tuple[ComparedCell, ...]
    rank_correlation: float | None
    mean_difference: float | None
    unmatched: tuple[str, ...]
    citations: tuple[str, ...]
    meta: Meta

    def to_frame(self) -> pd.DataFrame:
        """One row for each cell."""
        import pandas as pd

        names = ["source", "receptor", "ours", "theirs", "difference"]
        return pd.DataFrame([asdict(one) for one in self.cells], columns=names)

    def summary(self) -> str:
        """In one line."""
        text = f"{len(self.cells)} cells in common, {len(self.unmatched)} of theirs without one of ours"
        text += "" if self.mean_difference is None else f"; mean difference {self.mean_difference:+.3g}"
        return text if self.rank_correlation is None else f"{text}; rank correlation {self.rank_correlation:.2f}"

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return asdict(self)

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def compare(
    sources: Sequence[str],
    receptors: Sequence[str],
    shares: NDArray[np.float64],
    published: PublishedMatrix,
    species: MatrixSpecies,
    areas_m2: Mapping[str, float],
) -> MatrixComparison:
    """Lay our matrix beside a published one.

    Args:
        sources: keys of the sources of ours.
        receptors: keys of the receptors of ours.
        shares: (receptors, sources) share of the emission of each source that comes down on each receptor.
        published: theirs.
        species: what was emitted.
        areas_m2: area of receptors by key, for deposition told for each square metre.

    Raises:
        AlmadenError: the shares do not have the shape of sources and receptors.
        InputError: theirs holds several models or years, or a receptor of unknown area.
    """
    import numpy as np

    if np.shape(shares) != (len(receptors), len(sources)):
        raise AlmadenError(
            Text(
                "the shares have the shape {shape}, for {receptors} receptors and {sources} sources",
                shape=str(np.shape(shares)),
                receptors=len(receptors),
                sources=len(sources),
            )
        )
    ours = {
        (source, receptor): float(shares[row, column])
        for row, receptor in enumerate(receptors)
        for column, source in enumerate(sources)
    }
    theirs = published.shares(species, areas_m2)
    cells = tuple(
        ComparedCell(*cell, ours[cell], share, ours[cell] - share) for cell, share in theirs.items() if cell in ours
    )
    both = np.array([[one.ours for one in cells], [one.theirs for one in cells]])
    return MatrixComparison(
        cells,
        correlation(ranks(both[0]), ranks(both[1])),
        float(np.mean([one.difference for one in cells])) if cells else None,
        tuple(f"{source} -> {receptor}" for source, receptor in theirs if (source, receptor) not in ours),
        published.citations,
        meta(0, 0, published.sha256),
    )
