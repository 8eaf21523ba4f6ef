"""The reference tables besides the factors: categories, groups, rules of the totals, links, spreads, countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from almaden.inventory.rules import links, toolkit_rules
from almaden.reference.categories import categories
from almaden.reference.groups import groups
from almaden.reference.tables import read_table
from tools.reference_pages.markdown import Notes, cell, code, number, table


def category_table() -> str:
    """Every source category with its units."""
    notes = Notes()
    rows = [
        (
            code(one.code),
            f"**{cell(one.name)}**" if not one.quantified else cell(one.name),
            cell(one.unit_label),
            cell(", ".join(one.units)),
            "yes" if one.level1 else "",
            code(one.group),
            cell(one.note),
            notes.mark(f"{one.source}: {one.seen} ({one.status})"),
        )
        for one in categories().values()
    ]
    header = ("code", "source category", "activity rate in", "units", "Level 1", "group", "note", "source")
    return f"{table(header, rows)}\n{notes.printed()}"


def group_table() -> str:
    """The groups of the Level 1 executive table."""
    rows = [(str(one.order), code(one.key), cell(one.name)) for one in groups().values()]
    return table(("order", "key", "group"), rows)


def rule_table() -> str:
    """Shares of input, water and land that the toolkit total counts."""
    rows = [
        (
            code(rule.code),
            cell(categories()[rule.code].name),
            *(number(rule.counted.get(f"{amount}_kg", 1.0)) for amount in ("input", "water", "land")),
            cell(rule.explanation),
            cell(f"{rule.source}: {rule.seen} ({rule.status})"),
        )
        for rule in toolkit_rules().values()
    ]
    header = ("code", "source category", "input", "water", "land", "why", "source")
    return table(header, rows)


def link_table() -> str:
    """What flows from the sources to waste rows in the linked total."""
    rows = [
        (
            cell(link.group_name),
            ", ".join(map(code, link.from_codes)) or "nothing",
            cell(link.amount.removesuffix("_kg").replace("_", " ")),
            ", ".join(map(code, link.to_codes)),
            "at most rate x factor" if link.limit else "all of it",
            cell(link.note),
        )
        for link in links()
    ]
    return table(("waste rows", "take from", "the output to", "codes", "how much", "note"), rows)


def spread_table() -> str:
    """The spread of numbers of which only the class is known."""
    notes = Notes()
    rows = [
        (
            code(row["quality_class"]),
            cell(row["used_for"]),
            row["upper_ratio"],
            row["quantile"],
            row["shared_share"],
            notes.mark(f"{row['source']}: {row['seen']} ({row['status']})"),
        )
        for row in read_table("default_spread")
    ]
    header = ("class", "used for", "97.5 % quantile over median", "quantile of the ends", "shared part", "source")
    return f"{table(header, rows)}\n{notes.printed()}"


def context_table() -> str:
    """Context values that come with the program."""
    rows = [
        (
            row["country"],
            code(row["variable"]),
            cell(row["value"]),
            cell(f"{row['low']} to {row['high']}" if row["low"] or row["high"] else ""),
            cell(row["unit"]),
            row["year"],
            row["status"],
            cell(f"{row['source']}: {row['seen']}"),
            cell(row["note"]),
        )
        for row in read_table("context")
    ]
    header = ("country", "value of", "value", "range", "unit", "year", "status", "source", "note")
    return table(header, rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "categories": category_table,
    "groups": group_table,
    "toolkit-rules": rule_table,
    "links": link_table,
    "default-spread": spread_table,
    "context": context_table,
}
