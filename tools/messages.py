"""Collects the texts of the program into the catalogues of its languages, keeping every translation.

    python tools/messages.py                      write the catalogues
    python tools/messages.py --check              write nothing; exit 1 if a catalogue is behind the program
    python tools/messages.py --missing            print as JSON what is not translated yet
    python tools/messages.py --take ru FILE...    take translations from JSON files, then write the catalogues

Texts are the arguments of ``_``, ``n_``, ``translate``, ``Text`` and ``plural`` in the source and in the templates of
the pages, the sentences of faults and checks, the meanings of the columns of records, and the columns of the
reference tables named in ``TABLES``. A JSON file holds ``{English: translation}``; where the text depends on a number,
``{English for one: [a form for each plural of the language]}``. A translation whose text is gone stays in the
catalogue as an obsolete entry: it is not lost when the text comes back.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "almaden"
LANGUAGES = ("fr", "es", "ar", "ru", "zh")

#: A text of the program; where it depends on a number, the text for one and the text for many.
Key = str | tuple[str, str]
#: A translation; where it depends on a number, one for each plural form of the language.
Said = str | tuple[str, ...]

#: Columns of the reference tables that a user reads, by the name of the file.
TABLES = {
    "box_constraints.csv": ("name",),
    "box_spreads.csv": ("name",),
    "categories.csv": ("name", "unit_label", "note"),
    "areas.csv": ("name",),
    "groups.csv": ("name",),
    "ledger_forms.csv": ("name",),
    "ledger_rules.csv": ("name",),
    "links.csv": ("group_name", "note"),
    "questions.csv": ("title", "text"),
    "latitude_zones.csv": ("zone",),
    "atmosphere_climate.csv": ("meaning",),
    "atmosphere_natural.csv": ("meaning",),
    "atmosphere_rates.csv": ("meaning",),
    "atmosphere_spread.csv": ("name", "note"),
    "surface_legend.csv": ("name", "note"),
    "receptor_bands.csv": ("name",),
    "published_shares.csv": ("quantity", "note"),
    "regions.csv": ("region",),
    "trend_rules.csv": ("meaning",),
    "network_settings.csv": ("meaning",),
    "toolkit_rules.csv": ("explanation",),
    "input_factors.csv": ("variant", "note"),
    "distribution_factors.csv": ("variant", "name", "seen", "note"),
    "context.csv": ("unit", "note"),
    "checks_overlaps.csv": ("what", "advice"),
    "air_constants.csv": ("name",),
    "coverage.csv": ("name",),
    "merpas.csv": ("name",),
    "soil_constants.csv": ("name",),
    "wet_constants.csv": ("name",),
    "amendments.csv": ("decision", "name"),
    "annex_c.csv": ("name", "evidence"),
    "annex_a.csv": ("entry", "condition", "exception"),
    "annex_b.csv": ("entry", "condition", "exception"),
    "annex_d.csv": ("category",),
    "kinds.csv": ("name",),
    "products.csv": ("name",),
    "obligations.csv": ("who", "obligation", "deadline_rule", "nature"),
    "mia_outline.csv": ("title", "content"),
    "mia_needs.csv": ("name",),
    "emission_bands.csv": ("name",),
    "emission_forms.csv": ("name", "note"),
    "emission_pattern_source.csv": ("name", "note"),
    "meteorology_settings.csv": ("name", "note"),
    "meteorology_units.csv": ("note",),
    "activity_types.csv": ("key",),
    "anchors.csv": ("title", "name", "region", "unit"),
    "article3.csv": ("title",),
    "article8_measures.csv": ("name",),
    "ash_sales.csv": ("text",),
    "bat_bep.csv": ("name",),
    "biomonitoring.csv": ("meaning",),
    "bounds.csv": ("unsure", "look_at"),
    "behaviour.csv": ("text",),
    "behaviour_halogen.csv": ("text",),
    "conversion.csv": ("title",),
    "conversion_published.csv": ("title",),
    "devices.csv": ("name",),
    "ebas_flags.csv": ("meaning",),
    "network_flags.csv": ("meaning",),
    "formalisation.csv": ("dimension", "indicators"),
    "guidance.csv": ("name",),
    "censored_rules.csv": ("meaning",),
    "biota_settings.csv": ("meaning",),
    "people_settings.csv": ("meaning",),
    "tissue_conversions.csv": ("note",),
    "tissue_limits.csv": ("holds_for", "note"),
    "tissue_moisture.csv": ("meaning",),
    "wildlife_effects.csv": ("meaning",),
    "independent.csv": ("scope", "difference"),
    "injection_curves.csv": ("text",),
    "legal_measures.csv": ("kind", "condition", "note"),
    "lifetime_rules.csv": ("name",),
    "limits.csv": ("name", "averaging", "standing"),
    "measures.csv": ("name", "changes"),
    "method_anchors.csv": ("what",),
    "methods.csv": ("name",),
    "national_activities.csv": ("name",),
    "mirror_settings.csv": ("meaning", "note"),
    "nap_budgets.csv": ("theme",),
    "plausible.csv": ("text",),
    "parties.csv": ("note",),
    "prices.csv": ("name",),
    "rank_stand_ins.csv": ("text",),
    "satellite.csv": ("unit", "note"),
    "scenarios.csv": ("name",),
    "surplus_costs.csv": ("name",),
    "assumptions.csv": ("scenario",),
    "regional_studies.csv": ("area", "name"),
    "storage_definitions.csv": ("name", "meaning"),
    "treatment_routes.csv": ("name", "note"),
    "tailings_scores.csv": ("name",),
    "tailings_waste.csv": ("text",),
    "shared_errors.csv": ("meaning",),
    "testing.csv": ("name",),
    "waste_classes.csv": ("name", "decision"),
    "interim_kinds.csv": ("name",),
    "storage_checks.csv": ("name",),
    "storage_costs.csv": ("name",),
    "storage_criteria.csv": ("name", "best", "worst"),
    "storage_plan.csv": ("part", "item", "evidence"),
    "allowed_uses.csv": ("name",),
    "plume_constants.csv": ("name",),
    "plume_settings.csv": ("name",),
    "screening_weather.csv": ("name",),
    "air_guidelines.csv": ("name", "averaging"),
    "plume_rise.csv": ("name",),
    "article3_forms.csv": ("name",),
    "hs_codes.csv": ("description", "can_tell", "cannot_tell"),
    "hs_concordance.csv": ("note",),
    "national_codes.csv": ("description",),
    "alternatives.csv": ("name", "better", "worse", "running", "availability"),
    "amalgam_indicators.csv": ("name", "unit"),
    "amalgam_measures.csv": ("name", "decision"),
    "lamps.csv": ("name",),
    "plan_steps.csv": ("name", "evidence"),
    "qc_rules.csv": ("title", "note"),
    "measuring_methods.csv": ("name", "note"),
    "model_constants.csv": ("name", "note"),
    "box_models.csv": ("name",),
    "box_parameters.csv": ("name",),
    "box_rates.csv": ("name",),
    "box_reservoirs.csv": ("name",),
}

#: Functions whose first argument is a text, translated now or later.
MARKS = frozenset({"_", "n_", "translate", "Text"})

#: The function whose first two arguments are a text for one and a text for many.
PLURAL = "plural"

#: What declares columns, in files and folders of records: the meaning of a column is a text.
COLUMNS = frozenset({"described", "personal"})

#: What makes faults, and functions that hand texts on to it: every sentence among their arguments is a text.
FAULTS = frozenset(
    {"Fault", "fault", "_fault", "say", "CellError", "NumberError", "UnitProblem", "UnitError", "OutputError"}
)

#: Records whose named fields are texts.
RECORDS = {"CheckKind": ("message", "advice")}

_PLACEHOLDER = re.compile(r"\{\w*\}")
_HEADER = "# Almaden: translations. Written by tools/messages.py; fill in the msgstr lines."

#: A catalogue changes when its texts change, not with the day, the version of Babel or the person.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_PASSING_HEADERS = tuple(
    f'"{name}'.encode()
    for name in (
        "Generated-By",
        "Language-Team",
        "Last-Translator",
        "PO-Revision-Date",
        "POT-Creation-Date",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
    )
)


def messages_in_source(package: Path) -> Iterator[tuple[Key, str]]:
    """Texts marked in the source, each with the file that it stands in."""
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for text in filter(_has_words, _texts(node, path)):
                    yield text, place
                if _called(node.func) == PLURAL:
                    yield from (
                        (pair, place) for pair in _pair([text for one in node.args for text in _constants(one)])
                    )


def messages_in_templates(package: Path) -> Iterator[tuple[Key, str]]:
    """Texts marked in the templates of the pages, each with the file that it stands in."""
    environment = Environment()
    for path in sorted(package.rglob("templates/**/*.html")):
        place = path.relative_to(package).as_posix()
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else ""
            texts = [text for one in call.args for text in _template_constants(one)]
            if name == "_":
                yield from ((text, place) for text in texts if _has_words(text))
            elif name == PLURAL:
                yield from ((pair, place) for pair in _pair(texts))


def _template_constants(value: nodes.Expr) -> Iterator[str]:
    """The text that an expression of a template is, or the texts that it chooses from."""
    if isinstance(value, nodes.Const) and isinstance(value.value, str) and value.value:
        yield value.value
    elif isinstance(value, nodes.CondExpr):
        yield from _template_constants(value.expr1)
        if value.expr2 is not None:
            yield from _template_constants(value.expr2)


def _pair(texts: list[str]) -> Iterator[tuple[str, str]]:
    """The texts for one and for many among the arguments of ``plural``."""
    if len(texts) == 2:
        yield texts[0], texts[1]


def _has_words(text: str) -> bool:
    """Whether there is something to translate: a word, or a mark before which French sets a space."""
    return any(letter.isalpha() or letter in ":;%!" for letter in _PLACEHOLDER.sub("", text))


def _texts(call: ast.Call, file: Path) -> Iterator[str]:
    """The texts among the arguments of a call in a file."""
    name = _called(call.func)
    if name in MARKS or (name in COLUMNS and (file.name.endswith("records.py") or file.parent.name == "records")):
        yield from _constants(call.args[0]) if call.args else ()
    elif name in RECORDS:
        for given in call.keywords:
            if given.arg in RECORDS[name]:
                yield from _constants(given.value)
    elif name in FAULTS:
        for value in (*call.args, *(given.value for given in call.keywords)):
            # A word alone is the name of a column, or a value.
            yield from (text for text in _constants(value) if " " in text)


def _constants(value: ast.expr) -> Iterator[str]:
    """The text that an expression is, or the texts that it chooses from."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_constants(value.body), *_constants(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (text for one in value.values for text in _constants(one))


def _called(function: ast.expr) -> str:
    """Name of a called function, without the object or module that it is taken from."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def messages_in_tables(package: Path) -> Iterator[tuple[str, str]]:
    """Texts in the reference tables, each with the file that it stands in."""
    for path in sorted(package.rglob("*.csv")):
        columns = TABLES.get(path.name, ())
        if not columns or "tables" not in path.parts:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    text = (row.get(column) or "").strip()
                    if text:
                        yield text, path.relative_to(package).as_posix()


def collect(package: Path) -> dict[Key, list[str]]:
    """Every text of the program with the files that it stands in, both sorted.

    A text that is said alone and for one of several has one entry, with plural forms.
    """
    places: dict[Key, set[str]] = {}
    for text, place in [
        *messages_in_source(package),
        *messages_in_templates(package),
        *messages_in_tables(package),
    ]:
        places.setdefault(text, set()).add(place)
    for pair in [key for key in places if isinstance(key, tuple)]:
        places[pair] |= places.pop(pair[0], set())
    return {text: sorted(places[text]) for text in sorted(places, key=_english)}


def _english(key: Key) -> str:
    """The English text by which a catalogue finds an entry."""
    return key if isinstance(key, str) else key[0]


def renewed(texts: dict[Key, list[str]], path: Path, language: str, more: dict[str, Said] | None = None) -> bytes:
    """The catalogue of a language with the texts of today and the translations that it had.

    Args:
        texts: result of :func:`collect`.
        path: the catalogue as it is; it may be missing.
        language: code of the language.
        more: translations by English text that come before those of the catalogue.
    """
    known = translations(path, language) | (more or {})
    catalogue = Catalog(locale=language, header_comment=_HEADER, creation_date=_EPOCH, fuzzy=False)
    for key, places in texts.items():
        said = known.pop(_english(key), "")
        fits = isinstance(said, tuple) == isinstance(key, tuple)
        catalogue.add(key, said if fits else (), locations=[(place, 0) for place in places])
    for text, said in sorted(known.items()):
        if isinstance(said, str) and said:
            catalogue.obsolete[text] = Message(text, said)
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_PASSING_HEADERS))


def translations(path: Path, language: str) -> dict[str, Said]:
    """The translations in a catalogue by English text, those of texts that are gone among them; no doubtful ones."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    messages = [*catalogue.obsolete.values(), *catalogue]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            message.string if isinstance(message.string, str) else tuple(message.string)
        )
        for message in messages
        if message.id and not message.fuzzy
    }


def taken(files: list[Path]) -> dict[str, Said]:
    """Translations from JSON files."""
    found: dict[str, Said] = {}
    for file in files:
        for text, said in json.loads(file.read_text(encoding="utf-8")).items():
            if said and (isinstance(said, str) or all(said)):
                found[text] = said if isinstance(said, str) else tuple(said)
    return found


def missing(texts: dict[Key, list[str]], known: dict[str, Said], language: str) -> dict[str, str | list[str]]:
    """The texts that a language lacks, as the JSON that a translator fills in."""
    forms = Catalog(locale=language).num_plurals
    lacking: dict[str, str | list[str]] = {}
    for key in texts:
        said = known.get(_english(key), "")
        if isinstance(key, str):
            if not (said and isinstance(said, str)):
                lacking[key] = ""
        elif not (isinstance(said, tuple) and len(said) == forms and all(said)):
            lacking[key[0]] = [""] * forms
    return lacking


def asked_by(language: str) -> list[int]:
    """For each plural form of a language the smallest number that asks for it: 1, 2 and 0 for the three of Russian."""
    form_of = c2py(Catalog(locale=language).plural_expr)
    first: dict[int, int] = {}
    for number in range(201):
        first.setdefault(form_of(number), number)
    return [first[form] for form in sorted(first)]


def current_texts(path: Path, language: str) -> set[Key]:
    """The texts that a catalogue holds today, translated or not, without the obsolete ones."""
    if not path.exists():
        return set()
    with path.open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            for message in read_po(file, locale=language)
            if message.id
        }


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def main(arguments: list[str]) -> int:
    """Run the tool; returns 1 when ``--check`` found a catalogue behind the program."""
    parser = argparse.ArgumentParser(description="Collect the texts of the program into its catalogues.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="write nothing; exit 1 if a catalogue is behind")
    choice.add_argument("--missing", action="store_true", help="print as JSON what is not translated yet")
    choice.add_argument("--take", nargs="+", metavar=("LANGUAGE", "FILE"), help="take translations from JSON files")
    options = parser.parse_args(arguments)
    texts = collect(PACKAGE)
    taking, *to_take = options.take or ("",)
    behind, lacking = False, {}
    for language in LANGUAGES:
        path = PACKAGE / "locale" / language / "LC_MESSAGES" / "almaden.po"
        behind |= set(texts) != current_texts(path, language)
        if not (options.check or options.missing):
            more = taken([Path(name) for name in to_take]) if language == taking else {}
            replace_file(path, renewed(texts, path, language, more))
        lacking[language] = missing(texts, translations(path, language), language)
        if not options.missing:
            print(f"{language}: {len(texts)} texts, {len(lacking[language])} not translated")
    if options.missing:
        for language in LANGUAGES:
            print(f"{language}: plural forms for {', '.join(map(str, asked_by(language)))}", file=sys.stderr)
        print(json.dumps(lacking, ensure_ascii=False, indent=1))
    if options.check and behind:
        print("The catalogues are behind the program: run python tools/messages.py")
    return 1 if options.check and behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
