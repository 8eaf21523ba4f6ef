"""The shell of the command: exit codes, one readable block for every failure, options in any place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.main import get_group

from almaden.cli import app as cli_app
from almaden.cli.help import CommandGroup
from almaden.cli.main import choose_language, globals_first, main
from almaden.errors import Fault, InputError, OutputError

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Adds a command, ``almaden thing work``, that does what the test says."""

    def install(action: Callable[[], None]) -> None:
        group = CommandGroup(help="Things for tests.")

        @group.command(help="Work.\n\n\b\nExample:\n    almaden thing work")
        def work(times: int = typer.Option(1, help="How often.")) -> None:
            for _time in range(times):
                action()

        @group.command(help="Rest.")
        def rest() -> None:
            typer.echo("resting")

        whole = cli_app.build_command()
        monkeypatch.setattr(whole, "commands", {**whole.commands, "thing": get_group(group)})

    return install


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "almaden 0.1.0\n"


def test_help_names_the_global_options(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for option in ("--verbose", "--log-file", "--lang", "--version"):
        assert option in out


def test_a_command_that_is_done(command: Callable[[Callable[[], None]], None], capsys: Capture) -> None:
    command(lambda: print("done"))
    assert main(["thing", "work", "--times", "2"]) == 0
    assert capsys.readouterr() == ("done\ndone\n", "")


def test_a_check_that_failed(command: Callable[[Callable[[], None]], None], capsys: Capture) -> None:
    command(raising(typer.Exit(1)))
    assert main(["thing", "work"]) == 1
    assert capsys.readouterr().err == ""


def test_examples_in_help_keep_their_lines(command: Callable[[Callable[[], None]], None], capsys: Capture) -> None:
    command(lambda: None)
    assert main(["thing", "work", "--help"]) == 0
    assert "  Example:\n      almaden thing work\n" in capsys.readouterr().out


def test_bad_input_is_one_block_with_exit_code_2(
    command: Callable[[Callable[[], None]], None], capsys: Capture
) -> None:
    faults = [
        Fault("this code is not known", file="a.csv", row=3, column="code", value="5.99", accepted="5.1.1, ..."),
        Fault("the rate is negative", file="a.csv", row=7, column="activity_rate", value="-4"),
    ]
    command(raising(InputError(faults)))
    assert main(["thing", "work"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "a.csv, row 3, column code: this code is not known (found: '5.99')" in err
    assert "a.csv, row 7, column activity_rate: the rate is negative (found: '-4')" in err
    assert "Traceback" not in err


def test_output_that_cannot_be_written(command: Callable[[Callable[[], None]], None], capsys: Capture) -> None:
    command(raising(OutputError("the folder out cannot be written")))
    assert main(["thing", "work"]) == 2
    assert capsys.readouterr().err == "the folder out cannot be written\n"


def test_a_fault_of_its_own_goes_to_the_log(
    command: Callable[[Callable[[], None]], None], capsys: Capture, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    command(raising(ZeroDivisionError("first line\nsecond line")))
    assert main(["thing", "work", "--log-file", str(log)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "Almaden stopped on a fault of its own: ZeroDivisionError: first line"
    assert str(log) in err
    assert "Traceback" not in err
    text = log.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "second line" in text
    assert "thing work" in text


def test_verbose_shows_the_details(command: Callable[[Callable[[], None]], None], capsys: Capture) -> None:
    command(raising(ZeroDivisionError("nothing left")))
    assert main(["thing", "work", "--verbose"]) == 3
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "nothing left" in err


def test_a_fault_without_a_log_file_says_what_to_do(
    command: Callable[[Callable[[], None]], None], capsys: Capture, tmp_path: Path
) -> None:
    command(raising(ZeroDivisionError()))
    blocked = tmp_path / "file"
    blocked.touch()
    assert main([f"--log-file={blocked / 'log.txt'}", "thing", "work"]) == 3
    assert "--verbose" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Stopped"),
        (MemoryError(), 2, "memory"),
        (EOFError(), 2, "input ended"),
    ],
)
def test_other_ends(
    command: Callable[[Callable[[], None]], None],
    capsys: Capture,
    error: BaseException,
    code: int,
    words: str,
) -> None:
    command(raising(error))
    assert main(["thing", "work"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--nonsense"], "No such option: --nonsense"),
        (["nonsense"], "No such command 'nonsense'"),
        (["thing", "wrok"], "work"),
        (["thing", "work", "--times", "often"], "Invalid value for '--times'"),
        (["thing", "rest", "now"], "now"),
        (["--lang", "de", "thing", "rest"], "'en', 'fr', 'es'"),
    ],
)
def test_a_wrong_command_line_says_what_and_where_to_read_on(
    command: Callable[[Callable[[], None]], None], capsys: Capture, arguments: list[str], words: str
) -> None:
    command(lambda: None)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Usage: almaden" in err
    assert "--help" in err
    assert "Traceback" not in err
    assert "Value error" not in err


@pytest.mark.parametrize("arguments", [[], ["thing"]])
def test_a_group_without_a_command_shows_its_help(
    command: Callable[[Callable[[], None]], None], capsys: Capture, arguments: list[str]
) -> None:
    command(lambda: None)
    assert main(arguments) == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["a", "--verbose", "b"], ["--verbose", "a", "b"]),
        (["a", "--log-file", "x", "b"], ["--log-file", "x", "a", "b"]),
        (["a", "--log-file=x", "--verbose"], ["--log-file=x", "--verbose", "a"]),
        (["a", "--", "--verbose"], ["a", "--", "--verbose"]),
        (["a", "--lang", "fr"], ["a", "--lang", "fr"]),
        (["a", "--log-file"], ["a", "--log-file"]),
    ],
)
def test_global_options_may_stand_anywhere(given: list[str], ordered: list[str]) -> None:
    assert globals_first(given) == ordered


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "fr"], "fr"),
        (["--lang=es", "thing"], "es"),
        (["--verbose", "--log-file", "x", "--lang", "fr", "thing"], "fr"),
        (["thing", "--lang", "fr"], "en"),
        (["--lang", "de"], "en"),
        (["--lang"], "en"),
        ([], "en"),
    ],
)
def test_only_a_language_before_the_command_is_that_of_the_program(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    monkeypatch.setenv("ALMADEN_LANG", "en")
    choose_language(arguments)
    assert os.environ["ALMADEN_LANG"] == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for a pipe that nobody reads")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    code = """
import sys
from almaden.cli import app, main
build = app.build_app
def built():
    result = build()
    def flood():
        for number in range(100_000):
            print(number)
    result.command("flood")(flood)
    return result
app.build_app = built
sys.argv = ["almaden", "flood"]
main.run()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_text_that_the_terminal_lacks_is_replaced() -> None:
    code = "import sys; from almaden.cli.streams import prepare_streams; prepare_streams(); print('5 \\u00b5g')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.stdout.strip() == b"5 ?g"
