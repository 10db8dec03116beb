"""A shop's own metrics: `metrics.yaml`, the same declaration in another spelling.

```yaml
metrics:
  - key: gmv_big
    name: {zh: 大单GMV, en: GMV of big orders}
    definition: {zh: 实付满500元的订单的支付GMV。, en: GMV of orders of 500 yuan and more.}
    unit: money
    view: orders
    day: paid_day
    value: sum(paid_fen)
    where: paid_fen >= 50000
  - key: gmv_big_share
    name: {zh: 大单占比, en: Share of big orders}
    definition: {zh: 大单GMV÷支付GMV。, en: Big orders over GMV.}
    unit: ratio
    numerator: gmv_big
    denominator: gmv_paid
```

A mistake is an `Issue`, never an exception; the other metrics of the file still work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Text, same
from lianyi.metrics.declaration import DIRECTIONS, ESTIMATES, METRICS, UNITS, Measure, Metric, Ratio
from lianyi.metrics.predicate import Predicate, allowed, parse_expression, parse_predicate, written

if TYPE_CHECKING:
    from sqlglot import exp

_MEASURE = ("view", "day", "value", "where")
_RATIO = ("numerator", "denominator", "scale")
_SHARED = ("key", "name", "definition", "unit", "direction", "version", "family")
_FIELDS = (*_SHARED, *_MEASURE, *_RATIO, "sum_of")
_AGGREGATES = {"Sum", "Count", "Max", "Min", "Avg", "Median"}


@dataclass(frozen=True)
class OwnMetrics:
    """What a `metrics.yaml` declares, and what is wrong with it."""

    metrics: tuple[Metric, ...]
    issues: tuple[Issue, ...] = ()

    def __iter__(self) -> Iterator[Metric]:
        return iter(self.metrics)

    def __len__(self) -> int:
        return len(self.metrics)


class _Wrong(Exception):  # turned into an issue at the door of this module
    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def load_user_metrics(path: Path) -> OwnMetrics:
    """Return the metrics that the file declares; every mistake is one of its `issues`."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as failure:
        why = str(failure).splitlines()[0]
        return OwnMetrics((), (_issue(path, _Wrong("metrics_file.unreadable", why=why)),))
    entries = content.get("metrics") if isinstance(content, Mapping) else None
    if not isinstance(entries, list):
        return OwnMetrics((), (_issue(path, _Wrong("metrics_file.unreadable", why="metrics: ?")),))
    return _read(path, entries)


def _read(path: Path, entries: list[Any]) -> OwnMetrics:
    metrics: dict[str, Metric] = {}
    issues: list[Issue] = []
    for entry in entries:
        try:
            metric = _metric(entry if isinstance(entry, Mapping) else {}, metrics)
        except _Wrong as wrong:
            issues.append(_issue(path, wrong))
        else:
            metrics[metric.key] = metric
    return OwnMetrics(tuple(metrics.values()), tuple(issues))


def _issue(path: Path, wrong: _Wrong) -> Issue:
    return Issue(wrong.code, file=path.name, facts=wrong.facts)


def _metric(entry: Mapping[str, Any], before: Mapping[str, Metric]) -> Metric:
    key = str(entry.get("key", "?"))
    for name in ("key", "name", "definition", "unit"):
        if not entry.get(name):
            raise _Wrong("metrics_file.field_missing", key=key, field=name)
    for name in entry:
        if name not in _FIELDS:
            raise _Wrong(
                "metrics_file.field_unknown", key=key, field=name, known=", ".join(_FIELDS)
            )
    if not key.isidentifier() or not key.islower():
        raise _wrong(key, "key", key, "a_name_like_this")
    if key in METRICS or key in ESTIMATES or key in before:
        raise _Wrong("metrics_file.key_taken", key=key)
    unit = _one_of(key, "unit", entry["unit"], UNITS)
    direction = _one_of(key, "direction", entry.get("direction", "neutral"), DIRECTIONS)
    return Metric(
        key=key,
        name=_text(key, "name", entry["name"]),
        family=str(entry.get("family", "own")),
        unit=unit,
        definition=_text(key, "definition", entry["definition"]),
        direction=direction,
        version=_whole(key, "version", entry.get("version", 1)),
        own=True,
        **_how(key, entry, before),
    )


def _how(key: str, entry: Mapping[str, Any], before: Mapping[str, Metric]) -> dict[str, Any]:
    if "value" in entry:
        return {"measure": _measure(key, entry)}
    if "numerator" in entry or "denominator" in entry:
        sides = [_part(key, side, entry.get(side), before) for side in ("numerator", "denominator")]
        return {"ratio": Ratio(sides[0], sides[1], _whole(key, "scale", entry.get("scale", 1)))}
    parts = entry.get("sum_of")
    if not isinstance(parts, Mapping) or not parts:
        raise _Wrong("metrics_file.field_missing", key=key, field="value")
    found = [(_known(key, "sum_of", part, before), sign) for part, sign in parts.items()]
    if any(sign not in (1, -1) for _, sign in found):
        raise _wrong(key, "sum_of", parts, "1, -1")
    return {"sum_of": tuple(found)}


def _part(key: str, side: str, given: Any, before: Mapping[str, Metric]) -> str | Measure:
    if given is None:
        raise _Wrong("metrics_file.field_missing", key=key, field=side)
    if isinstance(given, Mapping):
        return _measure(key, given)
    return _known(key, side, given, before)


def _known(key: str, side: str, given: Any, before: Mapping[str, Metric]) -> str:
    if given not in METRICS and given not in before:
        raise _wrong(key, side, given, METRICS.nearest(str(given)))
    return str(given)


def _measure(key: str, entry: Mapping[str, Any]) -> Measure:
    view = str(entry.get("view", ""))
    if not view.isidentifier():
        raise _Wrong("metrics_file.field_missing", key=key, field="view")
    day = entry.get("day")
    if day is not None and not str(day).isidentifier():
        raise _wrong(key, "day", day, "paid_day")
    value, columns, additive = _aggregate(key, str(entry.get("value", "")))
    where = _where(key, entry.get("where"))
    read = columns | (where.columns if where else frozenset())
    return Measure(
        view,
        str(day) if day else None,
        value,
        where.sql if where else None,
        needs=tuple(sorted(read - {str(day)})),
        additive=additive,
    )


def _aggregate(key: str, text: str) -> tuple[str, frozenset[str], bool]:
    """Return the aggregate written anew, the columns it reads, and whether its parts sum."""
    from sqlglot import exp

    refused = _Wrong("metrics_file.sql_refused", key=key, field="value", value=text)
    try:
        tree = parse_expression(f"({text}) IS NULL")
    except LianyiError:
        raise refused from None
    call = tree.this.this if isinstance(tree, exp.Is) else None
    if not isinstance(call, exp.AggFunc) or type(call).__name__ not in _AGGREGATES:
        raise refused
    arguments = [node for node in call.walk() if node is not call]
    if any(isinstance(n, exp.AggFunc) or not _fits(n) for n in arguments):
        raise refused
    is_distinct = call.find(exp.Distinct) is not None
    anew = written(call)
    return anew.sql, anew.columns, isinstance(call, (exp.Sum, exp.Count)) and not is_distinct


def _fits(node: exp.Expr) -> bool:
    return type(node).__name__ in ("Star", "Distinct") or allowed(node) is None


def _where(key: str, text: Any) -> Predicate | None:
    if text is None:
        return None
    try:
        return parse_predicate(str(text))
    except LianyiError:
        raise _wrong(key, "where", text, "paid_fen > 0") from None


def _text(key: str, field: str, given: Any) -> Text:
    if isinstance(given, str):
        return same(given)
    if isinstance(given, Mapping) and given.get("zh") and given.get("en"):
        return Text(str(given["zh"]), str(given["en"]))
    raise _wrong(key, field, given, "{zh: …, en: …}")


def _one_of(key: str, field: str, given: Any, known: tuple[Any, ...]) -> Any:
    if given not in known:
        raise _wrong(key, field, given, ", ".join(known))
    return given


def _whole(key: str, field: str, given: Any) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise _wrong(key, field, given, "1, 2, 3 …")
    return given


def _wrong(key: str, field: str, value: object, known: str) -> _Wrong:
    return _Wrong("metrics_file.field_wrong", key=key, field=field, value=value, known=known)
