"""The paper that figures are drawn on: size, faces, colours. Matplotlib is imported when it is first used."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.reports.palette import GREY, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Width of every figure, in inches: the text width of the PDF.
WIDTH = 6.85
#: Size of the text in figures, in points.
TEXT = 8.0
#: Height of a line of text, in points.
LINE = 1.2 * TEXT
#: Pixels per inch of pictures.
DENSITY: Final = 200
#: Vector, or pixels.
Picture = Literal["svg", "png"]
#: Asked for where Matplotlib's own face lacks a script, if the machine has them.
_FALLBACKS = ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei", "SimSun")


@contextmanager
def style() -> Iterator[None]:
    """Settings under which figures are drawn and saved; they do not touch the user's own."""
    import matplotlib
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    settings: dict[Any, Any] = {
        "font.family": ["DejaVu Sans", *(name for name in _FALLBACKS if name in installed)],
        "font.size": TEXT,
        "svg.hashsalt": "almaden",
        "svg.fonttype": "path",
        "axes.edgecolor": GREY,
        "axes.labelcolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        # A name may hold a dollar sign; it is never a formula.
        "text.parse_math": False,
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # A glyph that no face has is shown as a box; the tables carry the name.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def blank(height: float) -> Figure:
    """An empty figure of the common width and ``height`` inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    return figure


def axes_in_inches(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes with the given margins to the edges of the figure, in inches, with a bottom axis only."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )
    axes.set_yticks([])
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_linewidth(0.6)
    axes.tick_params(axis="x", length=2.5, width=0.6, labelsize=7)
    return axes


def points(inches: float) -> float:
    """Inches as points."""
    return 72.0 * inches


def saved(figure: Figure, picture: Picture) -> bytes:
    """The file of a figure, under :func:`style`. The same figure gives the same bytes, as no time stands in them."""
    buffer = io.BytesIO()
    if picture == "svg":
        unsaid = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(buffer, format="svg", metadata=unsaid)
    else:
        figure.savefig(buffer, format="png", dpi=DENSITY, metadata={"Software": None})
    return buffer.getvalue()
