"""Collects the texts of the program into the catalogues of its languages, keeping every translation.

    python tools/messages.py             write the catalogues
    python tools/messages.py --check     write nothing; exit 1 if a catalogue is behind the program
    python tools/messages.py --missing   list what is not translated yet

Texts are the arguments of ``_``, ``n_``, ``translate`` and ``Text`` in the source, the sentences of faults and
checks, the meanings of the columns of records, and the columns of the reference tables named in ``TABLES``.
A translation whose text is gone stays in the catalogue as an obsolete entry: it is not lost when the text comes back.
"""

from __future__ import annotations

import argparse
import ast
import csv
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
LANGUAGES = ("fr", "es")

#: Columns of the reference tables that a user reads, by the name of the file.
TABLES = {
    "categories.csv": ("name", "unit_label", "note"),
    "groups.csv": ("name",),
    "links.csv": ("group_name", "note"),
    "toolkit_rules.csv": ("explanation",),
    "input_factors.csv": ("variant", "note"),
    "distribution_factors.csv": ("variant", "name", "seen", "note"),
    "context.csv": ("unit", "note"),
    "checks_overlaps.csv": ("what", "advice"),
    "amendments.csv": ("decision", "name"),
    "annex_a.csv": ("entry", "condition", "exception"),
    "annex_b.csv": ("entry", "condition", "exception"),
    "annex_d.csv": ("category",),
    "products.csv": ("name",),
    "obligations.csv": ("who", "obligation", "deadline_rule", "nature"),
    "mia_outline.csv": ("title", "content"),
    "mia_needs.csv": ("name",),
}

#: Functions whose first argument is a text, translated now or later.
MARKS = frozenset({"_", "n_", "translate", "Text"})

#: Where columns are declared, and by what: the meaning of a column is a text.
COLUMNS = ("records.py", "described")

#: What makes faults, and functions that hand texts on to it: every sentence among their arguments is a text.
FAULTS = frozenset(
    {"Fault", "fault", "_fault", "say", "CellError", "NumberError", "UnitProblem", "UnitError", "OutputError"}
)

#: Records whose named fields are texts.
RECORDS = {"CheckKind": ("message", "advice")}

_PLACEHOLDER = re.compile(r"\{\w*\}")
_HEADER = "# Almaden: translations. Written by tools/messages.py; fill in the msgstr lines."

#: A catalogue changes when its texts change, not with the day, the version of Babel or the person.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_PASSING_HEADERS = tuple(
    f'"{name}'.encode()
    for name in (
        "Generated-By",
        "Language-Team",
        "Last-Translator",
        "PO-Revision-Date",
        "POT-Creation-Date",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
    )
)


def messages_in_source(package: Path) -> Iterator[tuple[str, str]]:
    """Texts marked in the source, each with the file that it stands in."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for text in filter(_has_words, _texts(node, path.name)):
                    yield text, path.relative_to(package).as_posix()


def _has_words(text: str) -> bool:
    """Whether there is something to translate: a word, or a mark before which French sets a space."""
    return any(letter.isalpha() or letter in ":;%!" for letter in _PLACEHOLDER.sub("", text))


def _texts(call: ast.Call, file: str) -> Iterator[str]:
    """The texts among the arguments of a call in a file."""
    name = _called(call.func)
    if name in MARKS or (file, name) == COLUMNS:
        yield from _constants(call.args[0]) if call.args else ()
    elif name in RECORDS:
        for given in call.keywords:
            if given.arg in RECORDS[name]:
                yield from _constants(given.value)
    elif name in FAULTS:
        for value in (*call.args, *(given.value for given in call.keywords)):
            # A word alone is the name of a column, or a value.
            yield from (text for text in _constants(value) if " " in text)


def _constants(value: ast.expr) -> Iterator[str]:
    """The text that an expression is, or the texts that it chooses from."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_constants(value.body), *_constants(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (text for one in value.values for text in _constants(one))


def _called(function: ast.expr) -> str:
    """Name of a called function, without the object or module that it is taken from."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def messages_in_tables(package: Path) -> Iterator[tuple[str, str]]:
    """Texts in the reference tables, each with the file that it stands in."""
    for path in sorted(package.rglob("*.csv")):
        columns = TABLES.get(path.name, ())
        if not columns or "tables" not in path.parts:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    text = (row.get(column) or "").strip()
                    if text:
                        yield text, path.relative_to(package).as_posix()


def collect(package: Path) -> dict[str, list[str]]:
    """Every text of the program with the files that it stands in, both sorted."""
    places: dict[str, set[str]] = {}
    for text, place in [*messages_in_source(package), *messages_in_tables(package)]:
        places.setdefault(text, set()).add(place)
    return {text: sorted(places[text]) for text in sorted(places)}


def renewed(texts: dict[str, list[str]], path: Path, language: str) -> bytes:
    """The catalogue of a language with the texts of today and the translations that it had.

    Args:
        texts: result of :func:`collect`.
        path: the catalogue as it is; it may be missing.
        language: code of the language.
    """
    known = translations(path, language)
    catalogue = Catalog(locale=language, header_comment=_HEADER, creation_date=_EPOCH, fuzzy=False)
    for text, places in texts.items():
        catalogue.add(text, known.pop(text, ""), locations=[(place, 0) for place in places])
    for text, translation in sorted(known.items()):
        if translation:
            catalogue.obsolete[text] = Message(text, translation)
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_PASSING_HEADERS))


def translations(path: Path, language: str) -> dict[str, str]:
    """The translations in a catalogue, those of texts that are gone among them; without doubtful ones."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    messages = [*catalogue.obsolete.values(), *catalogue]
    return {
        message.id: message.string
        for message in messages
        if message.id and not message.fuzzy and isinstance(message.id, str) and isinstance(message.string, str)
    }


def current_texts(path: Path, language: str) -> set[str]:
    """The texts that a catalogue holds today, translated or not, without the obsolete ones."""
    if not path.exists():
        return set()
    with path.open("rb") as file:
        return {message.id for message in read_po(file, locale=language) if isinstance(message.id, str)} - {""}


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def main(arguments: list[str]) -> int:
    """Run the tool; returns 1 when ``--check`` found a catalogue behind the program."""
    parser = argparse.ArgumentParser(description="Collect the texts of the program into its catalogues.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="write nothing; exit 1 if a catalogue is behind")
    choice.add_argument("--missing", action="store_true", help="list what is not translated yet")
    options = parser.parse_args(arguments)
    texts = collect(PACKAGE)
    behind = False
    for language in LANGUAGES:
        path = PACKAGE / "locale" / language / "LC_MESSAGES" / "almaden.po"
        known = translations(path, language)
        missing = [text for text in texts if not known.get(text)]
        if options.missing:
            print("\n".join(f"{language}: {text!r}" for text in missing))
            continue
        behind |= set(texts) != current_texts(path, language)
        if not options.check:
            replace_file(path, renewed(texts, path, language))
        print(f"{language}: {len(texts)} texts, {len(missing)} not translated")
    if options.check and behind:
        print("The catalogues are behind the program: run python tools/messages.py")
    return 1 if options.check and behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
