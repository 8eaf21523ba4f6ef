"""The one file that sets everything up: what it says when the machine is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import start

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the few files that are looked at, and no environment yet."""
    (tmp_path / "src" / "almaden").mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    for name in (*start.BUILT_WITH, "src/almaden/__init__.py", "src/almaden/module.py"):
        (tmp_path / name).write_text("1\n", encoding="utf-8")
    environment = tmp_path / ".venv"
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "ENVIRONMENT", environment)
    monkeypatch.setattr(start, "STAMP", environment / "stamp.json")
    monkeypatch.setattr(start, "INSTALL_LOG", environment / "install.log")
    return tmp_path


def stamp(editable: bool) -> None:
    start.ENVIRONMENT.mkdir(exist_ok=True)
    start.STAMP.write_text(json.dumps({"editable": editable, "digest": start.digest(editable)}), encoding="utf-8")


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["nonsense"], 2), (["--help"], 0)])
def test_without_a_command_it_says_what_there_is(arguments: list[str], code: int, capsys: Capture) -> None:
    assert start.main(arguments) == code
    out = capsys.readouterr().out
    assert "start.py demo" in out
    assert "start.py test" in out


@pytest.mark.usefixtures("checkout")
def test_missing_modules_of_debian_are_named(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert start.main(["demo"]) == 2
    err = capsys.readouterr().err
    assert "apt-get install python3-venv" in err
    assert "Traceback" not in err


def test_a_folder_of_another_kind_is_left_alone(checkout: Path, capsys: Capture) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious").touch()
    assert start.main(["demo"]) == 2
    assert "Move it away" in capsys.readouterr().err
    assert (checkout / ".venv" / "precious").exists()


@pytest.mark.parametrize("arguments", [["--wheels"], ["--wheels", "nowhere"], ["--wheels=nowhere"]])
def test_wheels_that_are_not_there(checkout: Path, arguments: list[str], capsys: Capture) -> None:
    assert start.main(["demo", *arguments]) == 2
    assert "wheels" in capsys.readouterr().err
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("joined", [True, False])
def test_wheels_are_taken_out_of_the_arguments(tmp_path: Path, joined: bool) -> None:
    (tmp_path / "a.whl").touch()
    words = [f"--wheels={tmp_path}"] if joined else ["--wheels", str(tmp_path)]
    assert start.take_wheels(["--json", *words, "-x"]) == (tmp_path.resolve(), ["--json", "-x"])
    assert start.take_wheels(["--json"]) == (None, ["--json"])


@pytest.mark.parametrize("editable", [True, False])
def test_an_installation_is_used_again(checkout: Path, editable: bool) -> None:
    assert not start.is_installed(editable)
    stamp(editable)
    assert start.is_installed(editable)
    (checkout / "pyproject.toml").write_text("2\n", encoding="utf-8")
    assert not start.is_installed(editable)


def test_changed_sources_matter_only_to_a_copy(checkout: Path) -> None:
    stamp(editable=False)
    (checkout / "src" / "almaden" / "module.py").write_text("2\n", encoding="utf-8")
    assert not start.is_installed(editable=False)
    stamp(editable=True)
    (checkout / "src" / "almaden" / "module.py").write_text("3\n", encoding="utf-8")
    assert start.is_installed(editable=True)


def test_the_demonstration_runs_from_an_installation_in_place_but_the_tests_need_one(checkout: Path) -> None:
    stamp(editable=True)
    assert start.is_installed(editable=False)
    stamp(editable=False)
    assert not start.is_installed(editable=True)


def test_a_torn_stamp_is_no_installation(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    for text in ("", "[]", "{}", '{"editable": true}'):
        start.STAMP.write_text(text, encoding="utf-8")
        assert not start.is_installed(editable=False)


@pytest.mark.usefixtures("checkout")
def test_a_failing_pip_is_reported_in_its_own_words(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def refuse(command: list[str], output: int | None = None) -> int:
        assert output is not None
        start.INSTALL_LOG.write_text("Collecting almaden\nERROR: no matching distribution\n", encoding="utf-8")
        return 1

    start.ENVIRONMENT.mkdir()
    monkeypatch.setattr(start, "works", lambda: True)
    monkeypatch.setattr(start, "run", refuse)
    assert start.main(["demo"]) == 2
    err = capsys.readouterr().err
    assert "ERROR: no matching distribution" in err
    assert "Collecting" not in err
    assert "--wheels" in err
    assert not start.STAMP.exists()


def test_it_is_read_by_pythons_that_are_too_old() -> None:
    source = Path(start.__file__).read_text(encoding="utf-8")
    compile(source, "start.py", "exec", dont_inherit=True)
    import ast

    ast.parse(source, feature_version=(3, 7))


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(Path(start.__file__).resolve()), "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("checkout")
def test_what_a_process_compiles_is_kept_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert start.run([sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"]) == 0
