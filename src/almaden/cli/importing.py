"""What the commands that import have in common: a file as a request, its plan, and keeping it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almaden.cli.language import _
from almaden.cli.progress import progress_bar
from almaden.errors import Fault, InputError
from almaden.wording import Text

if TYPE_CHECKING:
    from almaden.store.imports.plan import Plan
    from almaden.store.imports.reading import Request


@contextmanager
def requested(path: Path, reader: str, dataset: str, options: Mapping[str, Any]) -> Iterator[Request]:
    """What is asked for, with the store started and the file looked at."""
    from almaden.store import setup

    setup.start()

    from almaden.store.imports.local import local_file, set_aside
    from almaden.store.imports.reading import Request
    from almaden.store.operator import operator_with

    with local_file(path) as file, set_aside() as aside:
        name = path.name or path.resolve().name
        yield Request(operator_with("import"), file, name, reader, dataset, options, aside=aside)


def planned(request: Request) -> Plan:
    """What an import would do."""
    from almaden.store.imports.reading import plan_import

    with progress_bar(_("reading")) as told:
        return plan_import(request, (lambda rows: told(rows, 0)) if told is not None else None)


def keep(request: Request, plan: Plan) -> int | None:
    """Keep an import; returns the number of its entry in the journal."""
    from almaden.store.imports.local import import_here

    with progress_bar(_("keeping")) as told:
        return import_here(request, plan, told or (lambda done, total: None))


def columns_of(path: Path) -> dict[str, str]:
    """The map of columns of a file; ``[diagnostics]`` of TOML gives keys such as ``diagnostics.cartridge``.

    Raises:
        InputError: it cannot be read.
    """
    import tomllib

    from almaden.reference.readers.safety import check_file

    check_file(path, path.name)
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            Fault(Text("the map of columns cannot be read: {reason}", reason=str(error)), file=path.name)
        ) from None
    told = found.pop("diagnostics", {})
    if isinstance(told, dict):
        found |= {f"diagnostics.{key}": one for key, one in told.items()}
    else:
        found["diagnostics"] = told
    wrong = [
        Fault("a column is a text", path.name, column=key) for key, one in found.items() if not isinstance(one, str)
    ]
    if wrong:
        raise InputError(wrong)
    return found
