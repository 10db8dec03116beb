"""Every analysis over timelines gives the same answer where its people are spread over a cluster."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.analyses.declaration import ANALYSES, Kind
from lianyi.cli.analysing import analysis_of
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.shop import Shop
from lianyi.shop.analysing import run_on_shop
from tests.engines.spark.conftest import PARTS, Both, copied, engine_toml
from tests.engines.spark.differing import differing

pytestmark = [
    pytest.mark.full,
    pytest.mark.xdist_group("spark"),  # one cluster for all
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
]
SHIFT = 1e-9
"""Sums of fractions are added part by part: their last digits may differ."""
ASKED = {
    "funnel": ("--steps view,cart,pay --within 7d", "--steps view,cart,pay --within 7d --order any --by channel",
               "--steps view,order_created,order_paid --within 14d --order strict"),
    "sessions": ("--gap 30m", "--gap 2h --by first_channel"),
    "activity": ("", "--by channel"),
    "retention": ("--first order --grain month", "--first order --grain week --by first_channel", "--first view --returning any --grain day"),
    "repurchase": ("",),
    "rfm": ("",),
    "lifetime-value": ("--model none",),
    "virality": ("--within 7d",),
    "attribution": ("--model all", "--model all --by content"),
}  # fmt: skip
"""Questions to the busy shop, beside the example of each analysis."""


def _told(shop: Shop, kind: Kind, words: str) -> Any:
    """Return the answer as JSON, or what was refused."""
    try:
        return run_on_shop(shop, analysis_of(kind, shlex.split(words))).to_json("en")
    except LianyiError as refusal:
        return {"refused": refusal.code, "facts": {k: str(v) for k, v in refusal.facts.items()}}


CASES = [(kind.key, words) for kind in ANALYSES for words in ASKED.get(kind.key, ())]


@pytest.mark.parametrize(("key", "words"), CASES)
def test_an_analysis_is_equal(busy: Both, key: str, words: str) -> None:
    kind = ANALYSES.get(key)
    near, far = _told(busy.near, kind, words), _told(busy.far, kind, words)
    assert "refused" not in near, near
    assert not list(differing(near, far, SHIFT))


@pytest.mark.parametrize("key", [k.key for k in ANALYSES if k.key not in ASKED])
def test_the_example_of_every_other_analysis_is_equal(busy: Both, key: str) -> None:
    kind = ANALYSES.get(key)
    words = " ".join(shlex.quote(w) for w in shlex.split(kind.example)[3:])
    if not analysis_of(kind, shlex.split(words)).needs_shop:
        pytest.skip("its example reads a file")
    assert not list(differing(_told(busy.near, kind, words), _told(busy.far, kind, words), SHIFT))


def test_every_person_has_the_same_history(busy: Both) -> None:
    near, far = busy.near.timelines, busy.far.timelines
    assert len(far.segments) == PARTS
    assert near.people == far.people == sum(s.people for s in far.segments)
    for stream, columns in (("orders", ("at", "order_fen", "refund_fen", "margin_fen")), ("events", ("at", "session", "value_fen"))):  # fmt: skip
        assert near.rows(stream) == far.rows(stream) > 0
        for column in columns:
            assert _histories(near, stream, column) == _histories(far, stream, column)


def _histories(store: Any, stream: str, column: str) -> dict[int, list[int]]:
    found = {}
    for segment in store.segments:
        offsets, values = segment.streams[stream].offsets, segment.streams[stream][column]
        for n in np.flatnonzero(segment.alive).tolist():
            found[int(segment.person_ids[n])] = values[offsets[n] : offsets[n + 1]].tolist()
    return found


@pytest.mark.parametrize("segment", ["paid_orders >= 2", "gender = '女' and paid_orders >= 1", "not (first_channel = 'youzan')"])  # fmt: skip
def test_a_segment_means_the_same_people(busy: Both, segment: str) -> None:
    taken = []
    for shop in (busy.near, busy.far):
        masks = shop.people_in(segment)
        ids = [s.person_ids[m] for s, m in zip(shop.timelines.segments, masks, strict=True)]
        taken.append(sorted(np.concatenate(ids).tolist()))
    assert taken[0] == taken[1]
    assert taken[0]


def test_the_command_line_asks_the_cluster_and_says_the_same(
    busy: Both, master: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(busy.near.workspace.folder, tmp_path / "there")
    with (folder / "lianyi.toml").open("a", encoding="utf-8") as settings:
        settings.write(engine_toml(master))
    for command in (
        ["metric", "gmv_paid", "orders_paid", "--period", "2026-09", "--by", "channel"],
        ["run", "funnel", "--steps", "view,cart,pay", "--within", "7d"],
    ):
        said = []
        for where in (busy.near.workspace.folder, folder):
            assert main([*command, "--json", "-C", str(where)]) == 0
            said.append(json.loads(capsys.readouterr().out))
        assert not list(differing(said[0], said[1], SHIFT))
