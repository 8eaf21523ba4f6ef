"""Reads EBAS files (NASA Ames 1001): flags as text, codes for missing values of each column, times from day zero.

Every column of arithmetic means becomes a series of observations; columns with other statistics of the same component
stand beside its values, and are never mixed with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import InputError
from almaden.monitoring.readers.ebas_blocks import Rows
from almaden.monitoring.readers.ebas_columns import value_columns
from almaden.monitoring.readers.ebas_rows import read_rows
from almaden.monitoring.readers.ebas_site import read_site, site_key
from almaden.monitoring.readers.nasa_ames import read_header
from almaden.monitoring.readers.observed import taken_apart
from almaden.monitoring.readers.text import text_lines
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Located, Remarked
from almaden.reference.readers.registry import Reader
from almaden.wording import n_

READER: Final = Reader(
    "ebas",
    n_("Air and precipitation of EBAS, EMEP and GAW (NASA Ames 1001)"),
    ("site", "observation"),
    (".nas", ".nas.gz"),
    example="IE0031R.20240101000000.nas",
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read an EBAS file: its station, its observations column by column, and what is odd."""
    return taken_apart(read_blocks(file, name))


def read_blocks(file: BinaryIO, name: str) -> Iterator[Block | Remarked]:
    """As :func:`read`, many rows at once."""
    try:
        with on_disk(file, name) as path:
            lines, told = text_lines(path, name)
        header, odd = read_header(lines, name)
        yield from (*told, *odd)
        columns, found = value_columns(header, name)
        yield from found
        if not columns:
            return
        site = read_site(header, name)
        if not isinstance(site, Located):
            yield site
            return
        yield site
        yield from read_rows(Rows(name, header, columns, site_key(site.record)), lines)
    except InputError as error:
        yield from error.faults
