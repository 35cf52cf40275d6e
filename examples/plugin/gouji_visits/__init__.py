"""An example of a plugin: one rule that only one province asks for."""

from __future__ import annotations

from collections.abc import Iterable

from checker.api import Rule, hookimpl


@hookimpl
def gouji_rules() -> Iterable[Rule]:
    """The rules of this plugin. They are imported here, so that a start which needs none pays for none."""
    from gouji_visits.rules import RULES

    return RULES
