"""Old Word files (.doc, and .wps, which has the same inside) through `msdoc2docx`, in a process of its own.

It is pure Python that reads whatever a stranger sent: apart, it can be stopped when it takes too long.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping

from checker.loaders.office.converted import Answers, Converted, Failed, in_turns
from checker.loaders.office.process import run, workshop

NAME = "msdoc2docx"
#: Seconds without a further file done until it is stopped (a report takes 0.2, the start as long).
SECONDS = 30.0


def available() -> bool:
    """Whether the extra `doc` is installed."""
    return importlib.util.find_spec("doc2docx") is not None


def convert(files: Mapping[str, bytes]) -> Answers:
    """Convert files; `files` and the answers go by any key. A file the converter died of has no answer."""
    return in_turns(files, _convert)


def _convert(files: Mapping[str, bytes]) -> tuple[Answers, bool]:
    import json

    answers: Answers = {}
    with workshop() as folder:
        names = {key: os.path.join(folder, f"{number:04}") for number, key in enumerate(files)}
        for key, data in files.items():
            with open(f"{names[key]}.doc", "wb") as file:
                file.write(data)
        # -P: no module is ever loaded from the folder the user stands in.
        script = os.path.join(os.path.dirname(__file__), "child.py")
        ended = run(
            [sys.executable, "-P", script, folder], folder, SECONDS,
            progress=lambda: sum(name.endswith(".json") for name in os.listdir(folder)),
        )  # fmt: skip
        for key, name in names.items():
            try:
                with open(f"{name}.json", encoding="utf-8") as said:
                    answer = json.load(said)
                if "error" in answer:
                    answers[key] = Failed(str(answer["error"]))
                else:
                    with open(f"{name}.docx", "rb") as made:
                        answers[key] = Converted(made.read(), NAME, tuple(answer["losses"]))
            except (OSError, ValueError):
                continue
    return answers, ended
