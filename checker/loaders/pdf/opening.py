"""Opening a PDF: the library at hand, a password, damage, and what cannot be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.loaders.pdf.standin import prepared
from checker.model import Unreadable

_AGAIN = "请重新下载或重新导出这个文件；也可以检查生成它的 Word 文件"
_WORD_OR_PAGE = "请检查生成这个 PDF 的 Word 文件，或网站上的网页；扫描件要先做文字识别并由人核对"


@contextmanager
def opened(data: bytes, *, drawing: bool = False) -> Iterator[Any]:
    """The PDFium document (raw handle) of a file's bytes, to be read, or to be drawn with the system's fonts.
    Raises `Unreadable` where it cannot be opened."""
    fonts = prepared()
    try:
        import pypdfium2.raw as pdfium
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise Unreadable(
            "读取 PDF 需要的组件 pypdfium2 没有安装", '请运行 pip install "gouji[pdf]" 安装，然后再检查'
        ) from error
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("PDF 文件加了打开密码，无法读取", "请取消密码后再检查") from error
        if code == pdfium.FPDF_ERR_SECURITY:
            raise Unreadable(
                "PDF 文件用了无法识别的加密方式，无法读取", "请另存为没有加密的 PDF 后再检查"
            ) from error
        raise Unreadable("PDF 文件已损坏，打不开", _AGAIN) from error
    try:
        if fonts is None:
            yield document.raw
        elif drawing:
            fonts.list_system()
            yield document.raw
        else:
            with fonts.standing_in():
                yield document.raw
    finally:
        document.close()


def too_heavy() -> Unreadable:
    """What is said of a file that would take more work than any report."""
    return Unreadable("PDF 文件里的图形过多或层层嵌套，读取会耗尽内存", _AGAIN)


def damaged() -> Unreadable:
    """What is said of a file of which a part does not unpack: what stands there is not known."""
    return Unreadable("PDF 文件内部已损坏，有一部分内容读不出来", _AGAIN)


def no_pages() -> Unreadable:
    """What is said of a file whose pages cannot be read."""
    return Unreadable("PDF 文件已损坏，读不出页面", _AGAIN)


def scanned(pages: int) -> Unreadable:
    """What is said of a file that holds pictures of pages and no text."""
    return Unreadable("这是扫描件：{pages} 页都是图片，没有可以读取的文字", _WORD_OR_PAGE, pages=pages)


def outlined() -> Unreadable:
    """What is said of a file whose text is drawn as shapes."""
    return Unreadable("PDF 里没有可以读取的文字：文字已转成图形", _WORD_OR_PAGE)


def empty() -> Unreadable:
    """What is said of a file of blank pages."""
    return Unreadable("PDF 文件里没有文字", _AGAIN)


def garbled() -> Unreadable:
    """What is said of a file whose fonts do not tell which characters they print."""
    return Unreadable("PDF 里的文字认不出来：字体没有写明各字的编码", _WORD_OR_PAGE)
