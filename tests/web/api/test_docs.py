"""The documentation page: made from the description, complete, without scripts."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from django.test import Client

from almaden.web.api.app import api
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> str:
    answer = client.get("/api/docs")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_operation_and_record_is_on_the_page(page: str) -> None:
    described = api.get_openapi_schema()
    for methods in described["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    for link in set(re.findall(r'href="#(record-\w+)"', page)):
        assert f'id="{link}"' in page


def test_the_page_runs_no_script_of_its_own(page: str) -> None:
    assert not re.search(r"<script(?![^>]* (src|type=.application/json))", page)
    assert not re.search(r"\son\w+=", page)


def test_the_examples_work(page: str, call: Call) -> None:
    """Reading ones for the public are carried out; bodies of the others are JSON that the operation knows."""
    from html import unescape

    examples = [unescape(text) for text in re.findall(r"<pre dir=\"ltr\"><code>(curl .*?)</code>", page, re.DOTALL)]
    assert len(examples) == sum(map(len, api.get_openapi_schema()["paths"].values()))
    for example in examples:
        words = shlex.split(example)
        if words[:2] == ["curl", words[-1]]:
            path = words[-1].partition("/api/v1")[2]
            assert call("get", path).status_code in (200, 404), example
        if "-d" in words:
            json.loads(words[words.index("-d") + 1])
