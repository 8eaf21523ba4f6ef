"""The catalogues as files: they hold the texts of the program and lose no translation."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from almaden.reference.languages import LANGUAGES
from tools.messages import collect, main, renewed, translations

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
TRANSLATED = LANGUAGES[1:]


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "almaden.po"


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language: str) -> None:
    known = translations(catalogue_path(language), language)
    assert known
    changed = {
        text: translation
        for text, translation in known.items()
        if translation and "{" in text + translation and placeholders(text) != placeholders(translation)
    }
    assert changed == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_spaces_and_line_breaks(language: str) -> None:
    known = translations(catalogue_path(language), language)
    for text, translation in known.items():
        if translation:
            assert text.count("\n\n") == translation.count("\n\n"), text
            # A no-break space before a mark is French.
            blanks = (" ", "\n")
            ends = (text.startswith(blanks), text.endswith(blanks))
            assert (translation.startswith(blanks), translation.endswith(blanks)) == ends, text


def test_french_marks_do_not_stand_alone_at_the_start_of_a_line() -> None:
    known = translations(catalogue_path("fr"), "fr")
    loose = [
        translation
        for translation in known.values()
        for line in translation.splitlines()
        if not re.match(r"  almaden |\d\. almaden ", line) and re.search(r" [:;!?»%]|« |\u2019", line)
    ]
    assert loose == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_doubtful(language: str) -> None:
    with catalogue_path(language).open("rb") as file:
        assert [message.id for message in read_po(file, locale=language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_program_is_translated(language: str) -> None:
    known = translations(catalogue_path(language), language)
    assert [text for text in collect(PACKAGE) if not known.get(text)] == []


SMALL_SOURCE = """
a = _("Hello {name}").format(name=1)
b = n_("Later")
c = _("")
d = f"{form.translate('Inside ' 'of it')}: {_(a)}"
"""


@pytest.fixture
def small_package(tmp_path: Path) -> Path:
    package = tmp_path / "package"
    tables = package / "reference" / "tables"
    tables.mkdir(parents=True)
    (package / "words.py").write_text(SMALL_SOURCE, encoding="utf-8")
    (tables / "groups.csv").write_text("key,name,note\ngold,Gold,not shown\n", encoding="utf-8")
    (tables / "other.csv").write_text("name\nNot collected\n", encoding="utf-8")
    return package


def test_texts_are_collected_from_source_and_tables(small_package: Path) -> None:
    assert collect(small_package) == {
        "Gold": ["reference/tables/groups.csv"],
        "Hello {name}": ["words.py"],
        "Inside of it": ["words.py"],
        "Later": ["words.py"],
    }


def test_renewing_keeps_translations_even_of_texts_that_left(small_package: Path, tmp_path: Path) -> None:
    path = tmp_path / "almaden.po"
    path.write_bytes(renewed(collect(small_package), path, "fr"))
    path.write_text(
        path.read_text(encoding="utf-8").replace('msgid "Gold"\nmsgstr ""', 'msgid "Gold"\nmsgstr "Or"'),
        encoding="utf-8",
    )
    assert translations(path, "fr")["Gold"] == "Or"
    path.write_bytes(renewed({"Later": ["words.py"]}, path, "fr"))
    assert '#~ msgid "Gold"' in path.read_text(encoding="utf-8")
    path.write_bytes(renewed(collect(small_package), path, "fr"))
    assert translations(path, "fr") == {"Gold": "Or", "Hello {name}": "", "Inside of it": "", "Later": ""}


def test_catalogues_hold_the_texts_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
