"""The documentation is whole: it builds without a warning, and says of every command, key and field what it is."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from almaden.demo.loader import demo_path
from almaden.inventory import Inventory
from almaden.inventory.readers.context import KNOWN
from almaden.inventory.records import ActivityRow, Header
from almaden.inventory.result import result_record
from almaden.inventory.series import run_series
from almaden.reference.pathways import AMOUNTS
from tests.docs.pages import DOCS, pages
from tools.reference_pages import PARTS, asks_for_parts, with_parts
from tools.reference_pages.commands import command_words

REFERENCE = DOCS / "reference"


@pytest.mark.slow
def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(tmp_path / "html"),
         "-d", str(tmp_path / "trees")],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "html" / "reference" / "commands.html").is_file()
    loaded = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]+")
    built_pages = list((tmp_path / "html").rglob("*.html"))
    assert [hit for page in built_pages for hit in loaded.findall(page.read_text(encoding="utf-8"))] == []


def hand_written() -> str:
    written = [page for page in pages() if page.parent != REFERENCE]
    return "\n".join(page.read_text(encoding="utf-8") for page in written)


@pytest.mark.parametrize("words", command_words())
def test_every_command_is_shown_in_use(words: str) -> None:
    assert re.search(rf"{re.escape(words)}\b", hand_written())


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_generated_part_has_its_place(name: str) -> None:
    used = [page for page in pages() if f"<!-- generated: {name} -->" in page.read_text(encoding="utf-8")]
    assert len(used) == 1
    assert PARTS[name]().strip()


def test_a_part_that_there_is_not_is_refused() -> None:
    text = "<!-- generated: no-such-part -->"
    assert asks_for_parts(text)
    with pytest.raises(KeyError):
        with_parts(text)


def test_the_header_page_tells_every_key() -> None:
    text = (REFERENCE / "header.md").read_text(encoding="utf-8")
    keys = {field.name for field in dataclasses.fields(Header)} - {"context"}
    missing = [key for key in (*sorted(keys), *sorted(KNOWN)) if f"`{key}`" not in text]
    assert missing == []


def documented(section: str) -> set[str]:
    """The names in the first column of the tables under a heading of the page on JSON."""
    text = (REFERENCE / "json.md").read_text(encoding="utf-8")
    body = re.split(r"^## ", text, flags=re.MULTILINE)
    own = next(part for part in body if part.startswith(f"{section}\n"))
    first = [line.split("|")[1] for line in own.splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    with demo_path("ghana") as folder:
        return result_record(Inventory.read(folder).run(draws=100))


def without_amounts(keys: set[str]) -> set[str]:
    amounts = {f"{name}{end}" for name in AMOUNTS for end in ("", "_low", "_high")}
    assert keys.isdisjoint(amounts) or amounts <= keys
    return keys - amounts


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("The whole", ()),
        ("meta", ("meta",)),
        ("rows", ("rows", 0)),
        ("parts of a row", ("rows", 0, "parts", 0)),
        ("groups", ("groups", 0)),
        ("totals", ("totals", "linked")),
        ("corrections of a total", ("totals", "linked", "corrections", 0)),
        ("key_sources", ("key_sources", 0)),
        ("variance", ("variance", 0)),
        ("checks", ("checks", 0)),
        ("unverified", ("unverified", 0)),
    ],
)
def test_the_json_page_tells_every_field(section: str, path: tuple[str | int, ...], record: dict[str, Any]) -> None:
    here: Any = record
    for step in path:
        if step == 0 and path[-2:] == ("parts", 0) and here is record["rows"]:
            step = next(place for place, row in enumerate(here) if row["parts"])
        here = here[step]
    assert documented(section) == without_amounts(set(here))


def test_the_json_page_tells_every_field_of_a_series() -> None:
    row = {"code": "5.1.1", "present": "Y", "unit": "t"}
    rows = [ActivityRow(**row, id="coal", activity_rate=rate, year=year) for year, rate in ((2015, 1e6), (2018, 2e6))]
    inventory = Inventory.of(Header(country="PHL", year=2018, years=(2015, 2018)), rows)
    record = json.loads(run_series(inventory, draws=100).last_with_series())
    assert documented("series") == set(record["series"])


def test_the_json_page_tells_every_amount() -> None:
    assert documented("Amounts") == set(AMOUNTS)


def test_the_architecture_tells_every_room() -> None:
    text = (DOCS.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [file.parent.name for file in (DOCS.parent / "src" / "almaden").glob("*/__init__.py")]
    assert [room for room in rooms if f"| `{room}` |" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_of_the_pages_outside_the_documentation_lead_somewhere(name: str) -> None:
    text = (DOCS.parent / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (DOCS.parent / link).exists()] == []
