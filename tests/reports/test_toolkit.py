"""The Toolkit report: its chapters, its numbers, and what it must say of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from almaden.inventory.explanation import FLAGS
from almaden.inventory.result import Check, Result
from almaden.reference.numerals import spoken
from almaden.reports import toolkit
from almaden.reports.document import Bullets, Callout, Document, Heading, Paragraph, Row, Span, Table
from almaden.reports.phrases import advice, finding, sentences
from almaden.reports.words import Words
from almaden.wording import Exact, Text


def table(document: Document, sheet: str) -> Table:
    """The table that gets the sheet of this name."""
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet]
    return found


def texts(document: Document) -> str:
    """All text of a document."""
    parts: list[str] = [document.title, document.notice, document.provenance]
    for block in (*document.warnings, *document.blocks):
        if isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Paragraph):
            parts += [block.label, block.text]
        elif isinstance(block, Bullets):
            parts += block.items
        elif isinstance(block, Callout):
            parts += [block.title, block.text]
        elif isinstance(block, Table):
            parts += [block.caption, *block.notes, *(cell.text for row in block.full_rows for cell in row.cells)]
    return "\n".join(parts)


def test_chapters_in_the_order_of_the_template(result: Result) -> None:
    chapters = [heading.text for heading in toolkit.build(result, "en").headings if heading.level == 1]
    assert chapters[:4] == [
        "Executive summary",
        "Source types present",
        "Summary of mercury inputs to society",
        "Summary of mercury outputs",
    ]
    numbers = [chapter.split()[0] for chapter in chapters if chapter.startswith("5.")]
    assert numbers == [f"5.{number}" for number in range(1, 12)]
    assert chapters[-4:] == [
        "Annex: all rows",
        "Annex: unverified numbers",
        "Annex: numbers used and where they come from",
        "References",
    ]


def test_unknown_is_a_question_mark_and_absent_is_zero(result: Result) -> None:
    rows = table(toolkit.build(result, "en"), "All rows").full_rows
    shown = {row.cells[0].text: (row.cells[3].text, row.cells[6].text) for row in rows}
    for row in result.rows:
        present, put_in = shown[row.id]
        assert present == row.present
        if row.amounts is None:
            assert put_in == "?"
        elif row.present == "N":
            assert put_in == "0"
        else:
            assert put_in not in ("?", "0")
    assert {"?", "N", "Y"} == {present for present, _ in shown.values()}


def test_every_unverified_number_is_listed_and_counted(result: Result) -> None:
    document = toolkit.build(result, "en")
    listed = table(document, "Unverified numbers")
    assert len(listed.rows) == len(result.unverified) == 40
    assert "rests on 40 unverified numbers" in document.provenance
    assert any("40 unverified" in warning.title for warning in document.warnings)


def test_a_checked_result_says_so_and_warns_of_nothing(unchecked: Result) -> None:
    document = toolkit.build(unchecked, "en")
    assert document.warnings == ()
    assert document.notice == ""
    assert "Every number that the result rests on was verified." in texts(document)


def test_provenance_is_enough_to_make_the_result_again(result: Result) -> None:
    told = toolkit.build(result, "en").provenance
    for part in ("Almaden 0.0", "toolkit-2019", "10,000 draws", "seed 1", "sobol", "0123456789ab"):
        assert part in told


def test_three_totals_stand_side_by_side_with_ranges(result: Result) -> None:
    totals = table(toolkit.build(result, "en"), "Three totals")
    first = totals.full_rows[0].cells
    # The input of the made-up rows by hand: 7,751.2 kg in all, the range 4,659 to 13,664; a tenth is corrected.
    assert [cell.text for cell in first[1:5]] == ["7,800", "4,700–13,700", "7,000", "3,900–12,400"]
    assert [column.kind for column in totals.columns[1:]] == ["number"] * 6


def test_numbers_of_tables_carry_the_value_behind_them(result: Result) -> None:
    rows = [row for row in table(toolkit.build(result, "en"), "Inputs").rows if isinstance(row, Row)]
    known = [row for row in result.rows if row.amounts and not row.code.startswith("5.11")]
    values = [row.cells[5].value for row in rows if row.cells[5].value is not None]
    assert values == [row.amounts["input_kg"].value for row in known if row.amounts]


def test_shares_of_outputs_add_to_one(result: Result) -> None:
    rows = table(toolkit.build(result, "en"), "Outputs").rows
    shares = [row.cells[-1].value or 0.0 for row in rows if isinstance(row, Row)]
    assert sum(shares) == pytest.approx(1.0)


def test_main_categories_head_their_rows(result: Result) -> None:
    spans = [row.text for row in table(toolkit.build(result, "en"), "Inputs").rows if isinstance(row, Span)]
    assert spans[0] == "5.1 Extraction and use of fuels/energy sources"
    assert [span.split()[0] for span in spans] == [f"5.{number}" for number in range(1, 11)]


def test_balance_closes_and_a_gap_is_told(result: Result) -> None:
    closed = table(toolkit.build(result, "en"), "Input against outputs")
    assert {row.cells[-1].text for row in closed.full_rows} == {"closed"}
    group = result.groups[0]
    more = replace(group.amounts["input_kg"], value=group.amounts["input_kg"].value + 7.0)
    broken = replace(group, amounts={**group.amounts, "input_kg": more})
    told = table(toolkit.build(replace(result, groups=(broken,)), "en"), "Input against outputs")
    assert told.full_rows[0].cells[-1].text == "7.0"


def test_corrections_and_what_stays_unexplained_are_in_numbers(result: Result) -> None:
    document = toolkit.build(result, "en")
    assert table(document, "Corrections toolkit").full_rows[0].cells[2].text == "−775.1"
    unexplained = table(document, "Unexplained").full_rows
    assert [row.cells[1].text for row in unexplained] == ["1,100", "−12"]


def test_a_category_that_nobody_asked_about_is_told(make_result: Callable[..., Result]) -> None:
    rows = table(toolkit.build(make_result(1), "en"), "Source types").full_rows
    states = {row.cells[0].text: row.cells[2].text for row in rows}
    assert states.pop("5.1.1") == "Y"
    assert len(states) > 50
    assert set(states.values()) == {"–"}


def test_gravest_findings_come_first_and_published_figures_stand_beside(
    result: Result, make_data: Callable[..., object]
) -> None:
    published = make_data().published  # type: ignore[attr-defined]
    document = toolkit.build(result, "en", published)
    assert [row.cells[0].text for row in table(document, "Findings").full_rows] == ["error", "warning", "remark"]
    assert table(document, "Published").full_rows[0].cells[1].text == "81,060"
    assert "A published total differs by 3 %." in texts(document)


def test_other_languages_have_their_marks(result: Result) -> None:
    cells = table(toolkit.build(result, "fr"), Words.of("fr")._("Three totals")).full_rows[0].cells
    assert cells[1].text == "7\N{NO-BREAK SPACE}800"


@pytest.mark.parametrize("count", [1, 5, 80])
def test_any_size_of_inventory_and_any_name(make_result: Callable[..., Result], count: int) -> None:
    document = toolkit.build(make_result(count, hostile=True), "es")
    assert len(table(document, Words.of("es")._("All rows")).rows) == count


def test_flags_are_told_in_words(result: Result) -> None:
    row = replace(result.rows[0], flags=("own_factor", "not_a_known_flag"))
    told = texts(toolkit.build(replace(result, rows=(row, *result.rows[1:])), "en"))
    assert FLAGS["own_factor"] in told
    assert "not_a_known_flag" in told


def test_what_the_calculation_says_takes_the_marks_of_the_language() -> None:
    known = {
        "input factor of {what}": "facteur de {what}",
        "no factors for {code}: {sum} kg": "pas de facteurs pour {code} : {sum} kg",
    }
    words = Words("fr", lambda text: say(text, known))
    formula = Text("{rate} t x {factor} g/t", rate=Exact(26101000.0), factor=Exact(0.15))
    assert words._(formula) == "26\N{NO-BREAK SPACE}101\N{NO-BREAK SPACE}000 t x 0,15 g/t"
    assert words._(Text("input factor of {what}", what="5.2.2, whole ore")) == "facteur de 5.2.2, whole ore"
    message = Text("no factors for {code}: {sum} kg", code="5.1.7", sum=1234.5)
    check = Check("no_factors", "error", "5.1.7", "row-1", message, "add one", {"sum": 1234.5})
    assert finding(check, words) == "Pas de facteurs pour 5.1.7 : 1\N{NO-BREAK SPACE}234,5 kg."
    assert advice(check, words) == "Add one."
    assert sentences("no factor", "add one.", "") == "No factor. Add one."


def test_where_nothing_is_known_the_totals_are_not_zero(result: Result) -> None:
    rows = tuple(replace(row, present="?", amounts=None, activity_rate=None) for row in result.rows)
    document = toolkit.build(replace(result, rows=rows, key_sources=(), variance=()), "en")
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "No total is known." in paragraphs
    (totals,) = (block for block in document.blocks if isinstance(block, Table) and block.caption == "The three totals")
    assert {row.cells[1].text for row in totals.full_rows} == {"?"}
    for table in (block for block in document.blocks if isinstance(block, Table)):
        assert all(cell.text in ("?", "") or cell.value is None for row in table.footer for cell in row.cells)


def say(text: str, known: dict[str, str]) -> str:
    if isinstance(text, Text):
        return text.say(lambda template: known.get(template, template), lambda value: spoken(value, "fr"))
    return known.get(text, text)
