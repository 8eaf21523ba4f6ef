"""The rows of an inventory: a table for each kind, one form for each row, the totals above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.inventory.layers import factors_of
from almaden.inventory.readers.tables import TableKind
from almaden.inventory.result import RowResult
from almaden.reference.categories import categories
from almaden.store.history import earlier
from almaden.store.inventories import add_row, change_row, data_of, kind_of, remove_row
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.models import Inventory, InventoryRow
from almaden.store.rights import require
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.column_words import CHOICE_WORDS, COLUMN_WORDS, LISTED, TABLE_WORDS
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.inventory_origin import row_id
from almaden.web.pages.inventory_page import Computed, as_submitted, computed, found, may_edit, page
from almaden.web.pages.inventory_results import figures_of
from almaden.web.row_form import RowForm, category_choices, row_values, shown
from almaden.wording import n_

#: What is said after a row was sent; it stands in the part of the page that is exchanged.
_DONE: Final = {
    "saved": n_("The row was saved."),
    "added": n_("The row was added."),
    "removed": n_("The row was removed. The history keeps what it said."),
}


@dataclass(frozen=True)
class Editor:
    """The form that is open: of a row, or of a new one where ``row`` is None; with what others wrote meanwhile."""

    form: RowForm
    row: InventoryRow | None
    version: int
    theirs: list[tuple[str, Any, Any]]


@open_to_all
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """One table of the inventory."""
    inventory = found(request, pk)
    return _page(request, inventory, _table_name(request.GET.get("table", "activity_rates")))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """One row: its form for those who may change it, saved by sending it."""
    inventory = found(request, pk)
    one = _row(inventory, row_pk)
    kind = kind_of(one.table)
    factors = factors_of(data_of(inventory))
    if request.method != "POST":
        form = RowForm(kind, factors, None, row_values(one))
        return _page(request, inventory, one.table, Editor(form, one, one.version, []))
    require(request.user, "write_inventory", inventory.country)
    form = RowForm(kind, factors, request.POST, {})
    try:
        change_row(person_of(request), one, _version(request), form.typed())
    except InputError as error:
        tell(form, error.faults)
        return _page(request, inventory, one.table, Editor(form, one, _version(request), []), status=422)
    except ConflictError as error:
        return _conflict(request, inventory, one, form, error)
    return _back(inventory, one.table, "saved", one.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
def new_row(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """A new row: first its source category, then the rest."""
    inventory = found(request, pk)
    _check_open(request, inventory)
    kind = kind_of(_table_name(table))
    factors = factors_of(data_of(inventory))
    if request.method != "POST":
        return _page(request, inventory, table, Editor(RowForm(kind, factors, None, _first(request)), None, 0, []))
    form = RowForm(kind, factors, request.POST, {})
    try:
        made = add_row(person_of(request), inventory, table, form.typed())
    except InputError as error:
        tell(form, error.faults)
        return _page(request, inventory, table, Editor(form, None, 0, []), status=422)
    return _back(inventory, table, "added", made.pk)


@needs("write_inventory")
@require_POST
def remove(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Take a row out."""
    inventory = found(request, pk)
    one = _row(inventory, row_pk)
    try:
        remove_row(person_of(request), one, _version(request))
    except ConflictError as error:
        return _removed_or_changed(request, inventory, one, error)
    return _back(inventory, one.table, "removed")


def _page(
    request: HttpRequest, inventory: Inventory, table: str, editor: Editor | None = None, *, status: int = 200
) -> HttpResponse:
    asked = as_submitted(inventory, computed(request, inventory))
    kind = kind_of(table)
    listed = list(inventory.rows.filter(table=table).order_by("position", "id"))
    if editor is not None and editor.row is not None and not may_edit(request, inventory):
        for field in editor.form.fields.values():
            field.disabled = True
    if editor is not None:
        editor.form.set_focus()
    context = {
        "asked": asked,
        **figures_of(asked),
        "table": table,
        "tables": _tables(inventory),
        "columns": LISTED.get(table, LISTED["factors"]),
        "column_words": COLUMN_WORDS,
        "choice_words": CHOICE_WORDS,
        "rows": listed,
        "outcome": _outcomes(inventory, asked) if table == "activity_rates" else {},
        "faults": _faults_by_row(asked),
        "categories": categories(),
        "shown": shown,
        "editor": editor,
        "last": request.GET.get("row", ""),
        "done": _DONE.get(request.GET.get("done", ""), ""),
        "category_choices": category_choices() if editor and editor.row is None else [],
        "is_new_row": editor is not None and editor.row is None,
        "needs_category": editor is not None and _needs_category(kind, editor),
    }
    return page(request, inventory, "inventory_rows", context, status=status)


def _needs_category(kind: TableKind, editor: Editor) -> bool:
    """Whether a new row still lacks the source category, by which units and kinds are offered."""
    return kind.name == "activity_rates" and editor.row is None and not editor.form["code"].value()


def _tables(inventory: Inventory) -> list[tuple[str, str, int]]:
    """The tables that there are, with their titles and how many rows each has."""
    counts: dict[str, int] = {}
    for name in inventory.rows.values_list("table", flat=True):
        counts[name] = counts.get(name, 0) + 1
    layers = [name for name in sorted(counts) if name not in TABLE_WORDS]
    brought = inventory.header.get("brought_layers", ())
    titles = [(name, brought[int(name.rpartition("_")[2]) - 1]) for name in layers]
    return [(name, title, counts.get(name, 0)) for name, title in (*TABLE_WORDS.items(), *titles)]


def _outcomes(inventory: Inventory, asked: Computed) -> dict[int, RowResult]:
    """By id of an input row the result that it leads to."""
    if asked.result is None:
        return {}
    results = {one.id: one for one in asked.result.rows}
    lines = ((row_id(line.place), line.id) for line in data_of(inventory).rows)
    return {pk: results[name] for pk, name in lines if pk is not None and name in results}


def _faults_by_row(asked: Computed) -> dict[int, list[str]]:
    """By id of a row what does not fit together with others."""
    found: dict[int, list[str]] = {}
    for fault in asked.faults:
        if fault.row is not None:
            found.setdefault(fault.row, []).append(translate(fault.problem))
    return found


def _conflict(
    request: HttpRequest, inventory: Inventory, one: InventoryRow, form: RowForm, error: ConflictError
) -> HttpResponse:
    """Both versions side by side; sending the form again replaces what the other person wrote."""
    current = InventoryRow.objects.filter(pk=one.pk).first()
    if current is None:
        raise error
    mine, theirs = form.typed(), {name: shown(value) for name, value in row_values(current).items()}
    different = [
        (COLUMN_WORDS.get(name, name), mine[name], theirs[name])
        for name in mine
        if str(mine[name]).strip() != str(theirs[name]).strip()
    ]
    return _page(request, inventory, one.table, Editor(form, current, current.version, different), status=409)


def _removed_or_changed(
    request: HttpRequest, inventory: Inventory, one: InventoryRow, error: ConflictError
) -> HttpResponse:
    """The row as the person saw it, beside what somebody else made of it meanwhile."""
    current = InventoryRow.objects.filter(pk=one.pk).first()
    if current is None:
        raise error
    seen, now = earlier(current, _version(request)).get("data", {}), current.data
    lines = [
        (COLUMN_WORDS.get(name, name), str(shown(seen.get(name))), str(shown(now.get(name))))
        for name in {**seen, **now}
        if seen.get(name) or now.get(name)
    ]
    back = f"{reverse('inventory_rows', args=[inventory.pk])}?table={one.table}#row-{one.pk}"
    title, again = n_("Remove this row"), n_("Remove it all the same")
    return both_versions(request, error, lines, title=title, back=back, again=again)


def _first(request: HttpRequest) -> Mapping[str, Any]:
    """What a new row starts with: the category that was chosen, its usual unit."""
    category = categories().get(request.GET.get("code", ""))
    if category is None:
        return {}
    return {"code": category.code, "present": "Y", "unit": category.unit, "status": "user"}


def _row(inventory: Inventory, pk: int) -> InventoryRow:
    one = inventory.rows.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _table_name(name: str) -> str:
    if name not in TABLE_WORDS and not (name.startswith("layer_") and name.removeprefix("layer_").isdecimal()):
        raise Http404
    return name


def _check_open(request: HttpRequest, inventory: Inventory) -> None:
    require(request.user, "write_inventory", inventory.country)
    if not may_edit(request, inventory):
        raise ClosedError(n_("This version cannot be changed. What is published is corrected in a new version."))


def _version(request: HttpRequest) -> int:
    """The version that the form was made from; one that nobody can have seen where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _back(inventory: Inventory, table: str, done: str, row: int | None = None) -> HttpResponseRedirect:
    anchor = f"#row-{row}" if row is not None else ""
    return redirect(
        f"{reverse('inventory_rows', args=[inventory.pk])}?table={table}&done={done}&row={row or ''}{anchor}"
    )
