"""Small made-up tables of facilities, units and sites, and short ways to import them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from almaden.store.imports.commit import keep_import
from almaden.store.imports.plan import Plan
from almaden.store.imports.reading import Request, plan_import
from almaden.store.models import Entry, User
from almaden.store.uploads import keep, path_of

FACILITIES = """identifiers,name,country,latitude,longitude,category,status,owner
mu:1,Alpha Works (made up),KEN,-1.30,36.80,5.1.1,operating,Alpha Ltd
mu:2,Beta Smelter (made up),KEN,0.50,35.30,5.2.1,operating,
mu:3,Gamma Kiln (made up),GHA,5.60,-0.20,5.3.1,,Gamma Ltd
"""
UNITS = """facility,identifiers,name,status,capacity_mw
mu:1,muu:1,Unit 1,operating,100
mu:1,muu:2,Unit 2,operating,150.5
"""


def request(
    text: str | bytes,
    reader: str = "facilities",
    actor: User | None = None,
    key: str = "made-up",
    decisions: Mapping[str, str] | None = None,
    **options: Any,
) -> tuple[Request, Any]:
    """What somebody wants to import, with the upload of its file."""
    upload = keep(None, io.BytesIO(text.encode() if isinstance(text, str) else text), "plants.csv")
    return Request(actor, path_of(upload), upload.name, reader, key, options, decisions or {}), upload


def planned(text: str | bytes, reader: str = "facilities", **more: Any) -> Plan:
    """What an import would do."""
    return plan_import(request(text, reader, **more)[0])


def imported(text: str | bytes, reader: str = "facilities", **more: Any) -> tuple[Plan, Entry | None]:
    """Import a table at once."""
    asked, upload = request(text, reader, **more)
    plan = plan_import(asked)
    return plan, keep_import(asked, upload, plan, lambda done, total: None)


def counted(plan: Plan, record_type: str = "facility") -> dict[str, int]:
    """What is not zero among the counts of a record type."""
    return {action: number for action, number in plan.counts[record_type].items() if number}
