"""The catalogues as files: they hold the texts of the program and lose no translation."""

from __future__ import annotations

import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from almaden.reference.languages import PAGE_LANGUAGES
from tools.messages import Key, Said, asked_by, collect, main, missing, renewed, taken, translations

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
TRANSLATED = PAGE_LANGUAGES[1:]


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "almaden.po"


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


@cache
def texts() -> dict[Key, list[str]]:
    return collect(PACKAGE)


@cache
def known(language: str) -> dict[str, Said]:
    return translations(catalogue_path(language), language)


def said(language: str) -> list[tuple[str, str]]:
    """Every English text with every form of its translation."""
    return [
        (text, form)
        for text, forms in known(language).items()
        for form in ([forms] if isinstance(forms, str) else forms)
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language: str) -> None:
    found = said(language)
    assert found
    changed = {
        text: form for text, form in found if form and "{" in text + form and placeholders(text) != placeholders(form)
    }
    assert changed == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_spaces_and_line_breaks(language: str) -> None:
    for text, form in said(language):
        if form:
            assert text.count("\n\n") == form.count("\n\n"), text
            # A no-break space before a mark is French.
            blanks = (" ", "\n")
            ends = (text.startswith(blanks), text.endswith(blanks))
            assert (form.startswith(blanks), form.endswith(blanks)) == ends, text


def test_french_marks_do_not_stand_alone_at_the_start_of_a_line() -> None:
    loose = [
        translation
        for _text, translation in said("fr")
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
    assert missing(texts(), known(language), language) == {}


SMALL_SOURCE = """
a = _("Hello {name}").format(name=1)
b = n_("Later")
c = _("")
d = f"{form.translate('Inside ' 'of it')}: {_(a)}"
e = plural("{count} mine", "{count} mines", n)
"""

SMALL_TEMPLATE = """{% extends "base.html" %}
{% block main %}<h1>{{ _("Mines") }}</h1>{{ ui.empty(_("None" if a else "Nothing yet")) }}
{{ plural("{count} site", "{count} sites", n) }}{{ _("{count} site") }}{{ _(name) }}{% endblock %}
"""


@pytest.fixture
def small_package(tmp_path: Path) -> Path:
    package = tmp_path / "package"
    tables = package / "reference" / "tables"
    tables.mkdir(parents=True)
    pages = package / "web" / "templates" / "mines"
    pages.mkdir(parents=True)
    (pages / "mines.html").write_text(SMALL_TEMPLATE, encoding="utf-8")
    (package / "words.py").write_text(SMALL_SOURCE, encoding="utf-8")
    (tables / "groups.csv").write_text("key,name,note\ngold,Gold,not shown\n", encoding="utf-8")
    (tables / "other.csv").write_text("name\nNot collected\n", encoding="utf-8")
    return package


def test_texts_are_collected_from_source_templates_and_tables(small_package: Path) -> None:
    page = ["web/templates/mines/mines.html"]
    assert collect(small_package) == {
        ("{count} mine", "{count} mines"): ["words.py"],
        ("{count} site", "{count} sites"): page,
        "Mines": page,
        "None": page,
        "Nothing yet": page,
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
    assert {text: form for text, form in translations(path, "fr").items() if any(form)} == {"Gold": "Or"}


#: By the rules of the Unicode Common Locale Data Repository for cardinals, in the order of Babel's expressions:
#: French one, other; Arabic zero, one, two, few, other, many; Russian one, few, many.
@pytest.mark.parametrize(
    ("language", "numbers"),
    [("fr", [0, 2]), ("es", [1, 0]), ("ar", [0, 1, 2, 3, 100, 11]), ("ru", [1, 2, 0]), ("zh", [0])],
)
def test_each_language_has_its_plural_forms(language: str, numbers: list[int]) -> None:
    assert asked_by(language) == numbers


def test_a_plural_is_missing_until_every_form_is_there(small_package: Path, tmp_path: Path) -> None:
    plurals: dict[Key, list[str]] = {
        key: places for key, places in collect(small_package).items() if isinstance(key, tuple)
    }
    path = tmp_path / "almaden.po"
    path.write_bytes(renewed(plurals, path, "ru"))
    assert missing(plurals, translations(path, "ru"), "ru") == {"{count} mine": [""] * 3, "{count} site": [""] * 3}
    given = tmp_path / "ru.json"
    given.write_text('{"{count} mine": ["a", "b", "c"], "{count} site": ["a", "b"], "Gold": ""}', encoding="utf-8")
    path.write_bytes(renewed(plurals, path, "ru", taken([given])))
    assert missing(plurals, translations(path, "ru"), "ru") == {"{count} site": [""] * 3}


def test_catalogues_hold_the_texts_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
