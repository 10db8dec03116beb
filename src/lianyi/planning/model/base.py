"""What every part of a plan shares: how amounts are written, what an id may be, how a part is written back.

A person writes money in whole currency units (`planned: 128000`, `12.8万`, `¥128,000.00`); in Python it is whole
minor units under a name that says so (`planned_fen`). The model accepts either name and writes the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from lianyi.core.currencies import minor_digits
from lianyi.core.money_text import MoneyProblem, cell_text, parse_money

CURRENCY = "CNY"
MOST_TEXT = 4_000
_AMOUNT = re.compile(
    r"([+-]?)(?:¥|￥|\$)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(万|亿|千|[kKmMwW])?\s*(%|％|‰)?(?:元)?"
)
_SCALE = {"": 0, "千": 3, "k": 3, "万": 4, "w": 4, "m": 6, "亿": 8}


@dataclass(frozen=True)
class MoneyField:
    """Marks an int of minor units whose written name lacks the `_fen`."""


def read_amount(value: object) -> Decimal:
    """Return a number as people write it: `190万`, `28%`, `¥1,900,000.00`, `0.31`, 48000.

    The result is in the unit that was written (yuan, pieces; a percentage as a fraction of 1). Raises ValueError
    where it is no number.

    >>> read_amount("190万"), read_amount("28%"), read_amount(0.1), read_amount("¥1,900.50")
    (Decimal('1900000'), Decimal('0.28'), Decimal('0.1'), Decimal('1900.50'))
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("amount")  # noqa: TRY004 - pydantic turns a ValueError into an error of the field
    text = cell_text(value) if isinstance(value, float) else str(value)
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise ValueError("amount")
    sign, digits, unit, percent = found.groups(default="")
    exponent = _SCALE[unit.lower()] - {"": 0, "‰": 3}.get(percent, 2)
    size = Decimal(digits.replace(",", "")).scaleb(exponent)
    plain = Decimal(int(size)) if size == size.to_integral_value() else size
    return -plain if sign == "-" else plain


def _amount(value: object) -> object:
    if value is None:
        return None
    try:
        return read_amount(value)
    except ValueError:
        raise PydanticCustomError("plan_amount", "no amount", {"value": str(value)}) from None


Fen = Annotated[int, MoneyField(), Field(strict=True)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Id = Annotated[str, Field(pattern=r"^[^\s.:/]{1,64}$")]
Line = Annotated[str, Field(max_length=MOST_TEXT)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Share = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, le=1)]
Score = Annotated[int, Field(ge=0, le=100)]


class Part(BaseModel):
    """A part of a plan. Frozen; an unknown field is an error, since a misspelt one would silently not count."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    money_names: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Remember how the money fields of this part are written."""
        cls.money_names = {
            name: name.removesuffix("_fen")
            for name, field in cls.model_fields.items()
            if name.endswith("_fen")
        }

    @model_validator(mode="before")
    @classmethod
    def _read_money(cls, data: Any, info: ValidationInfo) -> Any:
        """Turn amounts under their written name into minor units."""
        if not isinstance(data, Mapping) or not cls.money_names:
            return data
        currency = (info.context or {}).get("currency", CURRENCY)
        read = dict(data)
        for name, written in cls.money_names.items():
            if written in read and written not in cls.model_fields:
                value = read.pop(written)
                if value is not None:
                    read[name] = _minor(value, currency, written)
        return read

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Publish money as it is written: in whole currency units."""
        schema = handler.resolve_ref_schema(handler(core))
        properties = schema.get("properties", {})
        for name, written in cls.money_names.items():
            properties[written] = {
                "title": written.replace("_", " ").capitalize(),
                "description": "Money in whole currency units: 128000, 12.8万 or ¥128,000.00.",
                "type": ["number", "string", "null"],
            }
            properties.pop(name, None)
            schema["required"] = [written if r == name else r for r in schema.get("required", [])]
        if not schema.get("required", True):
            del schema["required"]
        return schema


def _minor(value: object, currency: str, written: str) -> int:
    found = None
    if isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        text = cell_text(value) if isinstance(value, float) else str(value)
        found = parse_money(text, currency)
    if found is None or isinstance(found, MoneyProblem):
        raise PydanticCustomError("plan_money", "no money", {"value": str(value), "field": written})
    return found


def as_written(part: Part, currency: str = CURRENCY) -> dict[str, Any]:
    """Return `part` as it stands in the file: written names, no field that has its default.

    `Plan.model_validate(as_written(plan))` gives an equal plan.
    """
    found: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if not field.is_required() and value == field.get_default(call_default_factory=True):
            continue
        written = part.money_names.get(name, name)
        found[written] = _money(value, currency) if name in part.money_names else _plain(value, currency)  # fmt: skip
    return found


def _plain(value: Any, currency: str) -> Any:
    if isinstance(value, Part):
        return as_written(value, currency)
    if isinstance(value, tuple | list):
        return [_plain(v, currency) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v, currency) for k, v in value.items()}
    if isinstance(value, Decimal):
        return _number(value)
    return value


def _money(fen: int | None, currency: str) -> int | float | str | None:
    return None if fen is None else _number(Decimal(fen).scaleb(-minor_digits(currency)))


def _number(value: Decimal) -> int | float | str:
    """Return a number that YAML reads back to the same value; as text where a float could not."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(cell_text(near)) == value else f"{value:f}"
