"""What the journal says was done, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from almaden.wording import n_

ACTION_WORDS: Final = MappingProxyType(
    {
        "inventory.add": n_("inventory made"),
        "inventory.import": n_("inventory brought in"),
        "inventory.new_version": n_("new version begun"),
        "inventory.change": n_("settings changed"),
        "inventory.add_row": n_("row added"),
        "inventory.change_row": n_("row changed"),
        "inventory.remove_row": n_("row removed"),
        "review.submit": n_("submitted"),
        "review.take": n_("review begun"),
        "review.give_back": n_("returned to the author"),
        "review.publish": n_("published"),
        "review.withdraw": n_("withdrawn"),
        "review.take_back": n_("taken back by the author"),
        "comment.add": n_("comment written"),
        "comment.resolve": n_("comment settled"),
        "factor_layer.add": n_("factor layer made"),
        "factor_layer.change": n_("factor layer changed"),
        "dataset.add": n_("data set made"),
        "dataset.change": n_("data set changed"),
        "dataset.reopen": n_("data set reopened"),
        "data.import": n_("file brought in"),
        "observations.import": n_("observations brought in"),
        "observations.withdraw": n_("observations withdrawn"),
        "edition.create": n_("edition made"),
        "registry.add": n_("record added"),
        "registry.change": n_("record changed"),
        "registry.propose": n_("correction proposed"),
        "registry.submit": n_("submitted"),
        "registry.give_back": n_("returned to the author"),
        "registry.publish": n_("published"),
        "registry.withdraw": n_("withdrawn"),
        "registry.remove": n_("draft deleted"),
        "registry.accept": n_("correction approved"),
        "registry.refuse": n_("correction refused"),
        "registry.merge": n_("two records merged"),
        "registry.undo_merge": n_("merge undone"),
        "registry.load": n_("registry loaded"),
        "update_link.ask": n_("partners asked for news"),
        "update_link.open": n_("link opened"),
        "update_link.answer": n_("link answered"),
        "update_link.withdraw": n_("link withdrawn"),
        "partnership_report.add": n_("report begun"),
        "partnership_report.change": n_("report changed"),
        "partnership_report.write": n_("section written"),
        "partnership_report.status": n_("status of a section changed"),
        "partnership_report.ask": n_("leads asked for texts"),
        "partnership_report.issue": n_("report issued"),
        "partnership_report.withdraw": n_("report withdrawn"),
        "partnership_report.correct": n_("correction of a report begun"),
        "application.add": n_("application sent"),
        "application.accept": n_("application accepted"),
        "application.decline": n_("application declined"),
    }
)
