"""The short form of ``kill_imports``: five kills."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_import_leaves_nothing_half_done(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("kill_imports", Path(__file__).with_name("kill_imports.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    counts = module.kill_imports(tmp_path / "home", 5, seed=2)
    assert sum(counts.values()) == 5
