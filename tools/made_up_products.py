"""A made-up campaign of product tests for the made-up store: the bundled example published, and a draft of Ghana."""

from __future__ import annotations

import io
from typing import Any

#: Lets the draft have a request without an answer, one that is due, and a listing to look for.
_DRAFT: dict[str, list[dict[str, Any]]] = {
    "products": [
        {"id": "P1", "kind": "cosmetic", "brand": "Brand A (made up)", "name": "Cream (made up)", "lot": "A12"},
        {"id": "P2", "kind": "cosmetic", "brand": "Brand B (made up)", "name": "Soap (made up)", "country": "CHN"},
        {"id": "P3", "kind": "cosmetic", "brand": "Brand C (made up)", "name": "Lotion (made up)"},
    ],
    "tests": [
        {"product": "P1", "method": "XRF", "value": "12400", "unit": "ppm", "detection_limit": "5", "country": "GHA",
         "seller_kind": "platform", "platform": "Platform (made up)", "url": "https://shop.example/item/1",
         "tested_on": "2025-03-20", "uncertainty": "1200"},
        {"product": "P2", "method": "CV-AAS", "value": "0.3", "unit": "mg/kg", "detection_limit": "0.02",
         "country": "GHA", "seller_kind": "market", "tested_on": "2025-03-21"},
        {"product": "P3", "method": "XRF", "unit": "ppm", "below_detection": "y", "detection_limit": "5",
         "country": "GHA", "seller_kind": "shop", "tested_on": "2025-03-21"},
    ],
    "takedowns": [
        {"id": "R1", "product": "P1", "platform": "Platform (made up)", "url": "https://shop.example/item/1",
         "requested_on": "2025-04-01"},
        {"id": "R2", "product": "P1", "platform": "Second platform (made up)", "url": "https://other.example/item/7",
         "requested_on": "2025-04-02", "answered_on": "2025-04-09", "outcome": "removed", "removed_on": "2025-04-10"},
    ],
}  # fmt: skip


def fill_products(people: dict[str, Any]) -> dict[str, int]:
    """Keep the example as a published campaign, and a draft with a photograph, whose take-downs are followed."""
    from PIL import Image

    from almaden.demo.store_loader import load_product_tests
    from almaden.store.models import ProductCampaign
    from almaden.store.product_tests import campaigns, photos, rows

    load_product_tests()
    about = {"title": "Creams of the market (made up)", "year": "2025", "made_up": "y", "sampling": "targeted",
             "organiser": "Consumers (made up)"}  # fmt: skip
    draft = campaigns.make(people["kofi"], about, country="GHA")
    rows.add_rows(people["kofi"], draft, {name: list(each) for name, each in _DRAFT.items()})
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (190, 120, 90)).save(picture, "JPEG")
    picture.seek(0)
    test = draft.tests.order_by("pk")[0]
    photo = photos.add_photo(people["kofi"], test, picture, "front.jpg")
    published = ProductCampaign.objects.get(state="published")
    return {
        "campaign": published.pk, "campaign_draft": draft.pk, "campaign_test": test.pk, "campaign_photo": photo.pk,
        "campaign_request": draft.takedowns.order_by("pk")[0].pk,
    }  # fmt: skip
