"""``python -m benchmarks.pages``: what pages weigh, how soon they show on a slow line, and a map of 100,000 places.

Everything is made up. The line is the browser's own model of one: 400 kbit/s and 400 ms, the cache empty.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import machine_words
from benchmarks.section import put
from tools.browsing import DESKTOP, ROOT, browsing, filled, open_context, serving, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tools.browsing import Served

KILOBITS = 400
LATENCY_MS = 400
FACILITIES = 100_000
MARK = "pages"
#: Turns the wheel and drags as a person would, and counts the frames that were shown.
_MOVE = """async () => {
  const view = document.querySelector(".map-view");
  const map = document.querySelector("figure[data-map]").map;
  const canvas = map.over;
  const box = canvas.getBoundingClientRect();
  view.focus();
  const frames = [];
  const draws = [];
  for (let count = 0; count < 20; count += 1) {
    const begun = performance.now();
    map.draw();
    draws.push(performance.now() - begun);
  }
  const ends = performance.now() + 5000;
  let before = performance.now();
  while (performance.now() < ends) {
    const turn = frames.length;
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, view: window };
    if (turn % 120 < 60) canvas.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY: turn % 120 < 40 ? -40 : 60 }));
    else map.behaviour.translateBy(d3.select(view), turn % 2 ? 6 : -5, 2);
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    frames.push(now - before);
    before = now;
  }
  return { frames, draws };
}"""


def pages(browser: Browser, served: Served) -> list[tuple[str, float, float, float]]:
    """Of each page: its kilobytes over the wire, and seconds to the first and to the last paint on the slow line."""
    rows = []
    signed_in = open_context(browser, served, person="ada").storage_state()
    for name, address in served.pages().items():
        context = open_context(browser, served, storage_state=None if name == "sign_in" else signed_in)
        page = context.new_page()
        received: list[float] = []
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        speed = KILOBITS * 1000 / 8
        wire.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed},
        )
        wire.on("Network.loadingFinished", lambda event, into=received: into.append(event["encodedDataLength"]))
        page.goto(address, wait_until="load")
        settle(page)
        # A screenshot makes the browser paint, should it have had no reason to yet.
        page.screenshot()
        first, whole = page.evaluate(_PAINTED)
        rows.append((name, sum(received) / 1000, first / 1000, whole / 1000))
        context.close()
    return rows


_PAINTED = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  Math.max(...performance.getEntriesByType("resource").map((one) => one.responseEnd), performance.timing.loadEventEnd
    - performance.timing.navigationStart),
]"""


def map_of_many(browser: Browser, served: Served) -> dict[str, Any]:
    """The map of many facilities: bytes of the points, frames a second while it is moved."""
    page: Page = open_context(browser, served, viewport=DESKTOP).new_page()
    sizes: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.append(event["encodedDataLength"]) if "points.bin" in asked[event["requestId"]] else None,
    )
    page.goto(f"{served.address}/facilities/?view=map")
    settle(page)
    moved = page.evaluate(_MOVE)
    frames = sorted(moved["frames"][5:])
    return {
        "points": page.evaluate("Number(document.querySelector('figure[data-map]').dataset.ready)"),
        "bytes": sum(sizes),
        "per_second": 1000 / statistics.mean(frames),
        "slow_ms": frames[int(len(frames) * 0.95)],
        "draw_ms": statistics.median(moved["draws"]),
    }


def written(rows: list[tuple[str, float, float, float]], many: dict[str, Any]) -> str:
    """The section of the page."""
    table = [
        f"| {name.replace('_', ' ')} | {size:.0f} | {first:.1f} | {whole:.1f} |" for name, size, first, whole in rows
    ]
    heaviest, slowest = max(row[1] for row in rows), max(row[2] for row in rows)
    lines = [
        "## Pages in the browser",
        "",
        "Each page of a made-up store in Chromium without a window, with nothing kept from before, on a line of",
        f"{KILOBITS} kbit/s and {LATENCY_MS} ms: everything that the page loads, as it comes over the wire, the time",
        f"to the first content, and the time until everything is there. Measured once, on {machine_words()}.",
        "",
        "| page | kB | first content, s | everything, s |",
        "| --- | --: | --: | --: |",
        *table,
        "",
        f"The heaviest has {heaviest:.0f} kB; the slowest shows its first content after {slowest:.1f} s.",
        "",
        f"A map of {many['points']:,} made-up facilities loads {many['bytes'] / 1e6:.2f} MB of points. While it is",
        f"moved and zoomed for five seconds it shows {many['per_second']:.0f} frames a second; 19 of 20 come within",
        f"{many['slow_ms']:.0f} ms. Drawing all points once, the whole world in view, takes {many['draw_ms']:.1f} ms",
        "in the median. There is no graphics card: the processor draws.",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Measure the pages in Chromium.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many, browsing() as browser:
        with serving(Path(few), filled(Path(few))) as served:
            rows = pages(browser, served)
        with serving(Path(many), filled(Path(many), FACILITIES)) as served:
            found = map_of_many(browser, served)
    put(asked.out, MARK, written(rows, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
