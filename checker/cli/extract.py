"""`gouji extract`: a report as data that `check` reads back, or as a page that shows where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli import streams
from checker.cli.options import UsageError, outputs
from checker.i18n import _

if TYPE_CHECKING:
    from checker.model import Json, Report


def run_extract(path: str, places: bool, output: str | None, stdin: Any, stdout: Any, stderr: Any) -> int:
    """Print the report at `path` as data or as a page of places; 1 where it cannot be read, 2 where it is not there."""
    from checker import files
    from checker import registry as plugins
    from checker.cli.check import gather, open_output, spare, tell_problems
    from checker.engine import Engine
    from checker.model import Unreadable
    from checker.reader import NotAReport

    chosen = outputs([output or "json"])[0]
    if chosen.format not in ("json", "html"):
        text = _("extract 只能输出 json 或 html，不能输出「{name}」。")
        raise UsageError(text.format(name=chosen.format))
    registry = plugins.load()
    broken = tell_problems(registry, stderr)
    items, missing = gather(registry, [path], stdin, stderr)
    if missing:
        return 2
    if len(items) != 1:
        text = _("extract 一次只读一份报告，「{path}」有 {n} 个文件。")
        raise UsageError(text.format(path=path, n=len(items)))
    spare([chosen], items, [path])
    try:
        data = files.read(items[0])
        report = Engine(registry).read(data, items[0].shown)
    except Unreadable as error:
        said = [_(text).format(**error.values) for text in (error.why, error.remedy) if text]
        streams.say(stderr, f"{path}: " + "。".join(part.rstrip("。") for part in said) + "。")
        return 1
    except NotAReport:
        streams.say(stderr, _("{path}：里面没有年度报告").format(path=path))
        return 1
    for _pointer, why in report.unread:
        streams.say(stderr, _("没有读到的部分：{why}").format(why=_(why)))
    with open_output(chosen, stdout, machine=True) as stream:
        if chosen.format == "html":
            from checker.formats.places import render_places

            render_places(report, data, stream)
        else:
            from checker.formats.jsonable import dumps

            stream.write(dumps(as_data(report, places)) + "\n")
    return 2 if broken else 0


def as_data(report: Report, places: bool) -> dict[str, Json]:
    """The instance of a report; with `places`, where each of its pointers stands under "places"."""
    from checker.formats.jsonable import location_as_json, plain, portable

    data: dict[str, Json] = plain(report.data)
    if places:
        path = portable(report.document.path)
        data["places"] = {
            pointer: location_as_json(anchor, path) for pointer, anchor in report.origin.items()
        }
    return data
