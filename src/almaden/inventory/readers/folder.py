"""An inventory that is a folder: ``inventory.toml`` and tables as text files with delimiters."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.contents import Contents
from almaden.inventory.readers.header import HeaderRead, header_from_toml
from almaden.inventory.readers.tables import HEADER_FILE, HEADER_SHEET, TABLES, find_sheet
from almaden.reference.readers.csv import decode_text, read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.safety import check_file
from almaden.wording import Text

TEXT_TABLES: Final = (".csv", ".tsv", ".txt")
#: Folder for the copies of layers whose names are not plain file names.
LAYERS_FOLDER: Final = "layers"


def read_folder(path: Path, faults: Faults, sealed: bool = False) -> tuple[Contents, str]:
    """The raw contents of a folder and the SHA-256 of all files that were read.

    Files that belong to no table are passed over, unless their name is nearly that of a table.

    Args:
        path: the folder.
        faults: where faults are put.
        sealed: whether layers outside the folder are refused.
    """
    found = _header(path, faults)
    files = _find_files(path, found.layers, faults)
    tables = {}
    used = [path / HEADER_FILE] if (path / HEADER_FILE).is_file() else []
    for name, file in files.items():
        try:
            tables[name] = read_csv(file)
            used.append(file)
        except InputError as error:
            faults.take(error)
    contents = Contents(found.header, tables, path.name)
    for name in found.layers:
        try:
            file = layer_path(path, name)
            if sealed:
                refuse_outside(path, file, name)
            contents.layers[name] = read_csv(file, name)
            used.append(file)
        except InputError as error:
            faults.take(error)
    return contents, _digest(used)


def layer_path(folder: Path, name: str) -> Path:
    """Where the file of a layer is: a copy within the inventory comes before the place that it names."""
    copy = folder / LAYERS_FOLDER / Path(name).name
    return copy if copy.is_file() else folder / name


def refuse_outside(folder: Path, file: Path, name: str) -> None:
    """Refuse a layer outside the folder: who sends an inventory to a server must not read the server's files.

    Raises:
        InputError: the file is not within the folder.
    """
    if not file.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            Fault(
                "the layer lies outside the inventory",
                file=HEADER_FILE,
                column="layers",
                value=name,
                accepted="the name of a file within the inventory",
                advice=Text("put the file into the folder {folder} of the inventory", folder=LAYERS_FOLDER),
            )
        )


def _find_files(path: Path, layers: Sequence[str], faults: Faults) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    others = []
    for file in sorted(path.iterdir()):
        if file.suffix.lower() not in TEXT_TABLES or not file.is_file() or file.name in layers:
            continue
        name = find_sheet(file.stem)
        if name is None or name == HEADER_SHEET:
            others.append(file)
        elif name in found:
            faults.add(
                Fault(
                    Text(
                        "the table {name} is there twice: {first} and {second}",
                        name=name,
                        first=found[name].name,
                        second=file.name,
                    ),
                    file=file.name,
                    accepted="one file for each table",
                    advice="move one of them out of the folder",
                )
            )
        else:
            found[name] = file
    _check_names(path, found, others, faults)
    return found


def _check_names(path: Path, found: Mapping[str, Path], others: list[Path], faults: Faults) -> None:
    """A file whose name is slightly wrong would be passed over without a word."""
    missing = [kind.name for kind in TABLES if kind.name not in found]
    for file in others:
        near = difflib.get_close_matches(file.stem.casefold(), missing, n=1, cutoff=0.75)
        if near:
            faults.add(
                Fault(
                    "the name of the file is nearly that of a table",
                    file=file.name,
                    accepted=", ".join(f"{kind.name}.csv" for kind in TABLES),
                    advice=Text("name it {name}, or move it out of the folder", name=f"{near[0]}{file.suffix.lower()}"),
                )
            )
    if TABLES[0].name not in found:
        faults.add(
            Fault(
                "the table of activity rates is missing",
                file=path.name,
                accepted=f"{TABLES[0].name}.csv",
                advice="add it; almaden inventory template makes a workbook to fill in",
            )
        )


def _header(path: Path, faults: Faults) -> HeaderRead:
    file = path / HEADER_FILE
    if not file.exists():
        faults.add(
            Fault(
                "the folder has no header file",
                file=path.name,
                accepted=Text("{file} with format, country and year", file=HEADER_FILE),
                advice=Text('make {file} with three lines: format = 1, country = "PHL", year = 2018', file=HEADER_FILE),
            )
        )
        return HeaderRead(None)
    try:
        check_file(file, HEADER_FILE)
        text = decode_text(file.read_bytes(), HEADER_FILE)
    except InputError as error:
        faults.take(error)
        return HeaderRead(None)
    return header_from_toml(text, HEADER_FILE, faults)


def _digest(files: list[Path]) -> str:
    """One SHA-256 over the contents; the order of the files in the folder does not matter."""
    parts = []
    for file in files:
        with file.open("rb") as opened:
            parts.append(f"{file.name}\n{hashlib.file_digest(opened, 'sha256').hexdigest()}\n")
    return hashlib.sha256("".join(sorted(parts)).encode()).hexdigest()
