"""Text of a plan file -> a plan, or what is wrong with it at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import issue_text
from lianyi.planning.model.base import CURRENCY, Part
from lianyi.planning.model.plan import Plan

LARGEST = 4_000_000
Place = Sequence[str | int]
PAIRS = (("from_day", "to_day"), ("period_from", "period_to"), ("from_day", "due"))


@dataclass(frozen=True)
class ReadPlan:
    """What a file holds: the plan, or None and the issues that it has."""

    plan: Plan | None
    issues: tuple[Issue, ...] = ()


def read_plan(text: str, file: str = "plan.yaml", currency: str = CURRENCY) -> ReadPlan:
    """Return the plan that `text` (YAML or JSON) describes; every mistake is an issue with its line."""
    try:
        root = _compose(text, file)
    except LianyiError as refused:
        return ReadPlan(None, (Issue(refused.code, file, facts=refused.facts),))
    if isinstance(root, Issue):
        return ReadPlan(None, (root,))
    data = yaml.safe_load(text)
    if not isinstance(data, Mapping):
        return ReadPlan(None, (Issue("plan.yaml", file, facts={"reason": _no_mapping()}),))
    return parsed(data, file, currency, root)


def parsed(
    data: Mapping[str, Any], file: str, currency: str = CURRENCY, root: yaml.Node | None = None
) -> ReadPlan:
    """Return the plan in `data`, as YAML or JSON gave it."""
    try:
        plan = Plan.model_validate(data, context={"currency": currency})
    except ValidationError as error:
        found = [_issue(e, file) for e in error.errors(include_url=False)]
        return ReadPlan(None, tuple(_placed(i, at, root) for i, at in found))
    wrong = [*_ids_twice(plan, file), *_days_swapped(plan, file)]
    if wrong:
        return ReadPlan(None, tuple(_placed(i, at, root) for i, at in wrong))
    return ReadPlan(plan)


def require_plan(found: ReadPlan, file: str) -> Plan:
    """Return the plan or refuse with `plan.refused`, naming the first mistake."""
    if found.plan is None:
        first = issue_text(found.issues[0])
        raise LianyiError("plan.refused", file=file, count=len(found.issues), first=first)
    return found.plan


def _compose(text: str, file: str) -> yaml.Node | Issue | None:
    if len(text) > LARGEST:
        return Issue("plan.yaml", file, facts={"reason": f"> {LARGEST:,}"})
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                return Issue("plan.alias", file, row=_line(event.start_mark))
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).split("\n")[0]
        return Issue(
            "plan.yaml", file, row=mark.line + 1 if mark else None, facts={"reason": reason}
        )
    except RecursionError:
        return Issue("plan.yaml", file, facts={"reason": "nesting"})
    return node


def _line(mark: Any) -> int | None:
    return None if mark is None else mark.line + 1


def _no_mapping() -> Text:
    return Text(
        "最外层要写成「字段」和它的值。", "The outermost level has to be fields with values."
    )


def _issue(error: Any, file: str) -> tuple[Issue, Place]:
    at: Place = error["loc"]
    field = _path(at)
    kind, context = error["type"], error.get("ctx", {})
    value = _short(error.get("input"))
    if kind == "missing":
        return Issue("plan.field_missing", file, facts={"field": field}), at[:-1]
    if kind == "extra_forbidden":
        near = get_close_matches(str(at[-1]), _fields_at(at[:-1]), n=3, cutoff=0.5)
        facts: dict[str, object] = {"field": field, "nearest": ", ".join(near) or "—"}
        return Issue("plan.field_unknown", file, facts=facts), at
    if kind == "plan_money":
        place = (*at, str(context["field"]))
        return Issue("plan.money", file, facts={"field": _path(place), "value": context["value"]}), place  # fmt: skip
    if kind == "plan_amount":
        return Issue("plan.amount", file, facts={"field": field, "value": context["value"]}), at
    wanted = context.get("expected") or context.get("pattern") or error["msg"]
    return Issue("plan.field_wrong", file, facts={"field": field, "value": value, "wanted": wanted}), at  # fmt: skip


def _fields_at(at: Place) -> list[str]:
    """Return the fields that the part at `at` has, as they are written."""
    model: Any = Plan
    for step in at:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        model = _part_in(field.annotation) if field else None
        if model is None:
            return []
    names: Mapping[str, str] = model.money_names
    return [names.get(n, n) for n in model.model_fields]


def _part_in(annotation: Any) -> type[Part] | None:
    """Return the part that an annotation such as `tuple[Goal, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_part_in(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)


def _placed(issue: Issue, at: Place, root: yaml.Node | None) -> Issue:
    """Return the issue with its line; the deepest node on the way to `at` counts."""
    node = root
    line = None
    for step in at:
        if node is None:
            break
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):  # fmt: skip
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return replace(issue, row=line) if line else issue


def _ids_twice(plan: Plan, file: str) -> Iterator[tuple[Issue, Place]]:
    seen: set[str] = set()
    for goal, at in _goals_at(plan.goals, ("goals",)):
        if goal.id in seen:
            yield Issue("plan.id_twice", file, facts={"value": goal.id}), at
        seen.add(goal.id)
    for items, at in _lists(plan, ()):
        known: set[str] = set()
        for number, item in enumerate(items):
            key = getattr(item, "id", None) or getattr(item, "sku", None)
            if key in known:
                yield Issue("plan.id_twice", file, facts={"value": key}), (*at, number)
            known.add(key or "")


def _goals_at(goals: Sequence[Any], at: Place) -> Iterator[tuple[Any, Place]]:
    for number, goal in enumerate(goals):
        yield goal, (*at, number)
        yield from _goals_at(goal.parts, (*at, number, "parts"))


def _lists(part: Part, at: Place) -> Iterator[tuple[Sequence[Any], Place]]:
    """Yield every list of parts with ids except goals, which share one set of ids."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _lists(value, (*at, name))  # type: ignore[arg-type]  # parts hold parts only
        elif isinstance(value, tuple) and value and isinstance(value[0], Part) and name not in ("goals", "parts"):  # fmt: skip
            if any(f in type(value[0]).model_fields for f in ("id", "sku")):
                yield value, (*at, name)
            for number, item in enumerate(value):
                yield from _lists(item, (*at, name, number))


def _days_swapped(part: Part, file: str, at: Place = ()) -> Iterator[tuple[Issue, Place]]:
    for first, last in PAIRS:
        start, end = getattr(part, first, None), getattr(part, last, None)
        if start and end and end < start:
            place = (*at, last)
            yield Issue("plan.days_swapped", file, facts={"field": _path(place)}), place
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from _days_swapped(value, file, (*at, name))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Part):
                    yield from _days_swapped(item, file, (*at, name, number))


def _path(at: Place) -> str:
    return "".join(f"[{s + 1}]" if isinstance(s, int) else f".{s}" for s in at).lstrip(".")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
