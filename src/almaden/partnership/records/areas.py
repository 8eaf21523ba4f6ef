"""Areas of work: their leads, what they aim at, and how far they are."""

from __future__ import annotations

from typing import Literal

from almaden.partnership.dates import PartDate
from almaden.partnership.records.base import Area, Countries, Key, Link, Links, RegistryRecord
from almaden.reference.record import described


class AreaRecord(RegistryRecord):
    """What an area of work is there for, as one document says it."""

    area: Area = described("Code of the area.", "ASGM", min_length=1)
    objective: str = described("What the area wants to reach.", "Less mercury in small-scale gold mining", min_length=1)
    stated_on: PartDate = described("Date of the document that says so.", "2021-02-03", default="")


class LeadRecord(RegistryRecord):
    """Who leads an area, from when to when."""

    area: Area = described("Code of the area; empty for the advisory group.", "COAL", default="")
    partner: Key = described("Key of the partner that leads.", "P050")
    role: Literal["lead", "co-lead", "co-chair"] = described("lead, co-lead or co-chair.", "lead", default="lead")
    start: PartDate = described("From when; empty where it is not known.", "2011-11", default="")
    end: PartDate = described("Until when; empty for a lead that goes on.", "", default="")
    known_on: PartDate = described("A date at which the lead was certainly in office.", "2021-02-03", default="")


class TargetRecord(RegistryRecord):
    """What is to be reached by when."""

    area: Area = described("Code of the area.", "ASGM", min_length=1)
    statement: str = described("What is to be reached.", "Reduce mercury demand in small-scale mining", min_length=1)
    indicator: Link = described("Key of the indicator that tells how far it is.", "I-ASGM-demand", default="")
    direction: Literal["", "reduce", "increase", "reach"] = described(
        "Whether the value is to fall by a share, to rise by one, or to be reached as it stands.", "reduce", default=""
    )
    value: float | None = described(
        "What is to be reached, in the unit.", "50", default=None, ge=-1e15, le=1e15, allow_inf_nan=False
    )
    unit: str = described("Unit of the value: % for a share of the baseline.", "%", default="")
    due: PartDate = described("By when.", "2017", default="")
    baseline: float | None = described(
        "Value that the share is taken from, in the unit of the indicator.", "1000", default=None, ge=-1e15, le=1e15
    )
    baseline_on: PartDate = described("When the baseline was so.", "2010", default="")
    stated: str = described("What the document says of it.", "interim goals achieved", default="")


class IndicatorRecord(RegistryRecord):
    """What is counted to see how an area is doing."""

    area: Area = described("Code of the area.", "COAL", default="")
    title: str = described("What is counted.", "Coal units with an inventory", min_length=1)
    unit: str = described("Unit of the values.", "units", default="")
    method: str = described("How it is counted.", "", default="")
    frequency: str = described("How often.", "every two years", default="")


class IndicatorValueRecord(RegistryRecord):
    """One value of an indicator."""

    indicator: Key = described("Key of the indicator.", "I-COAL-units")
    on: PartDate = described("When it was so.", "2020", min_length=4)
    value: float = described("The value, in the unit of the indicator.", "120", ge=-1e15, le=1e15)
    low: float | None = described("Lower end of the range.", "", default=None, ge=-1e15, le=1e15)
    high: float | None = described("Upper end of the range.", "", default=None, ge=-1e15, le=1e15)


class PlanRecord(RegistryRecord):
    """A business plan of an area."""

    area: Area = described("Code of the area.", "WASTE", min_length=1)
    edition: str = described("Which plan it is.", "2020", default="")
    start: PartDate = described("From when.", "2020", default="")
    end: PartDate = described("Until when.", "2021", default="")
    approved_on: PartDate = described("When it was approved.", "2020-03", default="")
    evaluation: str = described("How its performance is evaluated and reported.", "", default="")


class PlanItemRecord(RegistryRecord):
    """One point of a business plan."""

    plan: Key = described("Key of the plan.", "BP-WASTE-2020")
    part: Literal["priority", "progress", "opportunity", "challenge", "resource", "linkage"] = described(
        "priority, progress, opportunity, challenge, resource or linkage.", "priority"
    )
    text: str = described("What it says.", "Catalogue of technologies and services", min_length=1)
    owner: Link = described("Key of the partner that sees to it.", "", default="")
    partners: Links = described("Keys of partners, separated by semicolons.", "P001; P002", default=())
    countries: Countries = described("Countries, separated by semicolons.", "IDN; PHL", default=())
    start: PartDate = described("From when.", "2020", default="")
    end: PartDate = described("Until when.", "2021", default="")
    cost: float | None = described("What it costs.", "100000", default=None, ge=0, le=1e15)
    secured: float | None = described("What is secured of it.", "20000", default=None, ge=0, le=1e15)
    currency: str = described("Currency of both.", "USD", default="", pattern="^$|^[A-Z]{3}$")
    activity: Link = described("Key of the activity that it became.", "", default="")
    article: str = described("Article of the Convention.", "11", default="")
    response: str = described("What is done about it.", "", default="")
