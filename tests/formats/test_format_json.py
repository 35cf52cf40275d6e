"""`json` and `jsonl` against their schema, with hand-made and with real results."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sample
from jsonschema import Draft202012Validator

from checker.engine import Engine, Run, Settings, day_of
from checker.formats import json as json_format
from checker.formats import jsonl as jsonl_format
from checker.formats.jsonable import dumps, plain, result_as_json, run_as_json
from checker.registry import load

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted((ROOT / "examples").glob("*-20*.*"))

REPORT_KEYS = [
    "path",
    "kind",
    "as_of",
    "sha256",
    "organ",
    "year",
    "edition",
    "verdict",
    "outcome",
    "coverage",
    "notes",
    "unread",
    "findings",
]
FINDING_KEYS = [
    "code", "name", "severity", "message", "values", "pointer", "location", "related", "confidence", "fix",
    "fingerprint", "suppressed",
]  # fmt: skip
LOCATION_KEYS = [
    "path", "line", "column", "page", "bbox", "paragraph", "table", "row", "cell", "quote", "text",
]  # fmt: skip
SUMMARY_KEYS = ["error", "warning", "info", "review", "suppressed", "not_checked"]


def rendered(run: Run, module: Any = json_format) -> str:
    stream = io.StringIO()
    module.render(run, stream)
    return stream.getvalue()


def faults(instance: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(instance)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_sample_fits_the_schema() -> None:
    assert faults(json.loads(rendered(sample.run()))) == []


def test_an_empty_run_fits_the_schema() -> None:
    assert faults(json.loads(rendered(Run([], "", [])))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_real_output_fits_the_schema(path: Path) -> None:
    engine = Engine(load(), Settings())
    results = [engine.check_bytes(path.read_bytes(), path.name)]
    run = Run(results, day_of(engine.settings, results), list(engine.registry.rules.values()))
    assert faults(json.loads(rendered(run))) == []


def test_keys_stand_in_the_order_of_the_design() -> None:
    data = json.loads(rendered(sample.run()))
    assert list(data) == ["version", "tool", "as_of", "profile", "reports", "summary"]
    assert list(data["tool"]) == ["name", "version", "rules"]
    assert list(data["summary"]) == SUMMARY_KEYS
    for report in data["reports"]:
        assert list(report) == REPORT_KEYS
        for finding in report["findings"]:
            assert list(finding) == FINDING_KEYS
            assert list(finding["location"]) == LOCATION_KEYS


def test_counts_leave_out_the_unsure_and_the_suppressed() -> None:
    summary = json.loads(rendered(sample.run(sample.bad())))["summary"]
    assert summary == {"error": 3, "warning": 3, "info": 1, "review": 1, "suppressed": 1, "not_checked": 4}


def test_a_fix_says_where_and_what() -> None:
    findings = json.loads(rendered(sample.run(sample.bad())))["reports"][0]["findings"]
    fix = next(f["fix"] for f in findings if f["code"] == "L601")
    assert fix["safe"] is True
    assert [(e["old"], e["new"], e["location"]["paragraph"]) for e in fix["edits"]] == [(",", "，", 5)]
    assert next(f["fix"] for f in findings if f["code"] == "T203") is None


def test_jsonl_is_one_report_a_line_and_the_same_objects() -> None:
    run = sample.run()
    run.results[0].findings[0].message += "\u2028\x85"
    text = rendered(run, jsonl_format)
    lines = text.splitlines()
    assert text.endswith("}\n") and len(lines) == len(run.results)
    assert [json.loads(line) for line in lines] == json.loads(rendered(run))["reports"]


def test_text_that_a_terminal_would_obey_is_escaped_and_means_the_same() -> None:
    text = rendered(sample.run(sample.bad()))
    assert not set(text) & {"\x1b", "\u202e"}
    assert sample.HOSTILE in json.dumps(json.loads(text), ensure_ascii=False).replace("\\u001b", "\x1b")


def test_a_file_name_that_is_no_text_can_be_written_as_utf_8() -> None:
    result = sample.good()
    result.path = "坏\udcff.txt"
    text = rendered(sample.run(result))
    assert text.encode("utf-8")
    assert json.loads(text)["reports"][0]["path"] == "坏\udcff.txt"


def test_the_same_run_gives_the_same_bytes() -> None:
    assert rendered(sample.run()) == rendered(sample.run())
    assert "\r" not in rendered(sample.run())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("12.50"), 12.5),
        (Decimal("3"), 3),
        (Fraction(1, 4), 0.25),
        ((1, "二"), [1, "二"]),
        ({3, 1}, [1, 3]),
        (float("nan"), "nan"),
        (True, True),
        (sample.Severity.ERROR, "error"),
        ({"a": Path("x")}, {"a": "x"}),
    ],
)
def test_values_of_messages_become_json(value: Any, expected: Any) -> None:
    found = plain(value)
    assert found == expected and type(found) is type(expected)
    assert dumps(found)


def test_one_report_is_the_same_alone_and_in_the_run() -> None:
    run = sample.run()
    assert run_as_json(run)["reports"][0] == result_as_json(run.results[0])
