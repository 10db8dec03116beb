"""The store of a view: opened where it is, built where it is not."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace

from lianyi.facts.current import Current
from lianyi.facts.workspace import Workspace
from lianyi.timelines import progress
from lianyi.timelines.building.folders import Home
from lianyi.timelines.declared import stores_declared
from lianyi.timelines.opening import Opened, open_store
from lianyi.timelines.store import PROPERTIES, Store


def ensure_store(workspace: Workspace, current: Current) -> Store:
    """Return the timelines of `current`, building them under the workspace where they are not there yet.

    Of several processes one builds and the others wait for it. Listeners of `progress` are told how far it is.
    """
    home = Home(workspace.timelines)
    name = store_name(current)
    opened = _opened(home, name)
    if opened is None:
        from lianyi.timelines.building.builder import build_store

        with home.building():
            opened = _opened(home, name)
            if opened is None:
                home.sweep(name)  # what a killed builder left may be large
                build_store(home, name, workspace, current)
                opened = open_store(home.folder, name)
            home.sweep(name)
        progress.tell("done")
    else:
        with contextlib.suppress(OSError):  # a folder that may only be read serves as well
            home.sweep_after_killed(name)
    properties = dict(zip(workspace.event_properties, PROPERTIES, strict=False))
    return replace(opened.store, properties=properties)


def _opened(home: Home, name: str) -> Opened | None:
    try:
        opened = open_store(home.folder, name)
    except (OSError, ValueError, KeyError):
        return None
    with contextlib.suppress(OSError):  # a folder that may only be read serves as well
        os.utime(home.stores / name)
    return opened


def store_name(current: Current) -> str:
    """Return how the store of a view is called: after what the view is made from, and all that is declared about stores."""
    return f"{current.base or current.folder.name}-{stores_declared()}"
