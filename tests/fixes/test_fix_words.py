"""Every reason that `fix` gives is in the catalogue of translations."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

import checker

FOLDER = Path(checker.__file__).parent


def test_all_that_is_said_is_translated() -> None:
    with (FOLDER / "locale" / "en" / "LC_MESSAGES" / "gouji.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file, locale="en") if message.id}
    said, missing = 0, []
    for path in sorted((FOLDER / "fixes").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                if not re.search(r"[\u4e00-\u9fff]", node.value) or node.value == "、":
                    continue
                said += 1
                if node.value not in known:
                    missing.append(f"{path.name}:{node.lineno}: {node.value}")
    assert said > 20
    assert not missing
