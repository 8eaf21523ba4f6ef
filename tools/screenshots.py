"""Takes the pictures of the pages that stand in the documentation, from a made-up store.

    python -m tools.screenshots            # all of them
    python -m tools.screenshots trade need  # some

They are reduced to a palette, so that each stays small. Look at every one of them before you commit it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tools.browsing import DESKTOP, PHONE, ROOT, Served, browsing, filled, open_context, serving, settle

TARGET: Final = ROOT / "docs" / "images" / "web"
#: Bytes that a picture may have.
MOST_BYTES: Final = 120_000
#: Name of the picture: page (after # a place on it), language, whether on a phone, whether in dark colours.
PICTURES: Final = {
    "home": ("home", "en", False, False),
    "home-phone": ("home", "en", True, False),
    "home-arabic": ("home", "ar", False, False),
    "inventories": ("inventories", "en", False, False),
    "inventory": ("inventory", "en", False, False),
    "inventory-phone": ("inventory", "en", True, False),
    "inventory-arabic": ("inventory", "ar", False, False),
    "inventory-dark": ("inventory", "en", False, True),
    "rows": ("inventory_row", "en", False, False),
    "origin": ("inventory_origin", "en", False, False),
    "review": ("inventory_review", "en", False, False),
    "products-stock": ("product_stock_study", "en", False, False),
    "product-check": ("products_check", "en", False, False),
    "board": ("products_board", "en", False, False),
    "shipment": ("trade_shipment", "en", False, False),
    "product-tests": ("product_campaign", "en", False, False),
    "trade": ("trade_explorer", "en", False, False),
    "supply": ("supply", "en", False, False),
    "storage-options": ("supply_compare#result", "en", False, False),
    "ledger": ("ledger_page", "en", False, False),
    "monitoring-series": ("monitoring_series", "en", False, False),
    "monitoring-series-phone": ("monitoring_series", "en", True, False),
    "monitoring-quality": ("monitoring_quality_series", "en", False, False),
    "fate-tonne": ("fate_tonne", "en", False, False),
    "fate-boxmodel": ("fate_boxmodel", "en", False, False),
    "facilities": ("facilities as a map", "en", False, False),
    "facilities-phone": ("facilities", "en", True, False),
    "facility": ("facility", "en", False, False),
    "import": ("import_run", "en", False, False),
    "edition": ("edition", "en", False, False),
    "factors": ("factor", "en", False, False),
    "search-arabic-phone": ("search", "ar", True, False),
    "partnership": ("partnership", "en", False, False),
    "partnership-arabic": ("partnership", "ar", False, False),
    "area": ("partnership_area", "en", False, False),
    "wishes": ("partnership_wishes", "en", False, False),
    "need": ("partnership_need", "en", False, False),
    "report-draft": ("partnership_report", "en", False, False),
    "questionnaire-phone": ("answer", "en", True, False),
    "update-phone": ("update", "fr", True, False),
}
#: The most that a picture shows of a long page, pixels.
_TALLEST: Final = {False: 1250, True: 1400}


def main() -> int:
    """Take the pictures that are named on the command line, or all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), filled(Path(folder))) as served:
        for name, size in take(served, sys.argv[1:] or PICTURES).items():
            print(f"{name}: {size // 1000} kB")
    return 0


def take(served: Served, names: Iterable[str]) -> dict[str, int]:
    """Take pictures of a store that is served; gives their sizes in bytes."""
    sizes = {}
    with browsing() as browser:
        for name in names:
            page_name, language, phone, dark = PICTURES[name]
            context = open_context(
                browser, served, person="ada", language=language, viewport=PHONE if phone else DESKTOP,
                color_scheme="dark" if dark else "light", reduced_motion="reduce",
            )  # fmt: skip
            page = context.new_page()
            address, sign, place = page_name.partition("#")
            page.goto(f"{served.pages()[address]}{sign}{place}")
            settle(page)
            page.wait_for_timeout(300)
            height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST[phone])
            page.set_viewport_size({"width": (PHONE if phone else DESKTOP)["width"], "height": height})
            settle(page)
            page.wait_for_timeout(300)
            sizes[name] = _keep(page.screenshot(), TARGET / f"{name}.png")
            context.close()
    return sizes


def _keep(picture: bytes, path: Path) -> int:
    """Write a picture with as many colours as fit into the bytes that it may have."""
    from PIL import Image

    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 192, 128, 96, 64):
        # Small patches of colour, such as those of a legend, keep their own with this method.
        fewer = whole.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        fewer.save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
