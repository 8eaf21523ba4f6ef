"""Build hook: compiles the message catalogues, so that an installed program reads them without Babel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/almaden/locale/*/LC_MESSAGES/*.po"


class CatalogueHook(BuildHookInterface[Any]):
    """Writes a ``.mo`` beside every ``.po`` before a wheel, editable or not, is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; ``pyproject.toml`` names the results as artifacts of the wheel."""
        for source in sorted(Path(self.root).glob(CATALOGUES)):
            compile_catalogue(source, source.with_suffix(".mo"))


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile one ``.po`` file.

    Args:
        source: the catalogue as people write it.
        target: the compiled file; never seen half-written.
    """
    language = source.parent.parent.name
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    with source.open("rb") as text:
        catalogue = read_po(text, locale=language)
    with part.open("wb") as binary:
        write_mo(binary, catalogue)
    part.replace(target)
