"""Files of mercury in products: the result, the lines of an inventory, and the tables themselves."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import path

from almaden.reports.inventory_files import write_folder
from almaden.reports.products_stock_report import render_products_stock
from almaden.reports.result_files import table_bytes
from almaden.sectors.products.as_inventory import as_inventory
from almaden.store.rights import RightsError, may
from almaden.web.access import REFUSED, needs, open_to_all
from almaden.web.downloads import CSV, attachment, report_file
from almaden.web.language import translate
from almaden.web.product_stocks import choice_of, ready, stock_called

#: Archives of the same result are the same to the byte.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


@open_to_all
def stock_json(request: HttpRequest, key: str) -> HttpResponse:
    """The result; the numbers that it rests on only for those who may read the tables."""
    told = stock_called(request, key)
    found = ready(told, request.GET)
    values = found.as_dict() if told.open else found.as_dict() | {"origins": []}
    text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)
    return attachment(text.encode(), f"products-{key}.json", "application/json")


@open_to_all
def stock_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Every product, country and year as a table."""
    found = ready(stock_called(request, key), request.GET)
    rows = found.rows()
    if found.meta.notice:
        rows = [{**row, "notice": translate(found.meta.notice)} for row in rows]
    return attachment(table_bytes(rows), f"products-{key}.csv", CSV)


@open_to_all
def stock_report(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The short report; of the numbers that it rests on the public sees those that nobody has verified."""
    told = stock_called(request, key)
    found = ready(told, request.GET)
    shown = found if told.open else replace(found, origins=found.unverified)
    return report_file(kind, f"products-{key}", lambda lang: render_products_stock(shown, kind, lang))


@needs("write_inventory")
def inventory_zip(request: HttpRequest, key: str) -> HttpResponse:
    """What leaves use in a year as the folder of an inventory, for those who may write one.

    Raises:
        RightsError: the person may not write inventories of the country.
    """
    told = stock_called(request, key)
    found = ready(told, request.GET)
    choice = choice_of(found, told, request.GET)
    country = choice.country or found.sums[0].country
    if told.study is not None and not may(request.user, "write_inventory", country):
        raise RightsError(REFUSED)
    name, packed = f"products-{country}-{choice.year}", io.BytesIO()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        write_folder(as_inventory(found, country, choice.year), folder)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(one for one in folder.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder.parent).as_posix(), _DATE)
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return attachment(packed.getvalue(), f"{name}-inventory.zip", "application/zip")


urlpatterns = [
    path("products/stock/<str:key>/result.json", stock_json, name="product_stock_json"),
    path("products/stock/<str:key>/years.csv", stock_csv, name="product_stock_csv"),
    path("products/stock/<str:key>/report.<str:kind>", stock_report, name="product_stock_report"),
    path("products/stock/<str:key>/inventory.zip", inventory_zip, name="product_stock_inventory"),
]
