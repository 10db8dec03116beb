"""The plan of a shop: `shop.plan`. It reads and saves the file, runs the check and writes down what it said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang
from lianyi.shop.analysing import ShopData

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period
    from lianyi.facts.snapshots import Snapshot
    from lianyi.planning.goals.campaigns import Mover
    from lianyi.planning.goals.predictions import Prediction
    from lianyi.planning.goals.standing import Standing
    from lianyi.planning.model.goals import Goal
    from lianyi.planning.model.plan import Plan, Stage
    from lianyi.planning.verdict import State, Verdict
    from lianyi.planning.what_if.ask import WhatIf
    from lianyi.shop.plan_versions import PlanFiles
    from lianyi.shop.shop import Shop

OWN = "lianyi"
"""The platform of facts that Lianyi states itself."""
MOST_KEPT = 500
"""Landings that are kept from check to check."""


@dataclass(frozen=True)
class Checked:
    """What a check said. `recorded` is the snapshot that it was written to; None where nothing new was written.

    `filled` are goals that were drafts without a target and got one from history.
    """

    plan: Plan
    verdicts: tuple[Verdict, ...]
    recorded: Snapshot | None = None
    filled: tuple[Goal, ...] = ()

    @property
    def counts(self) -> dict[State, int]:
        """How many verdicts there are of each state."""
        from lianyi.planning.verdict import STATES

        found = Counter(v.state for v in self.verdicts)
        return {state: found[state] for state in STATES}

    @property
    def fails(self) -> bool:
        """Whether something does not pass."""
        return any(v.state == "fail" for v in self.verdicts)


@dataclass(frozen=True)
class ShopPlan:
    """The plan of one pinned shop."""

    shop: Shop

    @cached_property
    def files(self) -> PlanFiles:
        """The folder of the plan and its versions."""
        from lianyi.shop.plan_versions import PlanFiles

        return PlanFiles(self.shop.workspace)

    @property
    def exists(self) -> bool:
        """Whether there is a plan."""
        return self.files.exists()

    @cached_property
    def current(self) -> Plan:
        """The plan as it is now; refuses with `plan.none`, `plan.refused`."""
        return self.files.plan()

    @cached_property
    def data(self) -> Data | None:
        """What the checks ask; None where nothing was imported yet."""
        if not self.shop.snapshot.imports:
            return None
        has_facts = any(row[1] != OWN for row in self.shop.engine.coverage)
        return ShopData(self.shop, memory=self._remembered()) if has_facts else None

    @property
    def _kept(self) -> Path:
        """Where landings are kept from check to check; it may be deleted at any time."""
        return self.shop.workspace.cache / "plan" / "landings.json"

    def _remembered(self) -> dict[str, Any]:
        try:
            found = json.loads(self._kept.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _remember(self) -> None:
        """Keep the newest landings."""
        from lianyi.facts.durable import write_json

        memory = self.data.memory if isinstance(self.data, ShopData) else {}
        write_json(self._kept, dict(list(memory.items())[-MOST_KEPT:]))

    def standings(
        self, until: date | None = None, *, look_ahead: bool = True
    ) -> tuple[Standing, ...]:
        """Return where every goal stands with what was known at the end of `until` (default: yesterday)."""
        from lianyi.planning.goals.standing import standings

        return standings(self.current.goals, self.data, until, look_ahead=look_ahead)

    def standing(self, goal: str) -> Standing:
        """Return where one goal stands, at its place in the tree; refuses with `goal.unknown`."""
        from difflib import get_close_matches

        from lianyi.planning.goals.standing import standings

        known = [g.id for g in self.current.all_goals()]
        top = next((g for g in self.current.goals if goal in _ids(g)), None)
        if top is None:
            near = ", ".join(get_close_matches(goal, known, n=3, cutoff=0.5) or known[:5]) or "—"
            raise LianyiError("goal.unknown", key=goal, nearest=near)
        tree = standings((top,), self.data)[0]
        return next(s for s in tree.walk() if s.goal.id == goal)

    def movers(self, goal: Goal) -> tuple[Mover, ...]:
        """Return the campaigns that are meant to move a goal, and what they have cost."""
        from lianyi.planning.goals.campaigns import movers

        return movers(self.current, goal, self.data)

    def check(self, *, dry_run: bool = False, lang: Lang = "zh") -> Checked:
        """Hold the plan against the numbers. What it says becomes facts, unless it said the same today already.

        An edit of `plan.yaml` by hand becomes a version first; drafts without a target are filled from history and
        saved as a version of their own. With `dry_run` nothing is written.
        """
        from lianyi.planning.verdict import check_plan

        self.current  # noqa: B018 - a plan that cannot be read is refused before anything is written
        if not dry_run:
            self.files.keep_hand_edit()
        plan, ready = self._filled(lang)
        if ready and not dry_run:
            self._save(plan, lang)
        found = tuple(check_plan(plan, self.data))
        if not dry_run and self.data is not None:
            self._remember()
        recorded = None if dry_run or self.data is None else self._record(found, lang)
        return Checked(plan, found, recorded, ready)

    def new(self, stage: Stage, *, force: bool = False, lang: Lang = "zh") -> Plan:
        """Write a first plan for `stage` and return it; refuses with `plan.exists` unless `force`."""
        from lianyi.planning.stages.first_plan import first_plan

        if self.exists and not force:
            newest = self.files.newest()
            raise LianyiError("plan.exists", version=f"v{newest.number}" if newest else "plan.yaml")
        workspace = self.shop.workspace
        plan = first_plan(
            stage,
            self.shop.today,
            self.shop.calendar,
            self.data,
            shop=workspace.name,
            currency=workspace.currency,
            lang=lang,
        )
        self.files.keep_hand_edit()
        self._save(plan, lang)
        return plan

    def _filled(self, lang: Lang) -> tuple[Plan, tuple[Goal, ...]]:
        from lianyi.planning.stages.first_plan import filled

        if self.data is None:
            return self.current, ()
        return filled(self.current, self.data, self.shop.workspace.currency, lang)

    def _save(self, plan: Plan, lang: Lang) -> None:
        """Make `plan` the newest version."""
        from lianyi.planning.stages.yaml_text import first_text

        newest = self.files.newest()
        text = first_text(plan, self.shop.workspace.currency, lang)
        self.files.save(text, OWN, parent=newest.hash if newest else "")

    @cached_property
    def what_if(self) -> WhatIf:
        """A what-if over the plan, read once: `shop.plan.what_if.ask(["budget.kol=20000"])`.

        Refuses with `what_if.no_data` before anything was imported.
        """
        from lianyi.planning.what_if.ask import prepared

        if self.data is None:
            raise LianyiError("what_if.no_data")
        return prepared(self.current, self.data, self.predictions(), self.shop.workspace.currency)

    def predictions(self) -> list[Prediction]:
        """Return everything that was foretold about goals."""
        from lianyi.planning.goals.predictions import predictions_in

        return predictions_in(
            self._rows("predictions", "metric, period, made_day, scope, low, high, level")
        )

    def due(self, period: Period) -> list[Prediction]:
        """Return what was foretold and fell due in `period`."""
        from lianyi.planning.goals.predictions import due_in

        return due_in(self.predictions(), period)

    def _record(self, verdicts: Sequence[Verdict], lang: Lang) -> Snapshot | None:
        from lianyi.importers.recorded import record
        from lianyi.planning.goals.predictions import changed, foretold

        now, today = self.shop.now, self.shop.today
        at = now.replace(tzinfo=None)
        states = [
            {"check_key": v.key, "at": at, "state": v.state, "value": v.value, "why": v.words.say(lang)}
            for v in verdicts
        ]  # fmt: skip
        said = foretold(verdicts, today)
        is_new = changed(states, self._states_of(today), ("at", "why"))
        if not is_new and not changed(said, self._said_on(today), ()):
            return None
        return record(self.shop.workspace, "plan check", {"check_states": states, "predictions": said}, now, today)  # fmt: skip

    def _states_of(self, day: date) -> list[Mapping[str, Any]]:
        """Return what the newest check of `day` said."""
        rows = self._rows("check_states", 'check_key, "at", state, value', f"day = DATE '{day}'")
        newest = max((row[1] for row in rows), default=None)
        return [{"check_key": k, "state": s, "value": v} for k, at, s, v in rows if at == newest]

    def _said_on(self, day: date) -> list[Mapping[str, Any]]:
        names = ("metric", "period", "made_day", "scope", "low", "high", "level", "method")
        rows = self._rows("predictions", ", ".join(names), f"made_day = DATE '{day}'")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _rows(self, view: str, columns: str, where: str = "TRUE") -> list[tuple[Any, ...]]:
        if not self.shop.snapshot.imports or not self.shop.engine.columns(view):
            return []
        found = self.shop.engine.rows(
            f"SELECT {columns} FROM {view} WHERE platform = '{OWN}' AND {where} ORDER BY ALL"
        )
        return [tuple(row) for row in found]


def _ids(goal: Goal) -> set[str]:
    return {goal.id, *(key for part in goal.parts for key in _ids(part))}
