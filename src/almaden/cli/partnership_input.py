"""What the commands of the Partnership share: the registry that is asked about, days, and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from almaden.partnership.registry import Registry


def read(folder: Path | None) -> Registry:
    """The registry of a folder, or the one that comes along."""
    if folder is None:
        from almaden.demo.registry import demo_registry

        return demo_registry()
    from almaden.partnership.readers.registry_folder import read_registry

    return read_registry(folder)


def day(text: str, option: str) -> date:
    """A day that was given as an option.

    Raises:
        InputError: it is no day.
    """
    from almaden.errors import Fault, InputError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            Fault(
                "this is not a day",
                column=option,
                value=text,
                accepted="year-month-day, such as 2020-11-30",
                advice="write it with four, two and two digits",
            )
        ) from None


def print_json(content: Mapping[str, Any]) -> None:
    """Plain values as JSON, with the program that made them."""
    from almaden import __version__

    meta = {"program": "almaden", "version": __version__}
    typer.echo(json.dumps({"meta": meta, **content}, ensure_ascii=False, indent=2))
