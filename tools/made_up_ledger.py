"""A made-up mass ledger for the made-up store: recovered mercury, a seizure, a count that misses something."""

from __future__ import annotations

from typing import Any

TITLE = "Recovered and seized mercury (made up)"
_COLUMNS = (
    "id,day,kind,lot,amount,unit,to_lot,owner,place,origin,form,country,authority,case,holder,received_from,reason,"
    "reverses,weighing_error,evidence"
)
#: Nothing of it happened.
ENTRIES = f"""{_COLUMNS}
E1,2021-02-01,opening,PLANT-1,10,flask,,Made-up Chemicals,Cell room (made up),recovered,,,,,,,,,,slip 1
E2,2021-06-10,opening,LAMPS-1,40,kg,,Made-up Recycling,Yard (made up),recycled,,,,,,,,,,slip 2
E3,2022-01-20,transfer,LAMPS-1,,,,Made-up Chemicals,Cell room (made up),,,,,,,,,,,contract 1
E4,2022-01-21,merge,LAMPS-1,,,PLANT-1,,,,,,,,,,,,,
E5,2022-05-05,split,PLANT-1,150,kg,SHIP-1,,,,,,,,,,,,,
E6,2022-05-06,export,SHIP-1,150,kg,,,,,,CHE,,,,,,,,permit 7
E7,2023-03-03,loss,PLANT-1,1.2,kg,,,,,,,,,,,distillation,,,
E8,2023-03-04,loss,PLANT-1,12,kg,,,,,,,,,,,distillation,,,
E9,2023-03-05,correction,,,,,,,,,,,,,,typing error,E8,,
E10,2023-09-09,opening,MARKET-1,8,kg,,Made-up Customs,Office,seized,,,Made-up Customs,C-7,Made-up Customs,,,,,record 7
E11,2023-10-01,transfer,MARKET-1,,,,,Store (made up),,,,,,Made-up Store,Made-up Customs,,,,receipt 1
E12,2024-02-02,transfer,MARKET-1,3,kg,COURT-1,,Laboratory (made up),,,,,,Made-up Laboratory,,,,,receipt 2
E13,2024-06-30,count,PLANT-1,232.3,kg,,,,,,,,,,,,,0.5,slip 9
E14,2024-07-01,treatment,MARKET-1,,,,,,,sulphide,,,,,,,,,slip 10
E15,2024-08-01,disposal,MARKET-1,5,kg,,,Mine (made up),,,,,,,,,,,permit 8
E16,2024-12-31,count,COURT-1,3,kg,,,,,,,,,,,,,0.01,slip 11
"""


def fill_ledger(people: dict[str, Any]) -> dict[str, int]:
    """Keep a ledger with published totals."""
    from io import BytesIO

    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import make_ledger, publish_totals
    from almaden.supply.ledger.readers.entries import read_entries

    ledger = make_ledger(None, "GHA", TITLE, made_up=True)
    read = read_entries(BytesIO(ENTRIES.encode()), "entries.csv")
    add_entries(people["kofi"], ledger, read.entries, place=read.place)
    publish_totals(None, ledger, None, published=True)
    return {"ledger": ledger.pk}
