"""How a language is chosen, and how its catalogue answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.reference import languages
from almaden.reference.languages import LANGUAGES, default_language, n_, translator


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "es_MX"}, "es"),
        ({"LANG": "es-PE"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "es_ES", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
        ({"LANG": "fr_FR", "ALMADEN_LANG": "es"}, "es"),
        ({"LANG": "fr_FR", "ALMADEN_LANG": "FR"}, "fr"),
        ({"LANG": "fr_FR", "ALMADEN_LANG": "tlh"}, "fr"),
        ({"LANG": "ca_ES@valencia"}, "en"),
    ],
)
def test_language_of_the_surroundings(environment: dict[str, str], expected: str) -> None:
    assert default_language(environment) == expected


@pytest.mark.parametrize(("name", "expected"), [("French_France", "fr"), ("Spanish_Peru", "es"), ("", "en")])
def test_language_of_windows(monkeypatch: pytest.MonkeyPatch, name: str, expected: str) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: (name or None, "1252"))
    assert default_language({}) == expected


def test_process_environment_is_asked_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMADEN_LANG", "es")
    assert default_language() == "es"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_without_translation_stays_english(lang: str) -> None:
    assert translator(lang)("This stands in no catalogue.") == "This stands in no catalogue."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_text_is_not_the_header_of_the_catalogue(lang: str) -> None:
    assert translator(lang)("") == ""


def test_marking_changes_nothing() -> None:
    assert n_("Options:") == "Options:"


def test_a_language_not_spoken_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError) as caught:
        translator("de")
    assert "'de'" in str(caught.value)
    assert "en, fr, es" in str(caught.value)


def catalogue(folder: Path, translation: str) -> Path:
    path = folder / "fr" / "LC_MESSAGES" / "almaden.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'msgid "mercury"\nmsgstr "{translation}"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(languages, "_CATALOGUES", tmp_path)
    monkeypatch.setattr(languages, "_catalogue", languages._catalogue.__wrapped__)
    return tmp_path


def test_without_a_catalogue_everything_is_english(folder: Path) -> None:
    assert translator("fr")("mercury") == "mercury"


def test_a_catalogue_that_was_not_compiled_is_read_as_text(folder: Path) -> None:
    catalogue(folder, "mercure")
    assert translator("fr")("mercury") == "mercure"


def test_a_compiled_catalogue_is_read_alone_and_an_old_one_is_passed_over(folder: Path) -> None:
    from hatch_build import compile_catalogue

    text = catalogue(folder, "mercure")
    compiled = text.with_suffix(".mo")
    compile_catalogue(text, compiled)
    text.unlink()
    assert translator("fr")("mercury") == "mercure"
    text = catalogue(folder, "vif-argent")
    os.utime(compiled, (1, 1))
    assert translator("fr")("mercury") == "vif-argent"
    os.utime(text, (0, 0))
    assert translator("fr")("mercury") == "mercure"
    assert [path.name for path in sorted(text.parent.iterdir())] == ["almaden.mo", "almaden.po"]


@pytest.mark.parametrize(("lang", "word"), [("fr", "Utilisation\N{NO-BREAK SPACE}:"), ("es", "Uso:"), ("en", "Usage:")])
def test_help_is_shown_in_the_language_that_is_asked_for(lang: str, word: str) -> None:
    code = "import sys; from almaden.cli.main import run; sys.argv = ['almaden', '--lang', %r, '--help']; run()"
    done = subprocess.run(
        [sys.executable, "-c", code % lang],
        capture_output=True,
        check=True,
        env={**os.environ, "ALMADEN_LANG": "en", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.decode("utf-8").startswith(word)
