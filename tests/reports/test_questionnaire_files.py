"""Questionnaires as workbooks: filled in without a connection and read back; XLSForm for programs of surveys."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.partnership.questionnaires.answers import DONT_KNOW, Value, read
from almaden.partnership.questionnaires.results import Response
from almaden.partnership.readers.questionnaire_form import read_form
from almaden.reference.readers.workbook import open_workbook
from almaden.reports.partnership.questionnaire_form import write_form
from almaden.reports.partnership.questionnaire_results import answers_csv, results_xlsx
from almaden.reports.partnership.xlsform import write_xlsform
from tests.partnership.questionnaire_samples import FORM

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
_ORDER = st.permutations(("storage", "disposal", "law")).flatmap(
    lambda order: st.integers(1, 3).map(lambda count: tuple(order[:count]))
)
_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "country": st.sampled_from(("GHA", "PER", "CIV")),
    # A workbook keeps sixteen digits of a number.
    "stock": st.floats(0, 10_000).map(lambda number: float(f"{number:.16g}")) | st.just(1.234),
    "staff": st.integers(0, 10**9).map(float),
    "known": st.sampled_from(("measured", "estimated")),
    "what": st.sets(st.sampled_from(("sludge", "soil", "lamps")), min_size=1).map(
        lambda some: tuple(key for key in ("sludge", "soil", "lamps") if key in some)
    ),
    "topics": _ORDER,
    "money": st.sampled_from(("yes", "no")),
    "due": st.dates().map(lambda day: day.isoformat()),
    "who": _WORDS,
    "words": _WORDS.map(lambda text: f"={text}"),
}
_ANSWERS = st.fixed_dictionaries(
    {"country": _KINDS["country"], "stock": _KINDS["stock"] | st.just(DONT_KNOW)},
    optional={key: kind | st.just(DONT_KNOW) for key, kind in _KINDS.items() if key not in ("country", "stock")},
)


@given(values=_ANSWERS, language=st.sampled_from(("en", "fr")))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_into_the_workbook_is_read_back(
    tmp_path: Path, values: dict[str, Value], language: str
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(FORM, language, "q-7", values))
    filled = read_form(path, FORM, "q-7")
    assert filled.language == language
    assert read(FORM, filled.given, finished=True) == values


def test_the_workbook_holds_no_formula_and_has_lists_to_choose_from(tmp_path: Path) -> None:
    content = write_form(FORM, "fr", "q-7", {"words": "=HYPERLINK(1)", "who": "@SUM(1)"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name}
    assert all("<f>" not in text for text in sheets.values())
    answers = sheets["xl/worksheets/sheet2.xml"]
    # Country, known, yes or no, three materials, three places, and "don't know" for all but the country.
    assert len(re.findall("<dataValidation ", answers)) == 1 + 1 + 1 + 3 + 3 + 9


def test_a_workbook_of_something_else_and_unreadable_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(FORM, "en", "q-8"))
    with pytest.raises(InputError) as told:
        read_form(path, FORM, "q-7")
    assert told.value.faults[0].problem == "the workbook is not of this questionnaire"
    path.write_bytes(b"no workbook")
    with pytest.raises(InputError):
        read_form(path, FORM, "q-7")
    path.write_bytes(write_form(FORM, "en", "q-7"))
    with pytest.raises(InputError) as told:
        read_form(path, type(FORM)(FORM.titles, {}, FORM.languages, FORM.questions[:2]), "q-7")
    assert {one.problem for one in told.value.faults} == {"there is no such question"}


#: Typed from the reference table of xlsform.org.
TYPES = {"note", "text", "integer", "decimal", "date"}
CHOOSING = {"select_one", "select_multiple", "rank"}
SURVEY = {"type", "name", "label", "hint", "required", "relevant", "constraint", "appearance"}
SETTINGS = {"form_title", "form_id", "version", "default_language"}


def test_the_xlsform_follows_the_rules_of_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "xlsform.xlsx"
    path.write_bytes(write_xlsform(FORM, "made_up", "3"))
    book = open_workbook(path)
    assert book.sheets == ("survey", "choices", "settings")
    survey, choices, settings_ = (table(book, name) for name in book.sheets)
    assert {name.partition("::")[0] for line in survey for name in line} <= SURVEY
    assert {name.partition("::")[2] for line in survey for name in line} == {"", "English (en)", "French (fr)"}
    lists: dict[str, list[str]] = {}
    for line in choices:
        assert set(line) == {"list_name", "name", "label::English (en)", "label::French (fr)"}
        # Names of choices hold no blanks: several stand in one answer with blanks between.
        assert re.fullmatch(r"\S+", line["name"])
        lists.setdefault(line["list_name"], []).append(line["name"])
    assert all(len(names) == len(set(names)) for names in lists.values())
    names = [line["name"] for line in survey]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in names)
    for place, line in enumerate(survey):
        kind, _, list_name = line["type"].partition(" ")
        assert (kind in CHOOSING and list_name in lists) or (kind in TYPES and not list_name)
        assert line.get("required", "no") in ("yes", "no")
        for named in re.findall(r"\$\{(\w+)\}", line.get("relevant", "") + line.get("constraint", "")):
            # What is asked about has been asked before.
            assert named in names[:place]
    assert set(settings_[0]) <= SETTINGS
    assert (settings_[0]["form_id"], settings_[0]["default_language"]) == ("made_up", "English (en)")
    by_name = {line["name"]: line for line in survey}
    assert by_name["stock"]["type"] == "decimal"
    assert by_name["stock"]["constraint"] == ". >= 0 and . <= 10000"
    assert by_name["staff"]["type"] == "integer"
    assert by_name["stock"]["relevant"] == "not(selected(${stock__dk}, 'dont_know'))"
    assert by_name["country"]["required"] == "yes"
    assert by_name["topics"]["type"].startswith("rank ")
    assert "dont_know" in lists[by_name["known"]["type"].partition(" ")[2]]
    assert "dont_know" not in lists["country"]
    assert len(lists["country"]) > 240


def table(book: Any, sheet: str) -> list[dict[str, str]]:
    head, *rows = book.cells(sheet)
    return [{str(name): str(cell) for name, cell in zip(head, row, strict=True) if cell != ""} for row in rows]


def test_results_as_files_tell_of_no_person(tmp_path: Path) -> None:
    responses = [
        Response(
            {"country": "PER", "stock": 2.0, "who": "A made-up person", "words": "=1+1"}, True, "PER", "ngo", "en"
        ),
        Response(
            {"country": "GHA", "stock": DONT_KNOW, "topics": ("law", "storage")},
            True,
            "GHA",
            "",
            "fr",
            "A plant (made up)",
        ),
        Response(None, True, "GHA"),
    ]
    text = answers_csv(FORM, responses).decode("utf-8-sig")
    assert text.splitlines() == [
        "country,category,about,language,country,stock,staff,known,what,topics,money,due,words",
        "GHA,,A plant (made up),fr,GHA,dont_know,,,,law; storage,,,",
        "PER,ngo,,en,PER,2,,,,,,,'=1+1",
    ]
    path = tmp_path / "results.xlsx"
    path.write_bytes(results_xlsx(FORM, responses, "fr"))
    book = open_workbook(path)
    rates = table(book, "response_rates")
    assert rates[0] == {"group": "all", "invited": "3.0", "answered": "2.0", "response_rate": str(2 / 3)}
    stock = next(line for line in table(book, "results") if line["question"] == "stock")
    assert (stock["text"], stock["median"], stock["dont_know"]) == ("Combien de déchets ?", "2.0", "1.0")
    assert all("made-up person" not in str(book.cells(sheet)) for sheet in book.sheets)
