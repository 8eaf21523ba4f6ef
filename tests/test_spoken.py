"""What a French or Spanish user sees: commands, faults and reports without an English sentence."""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almaden.demo.loader import demo_path
from almaden.inventory import Inventory
from almaden.inventory.result import Result
from almaden.reports.build import KINDS, build, render

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
TRANSLATED = ("fr", "es")
NBSP = "\N{NO-BREAK SPACE}"

#: Words that English sentences are full of, and that neither French nor Spanish nor a unit has.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|without|not|from|which|that|this|by|for|has|have|than|where|when|only|other|"
    r"known|given|taken|used|default|mercury|waste|rate|input|share|row|rows|range|amount|unit)\b"
)


def run(lang: str, *arguments: str) -> tuple[int, str]:
    code = "import sys; from almaden.cli.main import run; sys.argv = ['almaden', *sys.argv[1:]]; run()"
    environment = {**os.environ, "ALMADEN_LANG": lang, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, env=environment, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


def english_in(text: str) -> list[str]:
    """Pieces of a text that hold an English word."""
    return [text[max(0, hit.start() - 40) : hit.end() + 40] for hit in ENGLISH.finditer(text)]


def names_and_commands(text: str) -> str:
    """A text without what is the same in every language: commands, names of columns and options, quotations."""
    text = re.sub(r"almaden( [a-z]+)+", " ", text)
    return re.sub(r"\b\w+_\w+\b|--\w+|\[\w+\]|'[^']*'|inventory\.toml|factors\.csv", " ", text)


def texts_of_the_inventory(folder: Path) -> Iterator[str]:
    """What the makers of an inventory wrote, in whatever language."""
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield from (cell for cell in row.values() if cell)
    yield from _leaves(tomllib.loads((folder / "inventory.toml").read_text(encoding="utf-8")))


def _leaves(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _leaves(value)
    elif isinstance(tree, str):
        yield tree


def citations_of_the_tables() -> Iterator[str]:
    for path in (PACKAGE / "reference" / "tables").rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield from (row[name] for name in ("source", "seen") if row.get(name))


def without(text: str, pieces: Iterator[str]) -> str:
    """A text without quoted pieces of some length, the longest first."""
    for piece in sorted({one.strip() for one in pieces if " " in one.strip()}, key=len, reverse=True):
        text = text.replace(piece, " ")
    return text


@pytest.fixture(scope="module")
def philippines() -> tuple[Inventory, Result]:
    with demo_path("philippines") as folder:
        inventory = Inventory.read(folder)
    return inventory, inventory.run(256)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_report_holds_no_english_sentence(lang: str, kind: str, philippines: tuple[Inventory, Result]) -> None:
    inventory, result = philippines
    page = render(build(result, inventory.data, kind, lang), result, "html").decode("utf-8")
    page = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    with demo_path("philippines") as folder:
        text = without(text, iter([*texts_of_the_inventory(folder), *citations_of_the_tables()]))
    text = re.sub(r"https?://\S+|github \S+ @[^;\]]*", " ", text)
    assert english_in(names_and_commands(text)) == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_findings_of_a_check_hold_no_english_sentence(lang: str) -> None:
    with demo_path("ghana") as folder:
        code, printed = run(lang, "inventory", "check", str(folder))
        quoted = list(texts_of_the_inventory(folder))
    assert code in (0, 1)
    # A long line was broken at hyphens too.
    whole = " ".join(re.sub(r"-\n +", "-", printed).split())
    text = without(whole, iter([*quoted, *citations_of_the_tables()]))
    assert english_in(names_and_commands(text)) == []


def test_a_finding_in_french_has_its_numbers_and_place() -> None:
    with demo_path("philippines") as folder:
        code, printed = run("fr", "inventory", "check", str(folder))
    assert code == 1
    text = " ".join(printed.replace(NBSP, "~").split())
    assert "erreur~: phl-5.1.7 pas de facteur d'entrée pour 5.1.7 (activity_rates.csv, ligne 13)" in text
    assert "720~000 t donnent 21~600 kg de mercure" in text
    assert "avertissements" in text


def test_an_explanation_and_a_comparison_in_spanish() -> None:
    with demo_path("ghana") as folder:
        code, printed = run("es", "inventory", "explain", str(folder), "5.2.2")
        assert code == 0
        assert "Extracción de oro y plata por amalgamación con mercurio: entrada =" in printed
        assert "En los totales, kg/año:" in printed
        code, printed = run("es", "inventory", "compare", str(folder), str(folder), "--draws", "100")
    assert code == 0
    assert "entrada, total bruto: 318.474,5 -> 318.474,5, +0,0" in printed


FAULTY = """id,code,present,activity_rate,unit,low,high,share,input_factor,factor_unit,colour,distribution
a,5.1.1,Y,"1,234",t,,,,,,red,
b,5.1.1,Y,-5,t,9,3,,,,,
c,5.9.9,maybe,12,,,,,,,,
d,5.3.1,N,7,parsec,,,30,0.2,foo,,gaussian
e,5.3.1,Y,abc,t,,,,,,,
"""


@pytest.mark.parametrize("lang", TRANSLATED)
def test_faults_of_an_inventory_hold_no_english_sentence(lang: str, tmp_path: Path) -> None:
    (tmp_path / "inventory.toml").write_text('format = 1\ncountry = "Philipines"\nyear = 20188\nlevl = 1\n')
    (tmp_path / "activity_rates.csv").write_text(FAULTY, encoding="utf-8")
    code, printed = run(lang, "inventory", "check", str(tmp_path))
    assert code == 2
    # Names of columns, keys and values are those of the file.
    lines = [
        line for line in printed.splitlines() if not re.search(r"id, code, variant|format, country|lognormal", line)
    ]
    text = re.sub(r"(colonne|columna) [\w.]+", " ", names_and_commands("\n".join(lines)))
    assert english_in(text) == []
    assert len(lines) > 20


def test_a_fault_in_french(tmp_path: Path) -> None:
    with demo_path("ghana") as folder:
        shutil.copytree(folder, tmp_path / "ghana")
    rates = tmp_path / "ghana" / "activity_rates.csv"
    rates.write_text(rates.read_text(encoding="utf-8").replace("gha-5.1.1,5.1.1", "gha-5.1.1,5.1.99"), encoding="utf-8")
    code, printed = run("fr", "inventory", "run", str(tmp_path / "ghana"))
    assert code == 2
    first, accepted, advice = printed.strip().replace(NBSP, "~").splitlines()
    assert (
        first
        == "activity_rates.csv, ligne 2, colonne code~: aucune catégorie de source n'a ce code (trouvé~: '5.1.99')"
    )
    assert accepted == "    admis~: un code du Toolkit, par exemple 5.1.1"
    assert advice.startswith("    à faire~: vouliez-vous dire 5.1.")
    assert advice.endswith("~?")
