"""A figure of the reservoirs of a box model through the years, with their ranges as bands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.steady import checked
from almaden.reports.drawings import Line, LineChart
from almaden.reports.figures import png, svg
from almaden.reports.files import write_atomically
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.boxmodel.ensemble_result import Ensemble
    from almaden.fate.boxmodel.model import BoxModel
    from almaden.fate.boxmodel.trajectory import Trajectory

#: What is drawn where nobody chooses: reservoirs of like size.
_USUAL: Final = ("atm", "ocs")
_MG_PER_GG: Final = 1000.0
_WRITERS: Final = {".svg": svg, ".png": png}


def draw_run(run: Trajectory, model: BoxModel, words: Words, reservoirs: Sequence[str] = ()) -> LineChart:
    """Masses of reservoirs of a run.

    Args:
        run: the run.
        model: the model, for the names of its reservoirs.
        words: the language.
        reservoirs: which; the air and the surface of the sea where none are named.

    Raises:
        InputError: the model has no such reservoir.
    """
    return _chart(run.years, run.total, None, model, words, reservoirs)


def draw_ensemble(ensemble: Ensemble, model: BoxModel, words: Words, reservoirs: Sequence[str] = ()) -> LineChart:
    """Masses of reservoirs of an ensemble: the run of record as a line, 95 % of the members as a band.

    Args:
        ensemble: the ensemble.
        model: the model, for the names of its reservoirs.
        words: the language.
        reservoirs: which; the air and the surface of the sea where none are named.

    Raises:
        InputError: the model has no such reservoir.
    """
    band = (ensemble.low, ensemble.high)
    return _chart(ensemble.years, ensemble.point, band, model, words, reservoirs)


def write_figure(path: Path, chart: LineChart) -> Path:
    """Write a figure as SVG or PNG, by the ending of the name.

    Raises:
        InputError: the name ends otherwise.
        OutputError: the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError(
            Fault("a figure is no file of that kind", path.name, accepted="a name that ends in .svg or .png")
        )
    return write_atomically(path, writer(chart))


def _chart(
    years: NDArray[np.float64],
    masses: NDArray[np.float64],
    band: tuple[NDArray[np.float64], NDArray[np.float64]] | None,
    model: BoxModel,
    words: Words,
    reservoirs: Sequence[str],
) -> LineChart:
    _ = words._
    usual = [key for key in _USUAL if key in model.reservoirs] or model.reservoirs[:2]
    chosen = list(dict.fromkeys(reservoirs)) or usual
    checked(model, dict.fromkeys(chosen, 0.0))
    lines = []
    for order, key in enumerate(chosen):
        place = model.reservoirs.index(key)
        y, *ends = (tuple((part[:, place] / _MG_PER_GG).tolist()) for part in (masses, *(() if band is None else band)))
        name, colour = _(model.names[place]), COLOURS[order % len(COLOURS)]
        lines.append(Line(name, colour, tuple(years.tolist()), y, *ends))
    return LineChart(tuple(lines), _("year"), _("Gg of mercury"), words.lang, years=True)
