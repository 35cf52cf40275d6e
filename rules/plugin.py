"""The built-in packs, registered as a third party's would be."""

from __future__ import annotations

from checker.api import Rule, hookimpl


@hookimpl
def gouji_rules() -> list[Rule]:
    """Every built-in rule. The modules are imported here and not above: a command that runs no
    rule should not pay for them."""
    from . import (
        catalog,
        catalog_admitted,
        catalog_counts,
        catalog_veto,
        contents,
        fees,
        form,
        headings,
        numbering,
        overview,
        period,
        personal,
        powers,
        prose_claims,
        prose_gaps,
        prose_shares,
        prose_sums,
        prose_table,
        prose_years,
        sections,
        title,
        totals,
        typography,
        units,
        wording_names,
        wording_repeats,
        wording_residue,
        wording_terms,
        wording_usage,
        wrong_figure,
        years,
    )

    packs = (
        form,
        wrong_figure,
        totals,
        fees,
        powers,
        units,
        sections,
        headings,
        contents,
        overview,
        numbering,
        period,
        title,
        years,
        prose_claims,
        prose_gaps,
        prose_shares,
        prose_sums,
        prose_table,
        prose_years,
        typography,
        wording_residue,
        wording_repeats,
        wording_terms,
        wording_names,
        wording_usage,
        personal,
        catalog,
        catalog_veto,
        catalog_counts,
        catalog_admitted,
    )
    return [rule for pack in packs for rule in pack.RULES]
