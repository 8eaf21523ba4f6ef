"""The checklist of Annex C: what the plan says, what the tables hold, what is missing."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.sectors.gold.annex_c import Answer, annex_c_items, checklist
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.plan_records import (
    AnnexCRecord,
    BudgetRecord,
    FormalisationRecord,
    MeasureRecord,
    TargetRecord,
)
from almaden.sectors.gold.records import AboutRecord, FigureRecord, PracticeRecord

ABOUT = AboutRecord(country="GHA", year=2024, made_up=True)


def measure(kind: str, reach: float = 0.5) -> MeasureRecord:
    return MeasureRecord.model_validate(
        {"name": kind, "kind": kind, "start_year": 2026, "full_year": 2028, "reach": reach}
    )


def answers(data: GoldData, baseline: bool = True) -> dict[str, Answer]:
    return {answer.item: answer for answer in checklist(data, baseline=baseline)}


def test_items_are_those_of_the_annex() -> None:
    items = annex_c_items()
    # Paragraph 1 (a) to (k), four actions under (b), and paragraph 2, which is not required.
    assert len(items) == 15
    assert [item.item for item in items if not item.required] == ["2"]


def test_tables_answer_what_they_can() -> None:
    data = GoldData(
        ABOUT,
        targets=(TargetRecord(year=2030, reduction=0.3),),
        practices=(PracticeRecord(practice="concentrate", share=1.0),),
        measures=(measure("end_whole_ore"), measure("retorts"), measure("end_residential_burning", 0.0)),
        formalisation=(FormalisationRecord(year=2024, dimension="Licences", score=0.2),),
        budget=(BudgetRecord(theme="formalisation", cost_usd=10.0),),
    )
    found = answers(data)
    done = {item for item, answer in found.items() if answer.state == "done"}
    # Schedule: measures and a budget. A measure that reaches nobody answers nothing.
    assert done == {"1(a)", "1(b)(i)", "1(b)(ii)", "1(d)", "1(k)"}
    # Steps are a text: scores and money show that it is begun. Of 1(e), a method without mercury is missing.
    assert {item for item, answer in found.items() if answer.state == "partly"} == {"1(c)", "1(e)"}
    assert found["1(b)(iii)"].state == "missing"
    assert found["1(b)(iii)"].lacking
    assert answers(data, baseline=False)["1(d)"].state == "partly"
    # The plan has the action, which does not end the practice; a measure that reaches all of it does.
    assert len(found["1(b)(i)"].lacking) == 1
    assert not answers(GoldData(ABOUT, measures=(measure("end_whole_ore", 1.0),)))["1(b)(i)"].lacking


def test_the_plans_own_word_comes_first() -> None:
    data = GoldData(
        ABOUT,
        annex_c=(
            AnnexCRecord(item="1 (g)", state="done", where="chapter 7"),
            AnnexCRecord(item="b(iv)", state="done"),
            AnnexCRecord(item="1(H)", state="partly"),
        ),
    )
    found = answers(data)
    assert (found["1(g)"].state, found["1(g)"].where, found["1(g)"].lacking) == ("done", "chapter 7", ())
    # Told as done, while no measure is told: both are shown.
    assert (found["1(b)(iv)"].state, found["1(b)(iv)"].told) == ("done", True)
    assert found["1(b)(iv)"].lacking
    assert found["1(h)"].state == "partly"


def test_unknown_and_double_items_are_told_together() -> None:
    data = GoldData(ABOUT, annex_c=(AnnexCRecord(item="1(z)"), AnnexCRecord(item="1(a)"), AnnexCRecord(item="a")))
    with pytest.raises(InputError) as error:
        checklist(data, baseline=True)
    assert [fault.value for fault in error.value.faults] == ["1(z)", "a"]


def test_mercury_used_tells_nothing_of_its_trade() -> None:
    def answer(quantity: str) -> Answer:
        figure = FigureRecord.model_validate({"quantity": quantity, "value": 1.0, "unit": "t", "source": "made up"})
        return answers(GoldData(ABOUT, figures=(figure,)))["1(f)"]

    assert answer("mercury used").state == "missing"
    assert answer("mercury imports").state == "partly"
