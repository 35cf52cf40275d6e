"""A run made by hand that holds everything a format has to show, hostile text included."""

from __future__ import annotations

from checker.api import Severity
from checker.engine import Run
from checker.model import (
    Anchor,
    Confidence,
    Document,
    Edit,
    Finding,
    Fix,
    Outcome,
    Paragraph,
    Problem,
    RelatedPlace,
    Report,
    Result,
    State,
    Table,
    Verdict,
)
from checker.model import Cell as C
from checker.rule import Rule, rule

HOSTILE = "[bookmark: _GoBack][red]红[/red]\x1b[31m警\u202e告<script>alert(1)</script>=cmd()\u200b"

ROWS = [
    ["", "申请人情况"],
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ["一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "1", "0", "18"],
    ["二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2"],
    ["（一）予以公开", "9", "2", "0", "0", "1", "0", "12"],
]
PROSE = [
    "石桥县林业局2024年政府信息公开工作年度报告",
    "一、总体情况",
    "全年主动公开政府信息119条。其中：通过县政府门户网站公开82条，通过政务新媒体公开45条，"
    "公众可在政务服务大厅查阅；全年答复咨询  件，满意率百分之九十八。",
    HOSTILE,
    "全年召开新闻发布会2场,接受群众来访31人次,发放宣传册400份。",
]


def _rule(code: str, name: str, severity: Severity, title: str) -> Rule:
    def check(report: Report) -> list[Problem]:
        return []

    check.__doc__ = f"{title}。"
    return rule(code, name, severity, basis="《政府信息公开条例》第五十条")(check)


RULES = [
    _rule("N301", "missing-section", Severity.ERROR, "缺少应有的部分"),
    _rule("T203", "applicant-sum-wrong", Severity.ERROR, "总计与各类申请人之和不符"),
    _rule("L601", "half-width-mark", Severity.WARNING, "中文里用了半角标点"),
]


def cell(row: int, column: int, label: str = "") -> Anchor:
    """The anchor of a cell of the sample's only table; `column` counts the row's own cells."""
    return Anchor(table=1, row=row, cell=column, quote=ROWS[row - 1][column - 1], label=label)


def document() -> Document:
    """The paragraphs and the table that the findings of `bad()` point at."""
    paragraphs = [Paragraph(text, Anchor(paragraph=n, quote=text)) for n, text in enumerate(PROSE, 1)]
    paragraphs[1].heading = 1
    rows = [[C(text, cell(r, c)) for c, text in enumerate(row, 1)] for r, row in enumerate(ROWS, 1)]
    rows[0][0].row_span, rows[0][1].col_span = 2, 7
    return Document("石桥县林业局2024.docx", "docx", "ab" * 32, [*paragraphs, Table(rows, Anchor(table=1))])


def finding(
    code: str, name: str, severity: Severity, message: str, pointer: str, at: Anchor, **more: object
) -> Finding:
    """A finding with everything usual filled in."""
    fields: dict[str, object] = {
        "values": {}, "related": [], "fix": None, "confidence": Confidence.CERTAIN,
        "fingerprint": f"{len(message):064x}",
    }  # fmt: skip
    return Finding(code, name, severity, message, pointer=pointer, location=at, **(fields | more))  # type: ignore[arg-type]


def _sum_wrong() -> Finding:
    keys = ["individual", "company", "research", "nonprofit", "legal_service", "other"]
    related = [
        RelatedPlace(f"/requests/received/{key}", cell(3, n, ROWS[1][n - 2]), ROWS[1][n - 2])
        for n, key in enumerate(keys, 2)
    ]
    return finding(
        "T203", "applicant-sum-wrong", Severity.ERROR,
        "表三「一、本年新收政府信息公开申请数量」行：总计填 18，自然人与五类组织合计 16，多 2。"
        "请核对这一行的各数与总计。",
        "/requests/received/total", cell(3, 8, "总计"), related=related,
        values={"stated": 18, "computed": 16, "difference": 2},
    )  # fmt: skip


def _parts() -> Finding:
    text = PROSE[2]
    at = text.index("119条")
    web, media = text.index("82条"), text.index("45条")
    return finding(
        "P401", "parts-do-not-add-up", Severity.ERROR,
        "各分项合计 127，总数写 119，相差 8。请核对总数与分项。",
        "/sections/0/paragraphs/0", Anchor(paragraph=3, quote="119条"), around=(text[:at], text[at + 4 :]),
        related=[
            RelatedPlace("/sections/0/paragraphs/0", Anchor(paragraph=3, quote=text[part : part + 3]), "分项")
            for part in (web, media)
        ],
    )  # fmt: skip


def _commas() -> list[Finding]:
    text, found = PROSE[4], []
    for at in (i for i, c in enumerate(text) if c == ","):
        edit = Edit("/sections/0/paragraphs/2", ",", "，", Anchor(paragraph=5, quote=","))
        found.append(
            finding(
                "L601",
                "half-width-mark",
                Severity.WARNING,
                "中文里用了半角逗号，应为「，」。",
                "/sections/0/paragraphs/2",
                Anchor(paragraph=5, quote=","),
                around=(text[:at], text[at + 1 :]),
                fix=Fix("改为全角逗号", (edit,), safe=True),
            )
        )
    return found


def bad() -> Result:
    """A report with findings of every severity, unsure and suppressed ones, and checks not made."""
    doc = document()
    text = PROSE[2]
    gap = text.index("  件")
    findings = [
        _sum_wrong(),
        _parts(),
        finding(
            "N301", "missing-section", Severity.ERROR,
            "缺少「六、其他需要报告的事项」。没有可报告的事项时也应列出标题并写明。",
            "/sections/5", Anchor(paragraph=5),
        ),
        *_commas(),
        finding(
            "W701", "residue", Severity.WARNING, f"残留了排版程序的内容「{HOSTILE}」，请删去。",
            "/sections/0/paragraphs/1", Anchor(paragraph=4, quote=HOSTILE), around=("", ""),
        ),
        finding(
            "N309", "title-off-form", Severity.INFO,
            "标题与格式不一致：应为「石桥县林业局2024年政府信息公开工作年度报告」。",
            "/title", Anchor(paragraph=1, quote="石桥县林业局"), around=("", PROSE[0][6:]),
        ),
        finding(
            "P406", "number-missing", Severity.ERROR, "「件」前面缺少数字。",
            "/sections/0/paragraphs/0", Anchor(paragraph=3, quote="  件"),
            around=(text[:gap], text[gap + 3 :]), confidence=Confidence.UNSURE,
        ),
        finding(
            "L606", "space-by-digit", Severity.INFO, "汉字与数字之间有空格。", "/preamble",
            Anchor(paragraph=2), suppressed="已在基线中",
        ),
    ]  # fmt: skip
    no_previous = "没有给出上一年度的年报"
    outcome = {f.code: Outcome(State.FINDINGS) for f in findings}
    outcome |= {code: Outcome(State.OK) for code in ("S101", "S102", "T201", "T202", "N302", "N303", "L602")}
    outcome |= {
        "T204": Outcome(State.NOT_CHECKED, "表四没有读到：只有一张图片"),
        "T206": Outcome(State.OK, "3 行的总计为空，未核对"),
        "Y801": Outcome(State.NOT_CHECKED, no_previous),
        "Y802": Outcome(State.NOT_CHECKED, no_previous),
        "Y803": Outcome(State.NOT_CHECKED, no_previous),
        "T205": Outcome(State.NOT_APPLICABLE, "只用于2019年版格式"),
        "T207": Outcome(State.NOT_APPLICABLE, "只用于2019年版格式"),
        "D751": Outcome(State.OFF),
    }
    report = Report(doc, {"organ": "石桥县林业局", "sections": []}, edition="2021", year=2024)
    return Result(
        doc.path, doc.sha256, "石桥县林业局", 2024, "2021", Verdict.FAILED, outcome, findings,
        [("/remedies", "表四没有读到：只有一张图片")], seconds=0.25, report=report,
    )  # fmt: skip


def good() -> Result:
    """A report with nothing wrong."""
    outcome = {code: Outcome(State.OK) for code in ("S101", "T201", "T202", "T203", "T204", "N301", "N302")}
    return Result("年报/南浦镇2024.txt", "cd" * 32, "南浦镇人民政府", 2024, "2021", Verdict.PASSED, outcome)


def unreadable() -> Result:
    """A file nobody can read."""
    found = finding(
        "E001", "unreadable", Severity.ERROR,
        "文件已损坏，无法打开。请用 Word 或 WPS 打开并另存一份。", "", Anchor(),
    )  # fmt: skip
    codes = ("S101", "S102", "S103", "T201", "T202", "T203", "T204", "N301", "N302", "N303", "Y801")
    outcome = {"E001": Outcome(State.FINDINGS)}
    outcome |= {code: Outcome(State.NOT_CHECKED, "文件没有读出来") for code in codes}
    return Result(
        "年报/坏 文件\x1b]0;x\x07.docx", "ef" * 32, verdict=Verdict.INCOMPLETE,
        outcome=outcome, findings=[found],
    )  # fmt: skip


def incomplete() -> Result:
    """A report of another edition in a text file, where table 三 could not be read."""
    why = "表三的列数与格式不符"
    line = finding(
        "N303", "section-title", Severity.WARNING,
        "第五部分的标题写作「存在问题」，格式为「存在的主要问题及改进情况」。",
        "/sections/4/title", Anchor(line=87, column=3, paragraph=20, quote="存在问题"), around=("五、", ""),
    )  # fmt: skip
    outcome = {code: Outcome(State.NOT_CHECKED, why) for code in ("T201", "T202", "T203", "T206")}
    outcome |= {"N301": Outcome(State.OK), "N303": Outcome(State.FINDINGS)}
    return Result(
        "年报/某市发展和改革委员会政府信息公开工作年度报告（2020年）.txt", "01" * 32,
        "某市发展和改革委员会", 2020, "2019", Verdict.INCOMPLETE, outcome, [line], [("/requests", why)],
    )  # fmt: skip


def run(*results: Result, as_of: str = "2025-01-31") -> Run:
    """A run over these results, over all four of them when none is given."""
    chosen = list(results) or [bad(), good(), unreadable(), incomplete()]
    return Run(
        results=chosen, as_of=as_of, rules=RULES, fail_on=Severity.ERROR, crashed=False,
        skipped=2 if len(chosen) > 1 else 0, seconds=1.5,
    )  # fmt: skip
