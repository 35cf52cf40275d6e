"""Typography (L): marks, spaces, pairs, numbers and paragraphs of the prose, by GB/T 15834, 15835 and 9704."""

from __future__ import annotations

from . import rules_characters, rules_marks, rules_pairs, rules_paragraphs

RULES = sorted(
    [
        *rules_marks.RULES, *rules_pairs.RULES, *rules_characters.RULES, *rules_paragraphs.RULES,
    ],
    key=lambda rule: rule.code,
)  # fmt: skip
