"""Reports whose tables were mangled at random: no figure is read wrong and called certain."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from mangling import MUTATIONS, Mutation, mangled, marked, wrong

from checker.loaders import load
from checker.model import Confidence
from checker.reader import NotAReport, read


def check(name: str, random: Random, most: int = 3) -> None:
    source, truth, done = mangled(name, random, most)
    try:
        report = read(load(source.encode(), "a.html"))
    except NotAReport:
        return
    assert not wrong(report, truth), done


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(["good-2020", "good-2024"]), st.integers(0, 2**32))
def test_no_figure_is_read_wrong_as_certain(name: str, seed: int) -> None:
    check(name, Random(seed))


def test_most_figures_are_read_all_the_same() -> None:
    """What is called unsure wherever something is odd would never be wrong, and of no use."""
    printed = certain = 0
    for seed in range(60):
        source, truth, _done = mangled(("good-2020", "good-2024")[seed % 2], Random(seed))
        report = read(load(source.encode(), "a.html"))
        printed += len(truth)
        certain += sum(
            report.get(pointer) == value and report.sure_of(pointer) is Confidence.CERTAIN
            for pointer, value in truth.items()
        )
    assert certain > 0.9 * printed


@pytest.mark.parametrize("change", MUTATIONS, ids=lambda change: change.__name__)
def test_each_way_to_mangle_changes_something(change: Mutation) -> None:
    pages = set()
    for seed in range(8):
        random = Random(seed)
        root = marked("good-2024")
        change(random, random.choice(root.xpath("//table")))
        pages.add(lxml_html.tostring(root))
    assert len(pages - {lxml_html.tostring(marked("good-2024"))}) > 1
