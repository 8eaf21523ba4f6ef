"""The names of columns, sheets and choices for the catalogues of languages.

A name is looked up as ``column:high``, because one English word may have several translations; in English,
and where a catalogue has none, the name itself is shown.
"""

from __future__ import annotations

from typing import Final

from almaden.reference.languages import n_, translator

#: Every name that a template shows in the reader's language.
KEYS: Final = frozenset(
    {
        n_("sheet:inventory"), n_("sheet:activity_rates"), n_("sheet:factors"), n_("sheet:sources"),
        n_("sheet:published"), n_("sheet:law"), n_("sheet:priorities"), n_("sheet:populations"),
        n_("column:id"), n_("column:code"), n_("column:variant"), n_("column:phase"), n_("column:facility"),
        n_("column:present"), n_("column:activity_rate"), n_("column:unit"), n_("column:low"),
        n_("column:high"), n_("column:distribution"), n_("column:year"), n_("column:scenario"),
        n_("column:share"), n_("column:input_factor"), n_("column:factor_low"), n_("column:factor_high"),
        n_("column:factor_unit"), n_("column:source"), n_("column:seen"), n_("column:status"),
        n_("column:candidate_of"), n_("column:chosen"), n_("column:note"), n_("column:kind"),
        n_("column:value"), n_("column:air"), n_("column:water"), n_("column:land"), n_("column:products"),
        n_("column:general_waste"), n_("column:sector_treatment"), n_("column:concentration"),
        n_("column:remainder"),
        n_("column:range_is"), n_("column:checked_by"), n_("column:checked_on"), n_("column:citation"),
        n_("column:url"), n_("column:quantity"), n_("column:obligation"), n_("column:in_law"),
        n_("column:instrument"), n_("column:action"), n_("column:article"), n_("column:responsible"),
        n_("column:start_year"), n_("column:end_year"), n_("column:cost_usd"), n_("column:cost_low"),
        n_("column:cost_high"), n_("column:reduction_kg"), n_("column:group"), n_("column:persons"),
        n_("column:women"), n_("column:children"), n_("column:exposure"), n_("column:place_name"),
        n_("column:identifiers"), n_("column:name"), n_("column:other_names"), n_("column:country"),
        n_("column:subdivision"), n_("column:place"), n_("column:latitude"), n_("column:longitude"),
        n_("column:accuracy"), n_("column:category"), n_("column:owner"), n_("column:operator"),
        n_("column:retired_year"), n_("column:attributes"), n_("column:capacity_mw"), n_("column:technology"),
        n_("column:fuel"), n_("column:elevation_m"), n_("column:network"),
        n_("column:key"), n_("choice:production"), n_("choice:use"), n_("choice:disposal"),
        n_("choice:lognormal"), n_("choice:normal"), n_("choice:triangular"), n_("choice:uniform"),
        n_("choice:fixed"), n_("choice:verified"), n_("choice:unverified"), n_("choice:user"),
        n_("choice:partly"), n_("choice:input"), n_("choice:extremes"),
    }
)  # fmt: skip


def column_label(column: str, lang: str) -> str:
    """Name of a column as a template in a language shows it."""
    return label("column", column, lang)


def sheet_label(table: str, lang: str) -> str:
    """Title of the sheet of a table as a template in a language shows it."""
    return label("sheet", table, lang)


def choice_label(value: str, lang: str) -> str:
    """A value of a drop-down list as a template in a language shows it."""
    return label("choice", value, lang)


def label(kind: str, name: str, lang: str) -> str:
    """A name of one kind in a language, the name itself where there is no translation."""
    key = f"{kind}:{name}"
    if key not in KEYS:
        return name
    found = translator(lang)(key)
    return name if found == key else found
