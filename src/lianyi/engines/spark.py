"""The engine on Spark: the same views over the same files, asked with the same SQL, written anew for Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, Literal

from lianyi.core.errors import LianyiError
from lianyi.engines.choice import Choice
from lianyi.engines.embedded import derived_views, view_files
from lianyi.engines.of_view import OfView
from lianyi.engines.spark_session import session
from lianyi.engines.spark_sql import spark_sql
from lianyi.facts.current import Current
from lianyi.facts.duck import silent

COVERAGE = "table_name string, platform string, store string, from_day date, to_day date, is_last_day_partial boolean"
DAYS = "day date, iso_week string, month string, quarter string, weekday bigint"


class SparkEngine(OfView):
    """Answers SQL over the documented views of `current` on the cluster that `choice` names.

    The files of the view have to be readable under their path wherever Spark works.
    """

    is_far: Literal[True] = True

    def __init__(
        self, current: Current, choice: Choice, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        super().__init__(current)
        self.choice = choice
        self.session: Any = session(choice, current.zone, tell)
        self._columns: dict[str, tuple[str, ...]] = {}
        self._dates: frozenset[str] = frozenset()
        schemas = view_schemas(current)
        frames = {
            name: self.session.read.schema(schemas[name]).parquet(str(path))
            for name, path in view_files(current).items()
        }
        frames["orders_all"] = frames["orders_all"].drop("oid")
        for name, frame in frames.items():
            self._add(name, frame)
        self._add("orders", self.frame(derived_views(current)["orders"]))
        self._add("coverage", self._given(list(self.coverage), COVERAGE))
        self._add("days", self._given(_days(current), DAYS))
        self._dates = _days_everywhere(frames.values())

    def _add(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._columns[name] = tuple(frame.columns)

    def _given(self, rows: list[tuple[Any, ...]], schema: str) -> Any:
        """Return a small table that is made here."""
        return self.session.createDataFrame(rows, schema)

    @property
    def current(self) -> Current:
        """The view that is asked."""
        return self._current

    @property
    def cores(self) -> int:
        """How many tasks run at a time."""
        return int(self.session.sparkContext.defaultParallelism)

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a documented view; nothing where there is no such view."""
        return self._columns.get(view, ())

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        return [tuple(row) for row in self.frame(sql, params).collect()]

    def table(
        self, sql: str, params: Sequence[object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run one SELECT and return its column names and rows."""
        frame = self.frame(sql, params)
        return list(frame.columns), [tuple(row) for row in frame.collect()]

    def arrow(self, sql: str) -> Any:
        """Run one SELECT and return a pyarrow table."""
        return self.frame(sql).toArrow()

    def arrays(self, sql: str, params: Sequence[object] = ()) -> Mapping[str, Any]:
        """Run one SELECT and return its columns as numpy arrays."""
        table = self.frame(sql, params).toArrow()
        return {n: table.column(n).to_numpy() for n in table.column_names}

    def frame(self, sql: str, params: Sequence[object] = ()) -> Any:
        """Return one SELECT (of DuckDB's dialect) as a DataFrame; `sql.failed` (fact `why`) where Spark cannot plan it."""
        from pyspark.errors import PySparkException
        from sqlglot.errors import SqlglotError

        try:
            written = spark_sql(sql, self._dates)
            return self.session.sql(written, args=list(params)) if params else self.session.sql(written)  # fmt: skip
        except (PySparkException, SqlglotError) as error:
            raise LianyiError("sql.failed", why=str(error).split("\n")[0][:300]) from error

    def close(self) -> None:
        """Forget the views; the process keeps its session for the next question."""
        for view in self._columns:
            self.session.catalog.dropTempView(view)


def view_schemas(current: Current) -> dict[str, str]:
    """Return per view with a file its columns as Spark declares them; Spark itself would start a job a file to find out."""
    schemas = {}
    with closing(silent()) as con:
        for name, path in view_files(current).items():
            told = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            schemas[name] = ", ".join(f"`{column}` {_kind(kind)}" for column, kind, *_ in told)
    return schemas


def _kind(kind: str) -> str:
    """Return a column type of DuckDB as Spark calls it; other kinds are called the same."""
    return {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ", "INTEGER": "INT", "HUGEINT": "DOUBLE"}.get(kind, kind)  # fmt: skip


def _days_everywhere(frames: Iterable[Any]) -> frozenset[str]:
    """Return the names of columns that hold days wherever they stand."""
    kinds: dict[str, set[str]] = {}
    for frame in frames:
        for name, kind in frame.dtypes:
            kinds.setdefault(name, set()).add(kind)
    return frozenset(name for name, found in kinds.items() if found == {"date"})


def _days(current: Current) -> list[tuple[Any, ...]]:
    """Return the rows of the view `days`: a few thousand, and Spark cannot write ISO weeks."""
    with closing(silent()) as con:
        rows: list[tuple[Any, ...]] = con.execute(derived_views(current)["days"]).fetchall()
    return rows
