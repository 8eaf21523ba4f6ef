"""What every test may use: the folder of source data, and surroundings that do not depend on the machine."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")

# Help texts are made in the language of the moment of import, so it is set before any test module is loaded.
os.environ["ALMADEN_LANG"] = "en"

# A folder of its own for what the program keeps, so that no test writes into the user's. Django reads it at its start.
os.environ["ALMADEN_HOME"] = tempfile.mkdtemp(prefix="almaden-tests-")
atexit.register(shutil.rmtree, os.environ["ALMADEN_HOME"], ignore_errors=True)

# A slow machine is no fault of the code, and a run in CI must be repeatable.
hypothesis.settings.register_profile("almaden", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("almaden")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are no name: an archive made at import holds the time, so each process would name its tests otherwise."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def home() -> Path:
    """The folder that stands for the user's own."""
    return Path(os.environ["ALMADEN_HOME"])


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source data that tests compare with: ``ALMADEN_SHARED``, or ``../shared``."""
    folder = Path(os.environ.get("ALMADEN_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        reason = f"the folder of source data is not at {folder}; set ALMADEN_SHARED to where it is"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder.resolve()
