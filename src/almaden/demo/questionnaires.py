"""A made-up questionnaire that comes with the package: which technologies and services countries need for waste."""

from __future__ import annotations

import importlib.resources
import json

from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import Questionnaire

#: Code of the area that asks.
AREA = "WASTE"


def demo_questionnaire() -> Questionnaire:
    """The questionnaire, in English, French and Spanish; all of it made up."""
    folder = importlib.resources.files("almaden.demo").joinpath("data", "questionnaires")
    return form_of(json.loads(folder.joinpath("mercury-waste.json").read_text(encoding="utf-8")))
