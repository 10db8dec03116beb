"""Random plans with something in every field, derived from the models, and the words that a Word file finds hardest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from lianyi.planning.model.base import Part
from lianyi.planning.model.plan import Plan
from lianyi.planning.reading import parsed

HARD = (
    "一行\n两行\n\n第四行",
    "Ａ－１，全角：（）；、＋",
    "制表\t符",
    "_x0041_ 与 {U-41}、{U-} {{U-41}}",
    "a  b   c",
    "不换行\u2011连字 软\u00ad连字 \u00a0空格",
    "👨\u200d👩\u200d👧 emoji",
    "<w:t>&amp;\"'",
    "\x0b控制\x1f符\u2028行",
    "=1+1",
    "—",
    "是",
    "1,234.50",
    "2026年9月",
    "\ufeffbom\ufffc",
)
DAYS = st.integers(0, 900).map(lambda n: date(2026, 1, 1) + timedelta(n))
ANY = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(
    st.sampled_from(("", "陈曦", "双11")), st.sampled_from(HARD),
    st.text(ANY, max_size=10),
)  # fmt: skip
IDS = st.text(st.sampled_from("ab甲9-_#、，x＋{U-}"), min_size=1, max_size=4)


def plans() -> st.SearchStrategy[Plan]:
    """Return random plans that hold together: ids once, days in order."""
    made = _part(Plan, 2).map(lambda data: parsed(_mended(data, [0]), "random").plan)
    return made.flatmap(lambda plan: st.just(plan) if plan is not None else st.nothing())


def _part(part: type[Part], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    fields = {n: _field(n, f, part, depth) for n, f in part.model_fields.items()}
    needed = {n: s for n, s in fields.items() if part.model_fields[n].is_required()}
    others = {n: s for n, s in fields.items() if n not in needed}
    return st.fixed_dictionaries(needed, optional=others)


def _field(name: str, field: Any, owner: type[Part], depth: int) -> st.SearchStrategy[Any]:
    ends = [getattr(m, "ge", None) for m in field.metadata], [getattr(m, "le", None) for m in field.metadata]  # fmt: skip
    low, high = (next((e for e in end if e is not None), None) for end in ends)
    return _of(name, field.annotation, owner, depth, low, high)


def _of(
    name: str, kind: Any, owner: type[Part], depth: int, low: Any, high: Any
) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        ends = [(getattr(m, "ge", None), getattr(m, "le", None)) for f in inner[1:] for m in (f, *getattr(f, "metadata", ()))]  # fmt: skip
        low = next((a for a, _ in ends if a is not None), low)
        high = next((b for _, b in ends if b is not None), high)
        if any("pattern='^[^" in repr(extra) for extra in inner[1:]):
            return IDS
        return _of(name, inner[0], owner, depth, low, high)
    if origin is Union or type(kind).__name__ == "UnionType":
        return st.none() | _of(name, inner[0] if inner[0] is not type(None) else inner[1], owner, depth, low, high)  # fmt: skip
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is not ...:
            return st.tuples(TEXTS, TEXTS)
        if inner[0] is owner and not depth:
            return st.just([])
        return st.lists(_of(name, inner[0], owner, depth - (inner[0] is owner), None, None), max_size=2)  # fmt: skip
    if isinstance(kind, type) and issubclass(kind, Part):
        return _part(kind, depth)
    return _single(name, kind, low, high)


def _single(name: str, kind: Any, low: Any, high: Any) -> st.SearchStrategy[Any]:
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0 if low is None else low, 10**12 if high is None else high)
    if kind is date:
        return DAYS
    if kind is str:
        if name == "month":
            return st.sampled_from(("2026-09", "2027-12"))
        return IDS if name in ("id", "sku") else TEXTS
    if high is not None:
        return st.decimals(0, 1, places=4)
    return st.decimals(-(10**9), 10**12, places=6)


def _mended(data: Any, count: list[int]) -> Any:
    """Return the data with ids that occur once and days in order."""
    if isinstance(data, dict):
        mended = {k: _mended(v, count) for k, v in data.items()}
        for key in ("id", "sku"):
            if key in mended:
                count[0] += 1
                mended[key] = f"{mended[key]}{count[0]}"
        for first, last in (
            ("from_day", "to_day"),
            ("period_from", "period_to"),
            ("from_day", "due"),
        ):
            if mended.get(first) and mended.get(last) and mended[last] < mended[first]:
                mended[last] = mended[first]
        return mended
    return [_mended(v, count) for v in data] if isinstance(data, list) else data
