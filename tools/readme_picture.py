"""Draws the picture of the README, docs/images/philippines.png, from the worked example that comes with the package.

Run ``python tools/readme_picture.py`` after a change that alters the picture.
"""

from __future__ import annotations

from pathlib import Path

from almaden.demo.loader import demo_path
from almaden.inventory import Inventory
from almaden.reports.canvas import style
from almaden.reports.charts import sankey_figure
from almaden.reports.drawings import Sankey
from almaden.reports.numbers import rounded
from almaden.reports.sankey import draw_sankey
from almaden.reports.words import Words

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "philippines.png"


def main() -> None:
    """Compute the example and draw its flows under a title that says what it is."""
    with demo_path("philippines") as folder:
        result = Inventory.read(folder).run()
    figure = sankey_figure(result, Words.of("en"))
    assert figure is not None
    assert isinstance(figure.drawing, Sankey)
    total = result.totals["toolkit"].amounts["input_kg"]
    told = rounded(total.value, total.low, total.high, "en").text
    title = f"{result.country_name} {result.year}: {result.meta.notice}"
    below = f"input of mercury {told} kg per year, with its 95 % range; default factors not verified"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with style():
        drawn = draw_sankey(figure.drawing)
        drawn.text(0.5, 1.06, title, ha="center", va="bottom", fontsize=10, fontweight="bold")
        drawn.text(0.5, 1.02, below, ha="center", va="bottom", fontsize=8)
        drawn.savefig(TARGET, dpi=150, bbox_inches="tight", pad_inches=0.15, metadata={"Software": None})
    print(f"Written: {TARGET}")


if __name__ == "__main__":
    main()
