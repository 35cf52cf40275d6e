"""Hundreds of sentences as reports have them, right ones and wrong ones, each put into a report.

`prose/right.yaml` may raise no warning: false alarms would end the use of the tool. `prose/wrong.yaml` has one
slip a sentence, and the code that finds it. A sentence has its `section`, and perhaps a `carrier` (the report it
is put into, see `_carrier`), a `head` (the sub-heading it stands under), an `organ`, `set` and `replace`. A right
sentence of section 一 is tried under the sub-heading it would really stand under as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
import yaml

from checker.model import Confidence, Finding, Severity

PROSE = Path(__file__).parent / "prose"
FAMILIES = ("P", "W", "D", "L")
NUMERALS = "一二三四五六"
QUIET = "落实《条例》各项要求。"
#: Right sentences are run in so many parts, so that a failure says where.
PARTS = 10
REQUESTS = re.compile("申请|办结|不予公开|受理|答复|不掌握|依申请")
MATTERS = re.compile("公文|属性|热线|工单|建议|提案")


def _sentences(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((PROSE / name).read_text(encoding="utf-8")))


RIGHT, WRONG = _sentences("right.yaml"), _sentences("wrong.yaml")


def _renamed(node: Any, name: str) -> Any:
    if isinstance(node, str):
        return node.replace("安澜县水务局", name)
    if isinstance(node, list):
        return [_renamed(item, name) for item in node]
    return {key: _renamed(item, name) for key, item in node.items()} if isinstance(node, dict) else node


def _zero(node: Any) -> Any:
    return {key: _zero(item) for key, item in node.items()} if isinstance(node, dict) else 0


def _carrier(word: str) -> dict[str, Any]:
    """The report of a year (`24`), its section 一 emptied (`h`), or that of a county government (`c`), a town (`t`),
    an organ with two requests and one review (`s`), or one without any (`z`)."""
    kind, data = word[0], support.instance(f"good-20{word[-2:]}.json")
    if kind == "h":
        data["sections"][0]["paragraphs"] = []
    if kind == "c":
        data = _renamed(data, "安澜县人民政府") | {"organ_type": "government", "scope": "aggregate"}
    if kind == "t":
        data = _renamed(data, "安澜县青坪镇人民政府") | {"organ_type": "town"}
    if kind in "sz":
        data["requests"], data["remedies"] = _zero(data["requests"]), _zero(data["remedies"])
        data["sections"][0]["paragraphs"] = ["2024年，我局落实《条例》各项要求。"]
        data["sections"][4]["paragraphs"] = ["主要问题：信息更新不够及时。改进措施：加强培训。"]
        data["sections"][5]["paragraphs"] = []
    if kind == "z":
        data["disclosure"] = _zero(data["disclosure"])
    if kind == "s":
        rows = (
            ("received", 2),
            ("outcome/granted", 1),
            ("outcome/unavailable/not_held", 1),
            ("outcome/total", 2),
        )
        for row, value in rows:
            support.get(data, f"/requests/{row}").update(individual=value, total=value)
        data["remedies"]["reconsideration"].update(upheld=1, total=1)
        data["disclosure"]["normative_documents"] = {"made": 1, "repealed": 0, "in_force": 3}
    return data


def _report(item: dict[str, Any]) -> dict[str, Any]:
    data = _carrier(str(item.get("carrier", "24")))
    if item.get("organ"):
        data = _renamed(data, item["organ"])
    support.change(data, {"set": item.get("set")})
    section = data["sections"][NUMERALS.index(item["section"])]
    new = str(item["text"]).rstrip("\n").split("\n")
    if item.get("head"):
        section["paragraphs"] = [f"{data['year']}年，{QUIET}", item["head"], *new]
    else:
        section["paragraphs"] = new if item.get("replace") else [*section["paragraphs"], *new]
    return data


def _findings(item: dict[str, Any]) -> list[Finding]:
    return support.check(_report(item), *FAMILIES).findings


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.location.quote, finding.message


def _in_their_places(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        if item["section"] == "一" and not item.get("head"):
            asked = REQUESTS.search(item["text"]) and not MATTERS.search(item["text"])
            yield item | {"head": "（二）依申请公开情况" if asked else "（一）主动公开情况"}


@pytest.fixture(scope="module")
def known() -> dict[str, set[tuple[str, str, str]]]:
    """What each carrier raises by itself."""
    carriers = {str(item.get("carrier", "24")) for item in (*RIGHT, *WRONG)}
    quiet = ((c, {"carrier": c, "section": "一", "text": QUIET}) for c in carriers)
    return {carrier: {_key(f) for f in _findings(item)} for carrier, item in quiet}


@pytest.mark.parametrize("part", range(PARTS))
def test_right_sentences_raise_no_warning(part: int, known: dict[str, set[tuple[str, str, str]]]) -> None:
    alarms = []
    for item in _in_their_places(RIGHT[part::PARTS]):
        for finding in _findings(item):
            loud = finding.severity is not Severity.INFO and finding.confidence is not Confidence.UNSURE
            if loud and _key(finding) not in known[str(item.get("carrier", "24"))]:
                alarms.append(f"{item['text']}\n    {finding.code} {finding.message}")
    assert not alarms, "\n".join(alarms)


@pytest.mark.parametrize("item", WRONG, ids=lambda item: f"{item['code']} {item['text'][:30]}")
def test_a_slip_is_found(item: dict[str, Any], known: dict[str, set[tuple[str, str, str]]]) -> None:
    new = [f for f in _findings(item) if _key(f) not in known[str(item.get("carrier", "24"))]]
    assert item["code"] in {f.code for f in new}, [f"{f.code} {f.message}" for f in new]
