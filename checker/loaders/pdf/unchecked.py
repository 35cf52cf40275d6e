"""PDFium's functions as they are called a thousand times a page: without ctypes looking at each argument.

ctypes converts and checks every argument against the function's prototype, which takes three times as long
as PDFium takes to answer. A function made here has no prototype: what is passed has to be right. Pass handles as PDFium's
functions return them, `int` for C's int, and `ctypes.byref` for everything that is filled in.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache, partial
from struct import Struct, calcsize
from typing import Any


@cache
def unchecked(name: str) -> Callable[..., Any]:
    """The function of PDFium of that name, without its prototype."""
    import pypdfium2.raw as pdfium

    known = getattr(pdfium, name)
    # Of the same class, which holds how the library wants to be called.
    function: Any = type(known)(ctypes.cast(known, ctypes.c_void_p).value)
    function.restype = known.restype
    made: Callable[..., Any] = function
    return made


class Filled:
    """Numbers that a function of PDFium fills in, of one kind: "4f" for four floats.

    `parts` are what to pass it, the address of each number, `whole` that of all; `values()` what it put there.
    """

    __slots__ = ("parts", "values", "whole")

    def __init__(self, form: str) -> None:
        packed = Struct(form)
        room = ctypes.create_string_buffer(packed.size)
        self.whole = ctypes.byref(room)
        self.parts = tuple(ctypes.byref(room, at) for at in range(0, packed.size, calcsize(form[-1])))
        self.values: Callable[[], tuple[Any, ...]] = partial(packed.unpack_from, room)
