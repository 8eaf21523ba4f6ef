"""Who can help whom: offers that fit a need and needs that fit an offer, with every reason told.

The five steps: hard filters (:mod:`.filters`), scored parts (:mod:`.scores`), likeness of words (:mod:`.text`),
chains of offers (:mod:`.chains`) and allocation under capacity (:mod:`.allocation`). What is found is a suggestion:
what an offer reaches is as its provider states it, unless its grade of evidence is A or B.
"""
