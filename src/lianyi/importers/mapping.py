"""A mapping says what the columns of an export mean; shipped ones and a user's own are the same thing.

```yaml
key: youzan_orders                 # unique
platform: youzan                   # value of `platform` in every fact (or a cell name after `=`)
name: {zh: 有赞·订单, en: Youzan orders}
kind: orders                       # what a user calls the file: the main table it fills
verified: true                     # the header was seen in a real export
recognise: [订单号, 买家付款时间]    # headers that must all be there
never: [售后单号]                   # headers that must not be there
cells:                             # what is read from the file
  order_no: {from: [订单号], as: id, required: true}
  paid_at:  {from: [买家付款时间], as: instant}
  buyer:    {from: [买家手机号], as: person, kind: phone}
  status:   {from: [订单状态], as: choice, choices: {交易完成: completed, 已关闭: closed}}
  promoter: {from: ["分销员#2", 分销员], as: text}     # `#2` = second column of that header
keep: order_no <> 'x'              # optional row filter over cells
links: [[phone, openid]]           # cells of one row that name one person (strong identifiers only)
tables:
  orders:
    per: order_no                  # one fact row per distinct order_no; expressions aggregate
    order_no: any_value(order_no)
    paid_fen: sum(paid)
  order_lines:                     # no `per`: one fact row per file row
    order_no: order_no
    line_no: coalesce(sku, 'sku')  # `line_no: auto` = n-th line with the same sku of that order
    where: quantity > 0            # only rows for which this holds
```

`as` of a cell: `id`, `text`, `money` (in yuan unless `unit: fen`; `round: true` accepts more decimals),
`count` (also 万, w, 亿), `number`, `percent` (32.00% → 0.32), `rate_bp`, `instant`, `day`, `flag` (是/否…),
`choice`, `person` (with `kind`), `phone`, `words` (only the listed words found in a free text are kept),
`minutes`/`seconds` (durations). `format` gives strptime formats for dates besides those always tried;
`format: epoch_s|epoch_ms` reads Unix time. `least: 0` calls anything below a fault. A masked person or phone becomes null.

Expressions are SQL over cells (and `row_no`); an expression whose cells are missing from the file leaves
its column *absent* in this import, so an export with fewer columns changes nothing it did not have.
Cells that occur only inside `coalesce(...)` are optional for that expression.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

CellKind = Literal[
    "id", "text", "money", "count", "number", "percent", "rate_bp", "instant", "day", "flag",
    "choice", "person", "phone", "words", "minutes", "seconds",
]  # fmt: skip
PERSON_KINDS = ("buyer_id", "openid", "unionid", "external_userid", "phone", "member_id")
RESERVED = {"per", "where"}
MOST_CELLS = 62  # one bit of a BIGINT each: what is bad about a row


@dataclass(frozen=True)
class Cell:
    """One typed value read from a file: its possible headers and how its text is read."""

    name: str
    headers: tuple[str, ...]
    kind: CellKind = "text"
    required: bool = False
    unit: str = ""
    formats: tuple[str, ...] = ()
    choices: Map[str, str] = field(default_factory=dict)
    person_kind: str = ""
    round: bool = False
    words: tuple[str, ...] = ()
    why: str = ""
    least: int | None = None


@dataclass(frozen=True)
class Output:
    """One fact table filled by a file: SQL expressions over cells, aggregated where `per` is set."""

    table: str
    columns: Map[str, str]
    per: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Mapping:
    """What the columns of one kind of file mean."""

    key: str
    platform: str
    name: Text
    kind: str
    recognise: tuple[str, ...]
    cells: tuple[Cell, ...]
    outputs: tuple[Output, ...]
    never: tuple[str, ...] = ()
    keep: str = ""
    links: tuple[tuple[str, str], ...] = ()
    verified: bool = True
    version: int = 1
    source: str = ""

    def cell(self, name: str) -> Cell:
        """Return the cell called `name`; KeyError where there is none."""
        return {c.name: c for c in self.cells}[name]


def parse_mapping(document: Any, origin: str) -> Mapping:
    """Build a mapping from its YAML document; LianyiError `map.malformed` says where it is wrong."""
    if not isinstance(document, dict):
        raise LianyiError("map.malformed", file=origin, place="/", reason="a mapping of names")
    try:
        return _mapping(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LianyiError(
            "map.malformed", file=origin, place=str(error), reason="see the guide"
        ) from error


def load_mapping(path: Path) -> Mapping:
    """Read one mapping from a YAML file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        document = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LianyiError("map.malformed", file=path.name, place="", reason=str(error)) from error
    return parse_mapping(document, path.name)


def shipped_mappings() -> dict[str, Mapping]:
    """Return the mappings that come with Lianyi, by key."""
    folder = Path(__file__).parent / "platforms"
    found = [load_mapping(path) for path in sorted(folder.glob("*.yaml"))]
    return {m.key: m for m in found}


def _mapping(doc: dict[str, Any]) -> Mapping:
    name = doc.get("name") or doc["key"]
    if len(doc["cells"]) > MOST_CELLS:
        raise ValueError(f"cells: at most {MOST_CELLS}")
    return Mapping(
        key=doc["key"],
        platform=str(doc.get("platform", "generic")),
        name=Text(name["zh"], name["en"]) if isinstance(name, dict) else Text(name, name),
        kind=doc["kind"],
        recognise=_strings(doc.get("recognise", ())),
        never=_strings(doc.get("never", ())),
        cells=tuple(_cell(k, v) for k, v in doc["cells"].items()),
        outputs=tuple(_output(k, v) for k, v in doc["tables"].items()),
        keep=str(doc.get("keep", "")),
        links=tuple(_pair(p, doc["cells"]) for p in doc.get("links", ())),
        verified=bool(doc.get("verified", True)),
        version=int(doc.get("version", 1)),
        source=str(doc.get("source", "")),
    )


def _pair(pair: Any, cells: dict[str, Any]) -> tuple[str, str]:
    """Two cells that name one person; a receiver's phone proves nothing about who bought."""
    first, second = pair
    for name in (first, second):
        if cells[name].get("as") != "person":
            raise ValueError(f"links/{name}: only cells of kind person link")
    return str(first), str(second)


def _cell(name: str, spec: dict[str, Any]) -> Cell:
    kind = spec.get("as", "text")
    if kind not in get_args(CellKind):
        raise ValueError(f"cells/{name}/as: {kind}")
    if kind == "person" and not spec.get("kind"):
        raise ValueError(f"cells/{name}/kind")
    return Cell(
        name=name,
        headers=_strings(spec["from"]),
        kind=kind,
        required=bool(spec.get("required", False)),
        unit=str(spec.get("unit", "")),
        formats=_strings(spec.get("format", ())),
        choices={str(k): str(v) for k, v in spec.get("choices", {}).items()},
        person_kind=str(spec.get("kind", "")),
        round=bool(spec.get("round", False)),
        words=_strings(spec.get("words", ())),
        why=str(spec.get("why", "")),
        least=None if spec.get("least") is None else int(spec["least"]),
    )


def _output(table: str, spec: dict[str, Any]) -> Output:
    columns = {k: str(v) for k, v in spec.items() if k not in RESERVED}
    return Output(table, columns, _strings(spec.get("per", ())), str(spec.get("where", "")))


def _strings(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    if any(isinstance(v, bool) for v in listed):
        # YAML reads a bare yes, no, on or off as a truth value.
        raise ValueError(f"{listed}: write yes, no, on and off in quotes")
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)
