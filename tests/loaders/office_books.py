"""Workbooks as offices fill them in, drawn by a seed: layouts, titles, formats, notes, sheets beside the point."""

from __future__ import annotations

from random import Random
from typing import Any

from workbooks import TABLES, book, layout, placed, put

ORGAN = "安澜县水务局"
SECTIONS = {
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
}
SHEETS = {"disclosure": "表二", "requests": "表三", "remedies": "表四"}


class Office:
    """How one office does it: every attribute is a habit."""

    def __init__(self, seed: int) -> None:
        draw = self.draw = Random(seed)
        self.example = draw.choice(("good-2020", "good-2023", "good-2024", "bad-2020", "bad-2024"))
        self.year = int(self.example[-4:])
        self.layout = draw.choice(("sheets", "below", "beside"))
        self.title = draw.choice(("", "section", "caption", "year"))
        self.unit = draw.choice(("", "beside", "row"))
        self.formats = draw.choice(("", '0"件"', "G/通用格式", "#,##0", "text", "formula"))
        self.side = draw.choice(("", "", "note", "check")) if self.layout != "beside" else ""
        self.extra = draw.choice(("", "template", "last year", "guide", "hidden", "empty"))
        self.top, self.left = draw.choice((0, 0, 2)), draw.choice((0, 0, 1, 2))
        self.merged, self.spaced, self.numbered, self.flat, self.foot, self.frozen = (
            draw.random() < chance for chance in (0.7, 0.25, 0.15, 0.1, 0.5, 0.5)
        )

    def __repr__(self) -> str:
        return str({name: value for name, value in vars(self).items() if name != "draw"})

    def workbook(self) -> bytes:
        """The workbook; a cover names the year."""
        return book(self._fill)

    def _fill(self, made: Any) -> None:
        cover = made.add_worksheet("封面")
        cover.merge_range(4, 1, 4, 8, f"{ORGAN}{self.year}年政府信息公开工作年度报告")
        page, top, left = None, self.top, self.left
        for name in TABLES:
            rows = self.rows(name)
            if page is None or self.layout == "sheets":
                page, top, left = made.add_worksheet(SHEETS[name]), self.top, self.left
                if self.frozen:
                    page.freeze_panes(4, 3)
            end = self._foot(
                page, self._table(made, page, name, rows, self._titles(page, name, top, left), left), left
            )
            if self.layout == "beside":
                left += max(sum(cell.across for cell in row) for row in rows) + 1 + self.numbered
            else:
                top = end + self.draw.choice((0, 1, 2))
        self._others(made)

    def rows(self, name: str) -> list[Any]:
        """The printed rows of a table, headers set apart by spaces where that is the habit."""
        rows: list[Any] = next(block.rows for block in layout(self.example).blocks if block.name == name)
        for cell in (cell for row in rows for cell in row if self.spaced and cell.role == "head"):
            plain = "".join(cell.text.split())
            cell.text = " ".join(plain) if len(plain) < 5 else plain
        return rows

    def _titles(self, page: Any, name: str, top: int, left: int) -> int:
        plain = SECTIONS[name][2:]
        text = {
            "section": SECTIONS[name],
            "caption": f"附{SHEETS[name]} {plain}",
            "year": f"{self.year}年{plain}",
        }
        if self.title:
            page.write(top, left, text[self.title])
            if self.unit == "beside" and self.layout != "beside":
                page.write(top, left + 5, "单位：件")
            top += 1
        if self.unit == "row":
            page.write(top, left, f"填报单位：{ORGAN}")
            page.write(top, left + 2, f"{self.year}年度")
            top += 1
        return top

    def _foot(self, page: Any, top: int, left: int) -> int:
        if not self.foot:
            return top
        page.write(top, left, f"注：数据截至{self.year}年12月31日。")
        signed = ("填表人：张三", "审核人：李四", f"填表日期：{self.year + 1}年1月10日")
        for place, text in enumerate(signed if self.layout != "beside" else signed[:1]):
            page.write(top + 1, left + 2 * place, text)
        return top + 2

    def _table(self, made: Any, page: Any, name: str, rows: list[Any], top: int, left: int) -> int:
        if self.flat and name == "requests":
            return self._flat(made, page, rows, top, left)
        start = left + self.numbered
        end = put(page, rows, top, start, self.merged)
        right = start
        for r, c, cell in placed(rows):
            right = max(right, start + c + cell.across)
            if cell.role == "figure":
                self._figure(made, page, top + r, start + c, cell.text, cell is rows[r][-1])
        figures = [r for r, row in enumerate(rows) if any(cell.role == "figure" for cell in row)]
        if self.numbered:
            page.write(top, left, "序号")
            for number, r in enumerate(figures, 1):
                page.write(top + r, left, number)
        if self.side == "note":
            page.write(top + figures[0], right + 1, "注：含下属单位")
        elif self.side == "check":
            page.write(top, right, "校验")
            for r in figures:
                page.write_formula(top + r, right, "=A1=A2", None, "正确")
        return end

    def _flat(self, made: Any, page: Any, rows: list[Any], top: int, left: int) -> int:
        """Table 三 with one column of labels, the groups' on rows of their own."""
        heads = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
        for place, text in enumerate(heads):
            page.write(top, left + place, text)
        for row in rows:
            labels = [cell.text for cell in row if cell.role == "label"]
            figures = [cell.text for cell in row if cell.role == "figure"]
            if not figures:
                continue
            for group in labels[:-1]:
                top += 1
                page.write(top, left, group)
            top += 1
            page.write(top, left, "\u3000" * len(labels[:-1]) + labels[-1])
            for place, text in enumerate(figures, 1):
                self._figure(made, page, top, left + place, text, place == len(figures))
        return top + 1

    def _figure(self, made: Any, page: Any, row: int, column: int, text: str, last: bool) -> None:
        if not text.replace(".", "", 1).isdecimal():
            page.write(row, column, text)
        elif self.formats == "text":
            page.write_string(row, column, f" {text}")
        elif self.formats == "formula" and last:
            page.write_formula(row, column, "=SUM(A1:A2)", None, float(text))
        else:
            own = self.formats if "." not in text and self.formats != "formula" else ""
            shown = made.add_format({"num_format": own}) if own else None
            page.write_number(row, column, float(text) + (1e-12 if "." in text else 0), shown)

    def _others(self, made: Any) -> None:
        if self.extra == "guide":
            page = made.add_worksheet("填报说明")
            lines = (
                "填报说明",
                "1.没有的填0。",
                "2.一、本年新收与二、上年结转之和，等于（七）总计与四之和。",
            )
            for row, text in enumerate(lines):
                page.write(row, 0, text)
        elif self.extra == "empty":
            made.add_worksheet("Sheet2")
        elif self.extra:
            for name in TABLES:
                rows = self.rows(name)
                for cell in (cell for row in rows for cell in row if cell.role == "figure"):
                    cell.text = "" if self.extra == "template" else "3"
                sheet = f"{self.year - 1}年" if self.extra == "last year" else "样表"
                page = made.add_worksheet(f"{sheet}{SHEETS[name]}")
                put(page, rows, 0)
                if self.extra == "hidden":
                    page.hide()


__all__ = ["ORGAN", "Office"]
