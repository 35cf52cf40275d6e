"""What a scan has so far, in a file beside its output: a line a page, so that nothing is asked for twice.

A line is written and flushed when its page was read; a last line torn by a power cut is left out
when the file is read again. The first line says which scan it belongs to.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any, TextIO

from checker.scan.page import Record

VERSION = 3


class OtherScan(Exception):
    """A journal of another scan lies where this one's would be."""


class Journal:
    """The records of a scan by URL, in the order they came; kept in a file where `path` is given."""

    def __init__(self, path: str | None, scan: dict[str, Any]) -> None:
        """Open or begin the journal of `scan` (its settings). Raises `OtherScan`, or OSError.

        A setting that is None may be anything in an old journal; `scan` then holds what it was.
        """
        self.path = path
        self.scan = dict(scan)
        self.records: dict[str, Record] = {}
        self.resumed = 0
        self._file: TextIO | None = None
        self._begun = False
        if path is None:
            return
        whole = self._read(path, {"gouji_scan": VERSION, **scan})
        if whole is None:
            self._file = open(path, "w", encoding="utf-8")  # noqa: SIM115 -- closed by close()
        else:
            with open(path, "r+", encoding="utf-8") as file:
                file.truncate(whole)
            self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115
            self._begun = True
        self.resumed = len(self.records)

    def _read(self, path: str, head: dict[str, Any]) -> int | None:
        """Take in an old journal; the length of its whole lines, None where there is none."""
        try:
            with open(path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return None
        end = data.rfind(b"\n") + 1
        lines = data[:end].decode("utf-8", "replace").splitlines()
        if not lines:
            return None
        try:
            first = json.loads(lines[0])
            if first.keys() != head.keys() or any(first[k] != v for k, v in head.items() if v is not None):
                raise OtherScan(path)
            self.scan = {key: first[key] for key in self.scan}
            for line in lines[1:]:
                record = Record.of_json(json.loads(line))
                # What could not be read is asked for again; what may not be read stays so.
                if record.failed in ("", "robots"):
                    self.records[record.url] = record
        except (ValueError, TypeError, AttributeError):
            raise OtherScan(path) from None
        return end

    def begin(self, **settings: Any) -> None:
        """Settle what was left open (None) of the settings; a new journal gets its first line."""
        self.scan |= {key: value for key, value in settings.items() if self.scan.get(key) is None}
        if self._file is not None and not self._begun:
            self._line({"gouji_scan": VERSION, **self.scan})

    def add(self, record: Record) -> None:
        """Keep a page."""
        self.records[record.url] = record
        if self._file is not None:
            self._line(record.as_json())

    def _line(self, value: dict[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._file.flush()

    def close(self, *, done: bool) -> None:
        """Close the file; when the scan is done, nothing is left of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
            if done and self.path is not None:
                with contextlib.suppress(OSError):
                    os.unlink(self.path)
