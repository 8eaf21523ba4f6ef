"""Parts of docs/benchmarks.md that are measured by themselves, between two marks."""

from __future__ import annotations

import os
import re
from pathlib import Path

from benchmarks.processes import Series


def put(path: Path, name: str, text: str) -> None:
    """Write a part in the place of what it was, or at the end; the rest of the page stays."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    part = f"{begin}\n{text.strip()}\n{end}\n"
    found = re.search(f"{re.escape(begin)}.*?{re.escape(end)}\n", page, re.DOTALL)
    page = page[: found.start()] + part + page[found.end() :] if found else f"{page.rstrip()}\n\n{part}"
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(page.lstrip(), encoding="utf-8")
    os.replace(temporary, path)


def parts(path: Path) -> str:
    """Every part of a page, for a page that is written anew."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    return "".join(f"\n{part}\n" for part in re.findall(r"<!-- (?:\w+) -->.*?<!-- end of \w+ -->", page, re.DOTALL))


def figures(series: Series) -> str:
    """Wall and processor seconds and megabytes of a program, as cells of a row."""
    return " | ".join((span(series, "wall"), span(series, "cpu"), f"{series.median('megabytes'):.0f}"))


def span(series: Series, name: str) -> str:
    """A median with the smallest and the largest; one value stands alone."""
    low, high = series.spread(name)
    middle = f"{series.median(name):.3g}"
    return middle if len(series.samples) == 1 else f"{middle} [{low:.3g} to {high:.3g}]"
