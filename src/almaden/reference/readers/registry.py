"""The readers of files: those of the program, and those that other packages add by an entry point.

A reader is a module with ``READER``, a :class:`Reader`, and a function ``read(file, name)`` that yields
:class:`~almaden.reference.readers.located.Located` and faults; where ``READER.takes_columns``, the function takes
the map of columns as its third argument. Readers of measurements also yield
:class:`~almaden.reference.readers.located.Remark` on what is odd. It yields as it reads, raises nothing for a bad
content, and for a file that it cannot use at all yields one fault for each cause and nothing else. A package of
others names its module
under the entry points of the group ``almaden.readers``.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType
from typing import BinaryIO, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.located import Item, Remark, Remarked
from almaden.reference.records import SourceRecord
from almaden.wording import Text, did_you_mean, n_

_LOG: Final = logging.getLogger(__name__)

GROUP: Final = "almaden.readers"

#: The readers of the program: name and module. They are there whatever the installed entry points say.
BUILT_IN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "facilities": "almaden.reference.readers.facilities",
        "units": "almaden.reference.readers.units",
        "sites": "almaden.reference.readers.sites",
        "table": "almaden.reference.readers.mapped_table",
        "observations": "almaden.monitoring.readers.observations",
        "observation-table": "almaden.monitoring.readers.mapped",
        "site-means": "almaden.monitoring.readers.site_means",
        "geotraces": "almaden.monitoring.readers.geotraces",
        "seawater": "almaden.monitoring.readers.seawater",
        "tissue": "almaden.monitoring.readers.tissue",
        "merpas": "almaden.monitoring.readers.merpas",
        "ebas": "almaden.monitoring.readers.ebas",
        "nadp-mdn": "almaden.monitoring.readers.mdn",
        "amnet": "almaden.monitoring.readers.amnet",
        "gmos": "almaden.monitoring.readers.gmos",
        "netcdf-series": "almaden.monitoring.readers.netcdf",
        "sensorthings": "almaden.monitoring.readers.sensorthings",
        "inventory": "almaden.inventory.readers.upload",
        "gem-coal-units": "almaden.sectors.coal.readers.gem_coal_units",
        "gem-steel-plants": "almaden.sectors.metals.readers.gem_steel_plants",
        "gem-oil-gas-units": "almaden.sectors.oilgas.readers.gem_oil_gas_units",
        "wri-power-plants": "almaden.reference.readers.wri_power_plants",
    }
)


@dataclass(frozen=True)
class Reader:
    """What a reader says of itself.

    Attributes:
        name: name by which users call it.
        title: what it reads, as a sentence.
        record_types: names of the record types that it yields, keys of
            :data:`almaden.reference.records.RECORD_TYPES`; ``inventory`` for whole inventories.
        extensions: endings of the names of files that it reads, with the point.
        takes_columns: whether it wants a map of columns.
        example: name of a file as its publisher names it, or of a template.
        source: what to cite for its files; None where every file has a source of its own.
        tried: whether it was tried on a real file; otherwise it follows descriptions of the format alone.
    """

    name: str
    title: str
    record_types: tuple[str, ...]
    extensions: tuple[str, ...]
    takes_columns: bool = False
    example: str = ""
    source: SourceRecord | None = None
    tried: bool = True


def readers() -> tuple[Reader, ...]:
    """Every reader that can be used, those of the program first; one that does not load is logged and left out."""
    found = []
    for name in (*BUILT_IN, *_others()):
        try:
            found.append(reader(name))
        except AlmadenError as error:
            _LOG.warning("%s", error)
    return tuple(found)


def reader(name: str) -> Reader:
    """One reader by its name.

    Raises:
        InputError: there is none of this name.
        AlmadenError: it is a reader of another package and does not work.
    """
    made: Reader = _module(name).READER
    return made


def read(name: str, file: BinaryIO, filename: str, columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Read a file; what a reader of measurements remarks is told by :func:`read_blocks` alone.

    Args:
        name: name of the reader.
        file: the open file.
        filename: its name as the user knows it, for messages and for the kind of file.
        columns: for a reader that takes one, the map of columns: which column of the file feeds which field.

    Returns:
        Records with their places, and faults, as they are read.

    Raises:
        InputError: there is no such reader, or a map of columns is missing or not wanted.
        AlmadenError: it is a reader of another package and does not work.
    """
    return (item for item in _read(name, file, filename, columns) if not isinstance(item, Remark))


def read_blocks(
    name: str, file: BinaryIO, filename: str, columns: Mapping[str, str] | None = None
) -> Iterator[Block | Remarked]:
    """As :func:`read`, for who takes many rows at once: readers of long tables give blocks.

    Raises:
        InputError: as :func:`read`.
        AlmadenError: as :func:`read`.
    """
    module = _module(name)
    if name in BUILT_IN and not columns and hasattr(module, "read_blocks"):
        blocks: Iterator[Block | Remarked] = module.read_blocks(file, filename)
        return blocks
    return _read(name, file, filename, columns)


def _read(name: str, file: BinaryIO, filename: str, columns: Mapping[str, str] | None) -> Iterator[Remarked]:
    module = _module(name)
    found: Reader = module.READER
    if bool(columns) != found.takes_columns:
        raise InputError(_wrong_columns(found))
    items: Iterator[Remarked] = module.read(file, filename, columns) if columns else module.read(file, filename)
    return items if name in BUILT_IN else _guarded(items, name)


def _guarded(items: Iterator[Remarked], name: str) -> Iterator[Remarked]:
    """The reader of another package: what it raises must not look like an error of this program."""
    try:
        yield from items
    except AlmadenError:
        raise
    except Exception as error:
        raise AlmadenError(_broken(name, error)) from error


def _module(name: str) -> ModuleType:
    if name in BUILT_IN:
        try:
            return importlib.import_module(BUILT_IN[name])
        except ModuleNotFoundError as error:
            text = Text("the reader '{name}' is not installed ({reason})", name=name, reason=str(error))
            raise AlmadenError(text) from error
    point = _others().get(name)
    if point is None:
        names = (*BUILT_IN, *_others())
        near = [one for one in names if name and one.startswith(name[:3])] or difflib.get_close_matches(name, names)
        advice = did_you_mean(near) if near else n_("see the readers with: almaden data readers")
        raise InputError(Fault("there is no such reader", value=name, accepted=", ".join(names), advice=advice))
    try:
        module: ModuleType = point.load()
        fits = isinstance(module.READER, Reader) and callable(module.read)
    except Exception as error:
        raise AlmadenError(_broken(name, error)) from error
    if not fits:
        raise AlmadenError(_broken(name, TypeError("READER")))
    return module


@functools.cache
def _others() -> Mapping[str, EntryPoint]:
    """Entry points of other packages; the names of the program's own readers are not to be taken."""
    return {point.name: point for point in entry_points(group=GROUP) if point.name not in BUILT_IN}


def _broken(name: str, error: Exception) -> Text:
    point = _others()[name]
    package = point.dist.name if point.dist is not None else point.value
    reason = f"{type(error).__name__}: {error}"
    return Text(
        "the reader '{name}' of the package {package} does not work ({reason}); tell its makers or remove the package",
        name=name,
        package=package,
        reason=reason,
    )


def _wrong_columns(found: Reader) -> Fault:
    if found.takes_columns:
        return Fault(
            Text("the reader '{name}' needs to know which column feeds which field", name=found.name),
            accepted="a map of columns",
            advice="name for each field the column of the file",
        )
    return Fault(
        Text("the reader '{name}' knows its columns itself", name=found.name),
        advice="leave the map of columns out, or take the reader 'table'",
    )
