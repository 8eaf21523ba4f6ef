"""One entry for every kind, format and language."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result
from almaden.reports.build import FORMATS, KINDS, build, wanted_formats, write_report

MAGIC = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "html": b"<!DOCTYPE html>"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_format(
    make_result: Callable[..., Result], make_data: Callable[..., InventoryData], tmp_path: Path, kind: str, format: str
) -> None:
    path = tmp_path / f"report.{format}"
    result, data = make_result(5, hostile=True), make_data(hostile=True)
    assert write_report(result, data, kind, format, "fr", path) == path
    assert path.read_bytes().startswith(MAGIC[format])
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize(
    ("kind", "format", "lang", "accepted"),
    [
        ("poem", "pdf", "en", "toolkit, mia, nip"),
        ("mia", "odt", "en", "pdf, docx, xlsx, html"),
        ("nip", "pdf", "xx", "en, fr, es"),
    ],
)
def test_what_there_is_not_is_refused_before_anything_is_written(
    make_result: Callable[..., Result],
    make_data: Callable[..., InventoryData],
    tmp_path: Path,
    kind: str,
    format: str,
    lang: str,
    accepted: str,
) -> None:
    with pytest.raises(InputError, match=accepted):
        write_report(make_result(1), make_data(), kind, format, lang, tmp_path / "report")
    assert os.listdir(tmp_path) == []


def test_formats_are_read_from_a_list() -> None:
    assert wanted_formats("pdf, DOCX,pdf") == ("pdf", "docx")
    with pytest.raises(InputError, match="odt"):
        wanted_formats("pdf,odt")


def test_the_country_is_named_in_the_language(
    make_result: Callable[..., Result], make_data: Callable[..., InventoryData]
) -> None:
    from dataclasses import replace

    result = replace(make_result(1), country="DEU", country_name="Germany")
    assert build(result, make_data(), "toolkit", "fr").subtitle == "Allemagne, 2019"
    own = replace(result, country_name="Free State of Made Up")
    assert build(own, make_data(), "toolkit", "fr").subtitle == "Free State of Made Up, 2019"
