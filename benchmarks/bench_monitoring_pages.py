"""``python -m benchmarks.bench_monitoring_pages``: how soon ten years of hours open in Chromium."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import machine_words
from benchmarks.section import put
from tools.browsing import DESKTOP, ROOT, browsing, filled, open_context, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tools.browsing import Served

MARK: Final = "monitoring_pages"
REPETITIONS: Final = 7
#: Page, address, and what must be drawn before it counts as open.
PAGES: Final = (
    ("series, ten years of hours", "/monitoring/series/?site={measured}", "[data-chart=series-chart] .chart-drawn"),
    ("one year of it", "/monitoring/series/?site={measured}&from=2015-01-01&to=2015-12-31",
     "[data-chart=series-chart] .chart-drawn"),
    ("comparison of two sites", "/monitoring/compare/", "[data-chart=compare-chart] .chart-drawn"),
    ("sites with their map", "/monitoring/sites/", "figure[data-map][data-ready]"),
    ("request of the series", "/monitoring/request/?site={measured}", "#cite"),
)  # fmt: skip
#: Notes when what is waited for is there, on the clock that begins with the request.
_WATCH: Final = """(wanted) => {
  const look = () => {
    if (!window.opened && document.querySelector(wanted)) window.opened = performance.now();
    else if (!window.opened) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""

TEXT: Final = """\
## Pages of monitoring in the browser

A made-up network: 87,648 hourly values of ten years at one site, days at others. Chromium without a window with an
empty cache, the server on the same machine; from the request until the chart, map or citation is there. The page of
the series is made anew for each request: values, averages, trend and cycles. The first time is told apart, in which
the server loads what it reckons with.

Machine: {machine}. Median of {repetitions} [smallest to largest], milliseconds.

| page | first | then | page alone, kB |
| --- | --: | --: | --: |
{lines}

The aim for ten years of hours is one second.
"""


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_pages", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, browsing() as browser:
        folder = Path(name)
        with serving(folder, filled(folder, 10)) as served:
            lines = "\n".join(_line(browser, served, *page) for page in PAGES)
    text = TEXT.format(machine=machine_words(), repetitions=REPETITIONS, lines=lines)
    put(asked.out, MARK, text)
    print(text)
    return 0


def _line(browser: Browser, served: Served, name: str, address: str, wanted: str) -> str:
    address = served.address + address.format(**served.ids)
    first, *times = [_opened(browser, served, address, wanted) for _ in range(REPETITIONS + 1)]
    milliseconds = [one for one, _ in times]
    spread = f"{statistics.median(milliseconds):.0f} [{min(milliseconds):.0f} to {max(milliseconds):.0f}]"
    return f"| {name} | {first[0]:.0f} | {spread} | {times[0][1] / 1000:.0f} |"


def _opened(browser: Browser, served: Served, address: str, wanted: str) -> tuple[float, float]:
    """Milliseconds until it is there, and bytes of the page itself."""
    context = open_context(browser, served, viewport=DESKTOP)
    page = context.new_page()
    page.add_init_script(f"({_WATCH})({wanted!r})")
    answer = page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.opened")
    took = float(page.evaluate("() => window.opened"))
    size = len(answer.body()) if answer is not None else 0
    context.close()
    return took, size


if __name__ == "__main__":
    sys.exit(main())
