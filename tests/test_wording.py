"""Texts that are made in English and said in another language later."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pytest

from almaden.errors import AlmadenError, Fault, InputError, OutputError
from almaden.reference.languages import translator
from almaden.reference.numerals import spoken
from almaden.wording import Exact, Fixed, Text, did_you_mean, either, joined, n_, place_of_row, shown
from tools.messages import FAULTS, MARKS

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
NBSP = "\N{NO-BREAK SPACE}"

FRENCH = {
    "{count} of {name}": "{count} de {name}",
    "General waste": "Déchets généraux",
    "{first} or {last}": "{first} ou {last}",
    "did you mean {names}?": "vouliez-vous dire {names} ?",
    "wrong {count}": "faux {number}",
}


def french(text: str) -> str:
    if isinstance(text, Text):
        return text.say(french, lambda value: spoken(value, "fr"))
    return FRENCH.get(text, text)


def test_a_text_is_english_and_can_be_said_otherwise() -> None:
    text = Text("{count} of {name}", count=1234, name=Text("General waste"))
    assert text == "1,234 of General waste"
    assert french(text) == f"1{NBSP}234 de Déchets généraux"


def test_words_of_the_user_are_not_translated() -> None:
    assert french(Text("{count} of {name}", count="2", name="General waste")) == "2 de General waste"


def test_braces_of_the_user_are_not_a_template() -> None:
    text = Text("{count} of {name}", count="{x}", name="{count} {{}}")
    assert text == "{x} of {count} {{}}"
    assert french(text) == "{x} de {count} {{}}"
    assert french(Text("{not a name}")) == "{not a name}"


def test_a_wrong_translation_does_not_hide_what_was_to_be_said() -> None:
    assert french(Text("wrong {count}", count=3)) == "wrong 3"


def test_a_text_survives_copies_and_other_processes() -> None:
    @dataclass
    class Holder:
        text: str

    text = Text("{count} of {name}", count=Fixed(2.5, 2), name=Text("General waste"))
    for same in (copy.deepcopy(text), pickle.loads(pickle.dumps(text)), asdict(Holder(text))["text"], Text(text)):
        assert same == text == "2.50 of General waste"
        assert french(same) == "2,50 de Déchets généraux"
    assert json.loads(json.dumps({"a": text})) == {"a": "2.50 of General waste"}


@pytest.mark.parametrize(
    ("value", "english", "in_french"),
    [
        (118652.9296, "118,653", f"118{NBSP}653"),
        (1103.14, "1,103.1", f"1{NBSP}103,1"),
        (0.0123456, "0.01235", "0,01235"),
        (3.0, "3", "3"),
        (7, "7", "7"),
        (Exact(0.0123456), "0.0123456", "0,0123456"),
        (Exact(26101000.0), "26,101,000", f"26{NBSP}101{NBSP}000"),
        (Fixed(36.0, 1), "36.0", "36,0"),
        (float("inf"), "inf", "inf"),
    ],
)
def test_numbers_have_the_marks_of_the_language(value: float, english: str, in_french: str) -> None:
    assert shown(value) == spoken(value, "en") == english
    assert spoken(value, "fr") == in_french


def test_lists_and_choices() -> None:
    assert joined(["a", Text("General waste")], "; ") == "a; General waste"
    assert french(joined(["a", Text("General waste")])) == "a, Déchets généraux"
    assert joined([]) == ""
    assert (either([]), either(["a"])) == ("", "a")
    assert french(either(["a", "b", "c"])) == "a, b ou c"
    assert did_you_mean(["a", "b"]) == "did you mean a or b?"
    assert french(did_you_mean(["a", "b"])) == "vouliez-vous dire a ou b ?"


def test_a_place_of_the_input() -> None:
    translate = translator("fr")
    assert translate(place_of_row("rates.csv, row 5")) == "rates.csv, ligne 5"
    assert translate(place_of_row("a.xlsx, sheet Taux, row 12")) == "a.xlsx, feuille Taux, ligne 12"
    assert translate(place_of_row("rates.csv, row 5; b.csv, row 6")) == f"rates.csv, ligne 5{NBSP}; b.csv, ligne 6"
    for text in ("rates.csv, row 5", "rates.csv, row 5; b.csv, row 6", "a.xlsx, sheet Taux, row 12", "[context]", ""):
        assert place_of_row(text) == text
    assert translate(place_of_row("[context]")) == "[context]"


def test_a_fault_is_said_in_a_language() -> None:
    fault = Fault(
        Text("the column {column} is missing", column="unit"),
        file="rates.csv",
        row=1,
        column="x",
        value="y" * 100,
        accepted="a number",
        advice=Text("add the column {column}", column="unit"),
    )
    assert str(fault).splitlines() == [
        f"rates.csv, row 1, column x: the column unit is missing (found: '{'y' * 77}...')",
        "    accepted: a number",
        "    do: add the column unit",
    ]
    assert fault.say(translator("fr")).splitlines() == [
        f"rates.csv, ligne 1, colonne x{NBSP}: la colonne unit manque (trouvé{NBSP}: '{'y' * 77}...')",
        f"    admis{NBSP}: un nombre",
        f"    à faire{NBSP}: ajoutez la colonne unit",
    ]


def test_many_faults_are_counted_in_the_language() -> None:
    error = InputError([Fault("the number is negative")] * 52)
    assert str(error).splitlines()[-2:] == ["the number is negative", "... and 2 more faults"]
    assert error.say(translator("es")).splitlines()[-2:] == ["el número es negativo", "... y 2 errores más"]


def test_other_errors_are_said_too() -> None:
    error = OutputError(Text("{path} cannot be written: {reason}; choose another place", path="a", reason="full"))
    assert str(error) == "a cannot be written: full; choose another place"
    assert error.say(translator("es")) == "no se puede escribir a: full; elija otro lugar"
    assert AlmadenError().say(n_) == ""


@cache
def calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """Name, place and syntax of the calls of every module that holds an f-string: what is looked for is in no other."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not re.search(r"\b(?:[fF][rR]?|[rR][fF])[\"']", text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in (*FAULTS, *MARKS):
                    found.append((name, f"{path.relative_to(PACKAGE)}, line {node.lineno}", node))
    return tuple(found)


def test_no_fault_is_made_of_an_f_string_with_words() -> None:
    """It could not be translated: what stands in a sentence goes into a Text."""
    kept = {"file", "sheet", "column", "value", "id"}
    found = [
        place
        for name, place, call in calls()
        if name in FAULTS
        for value in (*call.args[:1], *(given.value for given in call.keywords if given.arg not in kept))
        if isinstance(value, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and re.search(r"[a-z] [a-z]", str(part.value)) for part in value.values)
    ]
    assert found == []


def test_no_template_is_an_f_string() -> None:
    found = [
        place
        for name, place, call in calls()
        if name in MARKS and call.args[:1] and isinstance(call.args[0], ast.JoinedStr)
    ]
    assert found == []
