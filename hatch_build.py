"""Build hook: compiles the message catalogues and brings the browser files, so that a wheel needs neither later."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/almaden/locale/*/LC_MESSAGES/*.po"


class CatalogueHook(BuildHookInterface[Any]):
    """Writes a ``.mo`` beside every ``.po`` and the browser files before a wheel, editable or not, is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; ``pyproject.toml`` names the results as artifacts of the wheel."""
        for source in sorted(Path(self.root).glob(CATALOGUES)):
            compile_catalogue(source, source.with_suffix(".mo"))
        bring_browser_files(Path(self.root), for_tests=version == "editable")


def bring_browser_files(root: Path, for_tests: bool) -> None:
    """Do what ``tools/browser_files.py`` does; a build has no path to the folder ``tools``."""
    spec = importlib.util.spec_from_file_location("browser_files", root / "tools" / "browser_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        module.bring(root, for_tests=for_tests)
    except module.BrowserFilesError as error:
        # Nothing but the text: the way here tells a user nothing.
        raise SystemExit(f"ERROR: {error}") from None


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
