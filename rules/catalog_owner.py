"""C507: the catalogue of one office, the report of another."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, fold, rule

from .outline import regex, words

#: The marks of places of one level, from the highest.
_LEVELS = (("省", "自治区"), ("市", "自治州", "盟"), ("县", "自治县", "区", "旗"), ("镇", "乡", "街道"))


@rule(
    "C507",
    "catalog-of-another",
    Severity.INFO,
    basis="（没有明文：清单和年报不是一家的，别的核对都不作数）",
    catalog=True,
)
def catalog_of_another(report: Report) -> Iterator[Problem | Unchecked]:
    """栏目清单和年报可能不是一家的。

    拿清单写的「网站」和年报的机关比：两边的地名没有一个相同，或者清单是同一地方另一个部门的，请人核对。清单是本级
    人民政府网站的（各部门的栏目多在那里），不算。清单没有写「网站」、年报看不出机关的，说明没有核对。

    ## 为什么
    一份清单管一个网站。配错了清单，条数对不上、栏目超期都说不到这份年报头上。

    ## 错误
    年报：安澜县水务局。清单：网站，临江县人民政府。

    ## 正确
    清单：网站，安澜县水务局；或者安澜县人民政府。
    """
    catalog = report.catalog
    assert catalog is not None
    site = str(catalog.data.get("site") or "")
    if not site or not report.organ:
        yield Unchecked(
            "清单没有写是哪个「网站」的，没有核对它和年报是不是一家"
            if not site
            else "没有读出年报是哪个机关的，没有核对清单和它是不是一家"
        )
        return
    if _may_be_one(_owner(site), fold(report.organ)):
        return
    yield Problem(
        "/title",
        "年报是「{organ}」的，栏目清单是「{site}」的，请核对是不是配错了清单",
        related=[Note("/site", "清单写的网站", {})],
        confidence=Confidence.UNSURE,
        key=f"{report.organ}:{site}",
        organ=report.organ,
        site=site,
    )


def _owner(site: str) -> str:
    """Whose site it is: 「安澜县人民政府」 of 「安澜县人民政府门户网站」."""
    return regex(words("catalog-owner")["website"]).sub("", fold(site))


def _may_be_one(owner: str, organ: str) -> bool:
    """Whether a site's owner and an office may belong together; where nothing tells, they may."""
    if not owner or owner in organ or organ in owner:
        return True
    theirs, ours = _places(owner), _places(organ)
    # A county and a city may be one in the other: only places of one level tell something.
    level = next((level for level in reversed(_LEVELS) if level in theirs and level in ours), None)
    if level is None:
        return True
    # What stands before a place is not told from it (「税务总局淮安市」): its last two characters are compared.
    if theirs[level] not in organ and ours[level] not in owner:
        return False
    # The place is one: another office's own site is what is left.
    return regex(words("catalog-owner")["office"]).search(owner) is None


def _places(name: str) -> dict[tuple[str, ...], str]:
    """The places in a name by their level, the last two characters before 「市」, 「县」... of each."""
    found: dict[tuple[str, ...], str] = {}
    for match in regex(words("catalog-owner")["place"]).finditer(name):
        level = next(level for level in _LEVELS if match["level"] in level)
        found[level] = match["name"][-2:]
    return found


RULES = [catalog_of_another]
