"""The package as a whole: what it loads, what it says of itself, what an installation holds."""

from __future__ import annotations

import os
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import almaden

REPOSITORY = Path(__file__).resolve().parent.parent

#: Libraries that neither an import of the package nor a request for help may wait for.
HEAVY = (
    "babel",
    "calamine",
    "django",
    "docx",
    "duckdb",
    "matplotlib",
    "numpy",
    "pandas",
    "pint",
    "pydantic",
    "python_calamine",
    "rich",
    "scipy",
    "typst",
    "xlsxwriter",
)


def loaded_by(code: str) -> set[str]:
    """Names of the heavy libraries that are loaded after a piece of code ran in a fresh Python."""
    question = f"import sys\n{code}\nprint('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", question],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ALMADEN_LANG": "en"},
    )
    return set(answer.stdout.rpartition("LOADED")[2].split())


def test_the_question_sees_a_heavy_library() -> None:
    assert "numpy" in loaded_by("import numpy")


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import almaden, almaden.errors") == set()


def test_building_the_command_loads_nothing_heavy() -> None:
    code = """
import almaden.cli.main
from almaden.cli.app import build_command
build_command()
"""
    assert loaded_by(code) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_asking_for_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(f"from almaden.cli.main import main\nassert main({arguments!r}) == 0") == set()


def test_every_module_can_be_imported() -> None:
    names = [module.name for module in pkgutil.walk_packages(almaden.__path__, "almaden.")]
    assert "almaden.cli.main" in names
    # Django's tables can be made only after Django was started.
    code = f"import django, importlib\ndjango.setup()\nfor name in {names!r}: importlib.import_module(name)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "almaden.web.settings"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(almaden.__file__).parent / "py.typed").exists()


def test_version_is_told_in_the_same_words_everywhere() -> None:
    version = almaden.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    citation = (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in citation
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## .*{re.escape(version)}", changes, re.MULTILINE)


def test_a_wheel_holds_what_it_needs_and_nothing_else(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "package.json", "package-lock.json"):
        shutil.copy(REPOSITORY / name, project)
    shutil.copytree(REPOSITORY / "tools", project / "tools")
    shutil.copytree(REPOSITORY / "src", project / "src", ignore=shutil.ignore_patterns("__pycache__", "*.mo", "*.part"))
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("almaden-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for name in ("d3.min.js", "d3.min.js.gz", "plot.umd.min.js", "htmx.min.js", "licences.txt", "manifest.json"):
        assert f"almaden/web/assets/vendor/{name}" in held
    for language in ("fr", "es", "ar", "ru", "zh"):
        assert f"almaden/locale/{language}/LC_MESSAGES/almaden.mo" in held
    assert "almaden/py.typed" in held
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in held)
    tables = {path.relative_to(REPOSITORY / "src").as_posix() for path in REPOSITORY.glob("src/almaden/**/*.csv")}
    assert tables <= held
    assert [name for name in held if not name.startswith("almaden") or name.endswith((".po", ".pyc"))] == []


def test_declared_pythons_agree() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [name.rpartition(" ")[2] for name in project["classifiers"] if "Python :: 3." in name]
    assert project["requires-python"] == f">={declared[0]}"
    assert sys.version_info >= tuple(int(part) for part in declared[0].split("."))
