"""A workspace is one brand: a folder with its settings, its lake, its vault and its reports."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.facts.durable import aside, publish
from lianyi.facts.event_properties import event_properties

SETTINGS = "lianyi.toml"
TEMPLATE = """\
# 涟漪工作区：一个品牌。 / A Lianyi workspace: one brand.
[shop]
id = "{id}"
name = "{name}"
zone = "{zone}"
currency = "{currency}"

# 每个平台默认的店铺名，导入时用 --store 改。 / The store that files of a platform belong to.
[stores]

# 事件属性的名字，最多16个，依次是property_1、property_2……；新的加在后面，不换顺序。
# Names of event properties, at most 16: property_1, property_2 …; add at the end, keep the order.
[events]
properties = []

# 目标，写成 "指标@期间" = 数值（金额以元计）。 / Targets: "metric@period" = value (money in yuan).
[targets]
"""


@dataclass(frozen=True)
class Workspace:
    """One opened workspace folder; its settings are read once."""

    folder: Path
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The random name under which the key is kept."""
        return str(self.settings["shop"]["id"])

    @property
    def name(self) -> str:
        """What reports call the brand."""
        return str(self.settings["shop"].get("name") or self.folder.name)

    @property
    def zone(self) -> str:
        """The business zone, an IANA name."""
        return str(self.settings["shop"].get("zone", "Asia/Shanghai"))

    @property
    def currency(self) -> str:
        """The reporting currency, an ISO 4217 code."""
        return str(self.settings["shop"].get("currency", "CNY"))

    @cached_property
    def lake(self) -> Path:
        """The folder of immutable facts."""
        return self.folder / "lake"

    @property
    def cache(self) -> Path:
        """What may be deleted at any time."""
        return self.folder / "cache"

    @property
    def timelines(self) -> Path:
        """The histories of people; may be deleted at any time as well."""
        return self.folder / "timelines"

    @cached_property
    def event_properties(self) -> tuple[str, ...]:
        """The names of event properties: the n-th is the column `property_n`. Refuses with `workspace.properties`."""
        return event_properties(self.settings)

    @property
    def reports(self) -> Path:
        """The archive of reports."""
        return self.folder / "reports"

    def yaml(self, name: str) -> Any:
        """Return the parsed YAML file `name` of the workspace, or None where it does not exist."""
        path = self.folder / name
        if not path.exists():
            return None
        import yaml

        try:
            return yaml.safe_load(path.read_text("utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise LianyiError("workspace.yaml", file=name, reason=str(error)) from error


def init_workspace(
    folder: Path, *, name: str = "", zone: str | None = None, currency: str | None = None
) -> Workspace:
    """Make `folder` a workspace; one that already is stays as it is and is opened.

    `zone` is Asia/Shanghai and `currency` CNY where nothing is said. Raises `workspace.zone` or
    `workspace.currency` for names that do not exist, `workspace.exists` where the workspace has others.
    """
    if (folder / SETTINGS).exists():
        return _as_it_is(open_workspace(folder), {"zone": zone, "currency": currency, "name": name})
    zone, currency = zone or "Asia/Shanghai", currency or "CNY"
    _check(zone, currency)
    folder.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        id=secrets.token_hex(8),
        name=_quoted(name or folder.resolve().name),
        zone=zone,
        currency=currency,
    )
    written = aside(folder / SETTINGS)
    written.write_text(text, "utf-8")
    publish(written, folder / SETTINGS)
    return open_workspace(folder)


def _as_it_is(workspace: Workspace, asked: Mapping[str, str | None]) -> Workspace:
    """Return `workspace`, unless something else was asked of it than it is."""
    for setting, wanted in asked.items():
        kept = getattr(workspace, setting)
        if wanted and wanted != kept:
            raise LianyiError(
                "workspace.exists", folder=str(workspace.folder), setting=setting, kept=kept, wanted=wanted
            )  # fmt: skip
    return workspace


def open_workspace(folder: Path) -> Workspace:
    """Open an existing workspace; `workspace.none` where the folder is none."""
    path = folder / SETTINGS
    if not path.exists():
        raise LianyiError("workspace.none", folder=str(folder))
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
        workspace = Workspace(folder, settings)
        _check(workspace.zone, workspace.currency)
        workspace.id  # noqa: B018 - a settings file without an id is refused here
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise LianyiError("workspace.settings", file=str(path), reason=str(error)) from error
    return workspace


def _quoted(name: str) -> str:
    return name.replace("\\", "").replace('"', "'").replace("\n", " ")


def _check(zone: str, currency: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from lianyi.core.money import minor_digits

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise LianyiError("workspace.zone", zone=zone) from error
    try:
        minor_digits(currency)
    except (KeyError, ValueError, LianyiError) as error:
        raise LianyiError("workspace.currency", currency=currency) from error


def remember_store(workspace: Workspace, platform: str, store: str) -> None:
    """Write `platform = "store"` under `[stores]` of the settings, so that it is asked once."""
    path = workspace.folder / SETTINGS
    lines = path.read_text("utf-8").splitlines()
    entry = f'{platform} = "{_quoted(store)}"'
    kept = [line for line in lines if line.split("=")[0].strip() != platform]
    at = kept.index("[stores]") + 1 if "[stores]" in kept else len(kept)
    head = kept[:at] if "[stores]" in kept else [*kept, "[stores]"]
    written = aside(path)
    written.write_text("\n".join([*head, entry, *kept[at:]]) + "\n", "utf-8")
    publish(written, path)
