"""Whether the parts of a list come to its total, in any way a reader may take the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from .outline import words
from .prose_figures import Mark, unit_class
from .prose_lists import Listing


def fits(listing: Listing, accepted: tuple[float, ...] = ()) -> bool:
    """Whether the parts come to their total in any way a reader may take the sentence.

    All parts; the parts up to a comma (what follows is beside the list); each of several partitions
    between semicolons; the parts without those that only explain the part before them; another
    total of the same paragraph; a figure of the tables (`accepted`).
    """
    total = listing.total
    if total is None:
        return True
    wholes = {
        total.value,
        *accepted,
        *(q.value for q in listing.others if unit_class(q.unit) == unit_class(total.unit)),
    }
    same = [
        q
        for q in (total, *listing.others)
        if q.sentence == total.sentence and unit_class(q.unit) == unit_class(total.unit)
    ]
    # 「建议8件、提案5件，其中A类10件、B类3件」: the parts of both together.
    wholes |= {sum(q.value for q in same[:n]) for n in range(2, min(len(same), 6) + 1)}
    if any(_equal(s, w) for s in (listing.sum, _mixed(listing), _less(listing)) for w in wholes):
        return True
    return any(_equal(s, total.value) for s in (*_prefixes(listing), *_folded(listing))) or _partitioned(
        listing
    )


def end_inside(outer: Listing, inner: Listing) -> None:
    """End the inner of two lists where that lets the outer one come to its total.

    「50条，其中概况1条，重点领域30条，其中救助10条，养老8条，财政19条」: 财政 belongs to the 50.
    """
    total = inner.total
    if outer.total is None or total is None or not any(part is total for part in outer.parts):
        return
    before = sum(part.value for part in outer.parts if part.start <= total.start)
    for count in range(1, len(inner.parts)):
        if _equal(before + sum(part.value for part in inner.parts[count:]), outer.total.value):
            inner.parts = inner.parts[:count]
            inner.raw = inner.raw[:count]
            inner.groups = [inner.parts]
            return


def _equal(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6


def _less(listing: Listing) -> float:
    """The sum with what is taken off taken off: 「本年受理20件，减上年结转14件」."""
    opening = tuple(words("prose-figures")["subtracted"]["words"])
    return sum(-p.value if p.label.lstrip("、和并").startswith(opening) else p.value for p in listing.parts)


def _mixed(listing: Listing) -> float:
    """The sum with the parts of other units: 「100条，其中图文80篇、视频20个」."""
    first, last = listing.parts[0], listing.parts[-1]
    end = next(
        (
            t.start
            for t in listing.passage.tokens
            if t.start >= last.end and isinstance(t, Mark) and t.kind in ("end", "stop")
        ),
        len(listing.passage.text),
    )
    return sum(
        q.value for q in listing.passage.quantities
        if listing.mark.end <= q.start < end and q.start >= min(first.start, listing.mark.end)
        and not q.percent and q.depth == listing.mark.depth
    )  # fmt: skip


def _prefixes(listing: Listing) -> Iterator[float]:
    """The sums of the first parts, two or more, where no 、 ties the next one to them."""
    run = 0.0
    for n, part in enumerate(listing.raw):
        run += part.value
        if (n and listing.passage.text[part.end : part.end + 1] in "，,；;。") or n == len(listing.raw) - 1:
            yield run


def _folded(listing: Listing) -> Iterator[float]:
    """The sums with some run of parts taken as the content of the part before it."""
    values = [part.value for part in listing.raw][:40]
    whole = sum(values)
    for n, value in enumerate(values):
        run = 0.0
        for follower in values[n + 1 :]:
            run += follower
            if _equal(run, value):
                yield whole - run
            if run >= value:
                break
    nested = sum(q.value for q in listing.raw) - sum(q.value for q in listing.parts)
    if nested:
        # The end of a nested list is not certain where it does not come to its own total.
        inner = [q for q in listing.raw if q not in listing.parts]
        run = listing.sum
        for q in reversed(inner):
            run += q.value
            yield run


def _partitioned(listing: Listing) -> bool:
    """Whether the first group between semicolons is a partition of its own: by kind; by channel."""
    total = listing.total
    if total is None or len(listing.groups) < 2:
        return False
    return any(len(g) > 1 and _equal(sum(q.value for q in g), total.value) for g in listing.groups)
