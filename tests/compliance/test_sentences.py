from __future__ import annotations

import pytest

from lianyi.compliance.checking import check_text, counted
from lianyi.compliance.folding import folded
from tests.compliance.marked import SENTENCES, score

WRITTEN, REAL = ("written.tsv",), ("real.tsv",)
HELD_OUT = ("held_out.tsv", "held_out_2.tsv", "held_out_3.tsv", "held_out_4.tsv")


@pytest.mark.parametrize("names", [WRITTEN, REAL, HELD_OUT], ids=["written", "real", "held out"])
def test_the_bad_are_found_and_named_and_the_good_are_left_alone(names: tuple[str, ...]) -> None:
    found = score(*names)
    assert found.named >= 0.95 * found.bad, found.missed
    assert len(found.flagged) <= 0.05 * found.good, found.flagged


def test_there_are_as_many_sentences_as_promised() -> None:
    written, real = score(*WRITTEN), score(*REAL)
    assert (written.bad, written.good) == (60, 60)
    assert real.bad + real.good >= 60


def test_each_real_sentence_names_who_published_it() -> None:
    rows = [r.split("\t") for r in (SENTENCES / "real.tsv").read_text("utf-8").splitlines()]
    assert all(len(row) == 4 and row[3].strip() for row in rows if not row[0].startswith("#"))


@pytest.mark.parametrize(
    "harmless",
    [
        "最近上新", "最后一天", "最多可减20元", "第一次下单", "首次到店送贴纸", "没有最低消费", "第一步选规格", "世界杯看球套餐",
        "不得使用“最佳”", "把“全网最低”改成“近7天最低”", "最佳赏味期三天", "最高可享24期免息", "近七天最低成交价79元",
        "We never promise guaranteed returns.", "Best before 2027-01-01.",
    ],
)  # fmt: skip
def test_harmless_uses_are_left_alone(harmless: str) -> None:
    assert check_text(harmless) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全網最 佳 品質", "superlative"), ("最*佳选择", "superlative"), ("ＮＯ．１品牌", "superlative"),
        ("不要错过全网最低价", "lowest_price"), ("不仅好看，还能治疗失眠", "medical"),
        ("The world's best tea", "superlative"), ("This tea cures diabetes.", "medical"),
        ("Guaranteed returns of 10% a year", "return_promise"),
        ("Share this page to three groups and get a free gift", "share_inducement"),
        ("Earn a bonus for every person you recruit: recruit people and get paid $20", "pyramid_head_count"),
        ("Three-level commission on all sales", "pyramid_levels"),
    ],
)  # fmt: skip
def test_tricks_and_translations_are_seen(text: str, rule: str) -> None:
    assert rule in {hit.rule.key for hit in check_text(text)}


def test_a_hit_knows_its_place_in_the_line_as_written() -> None:
    text = "好茶。\n\n  这里有全網最*佳的茶！"
    (hit,) = check_text(text)
    assert text.splitlines()[hit.line - 1][hit.start - 1 : hit.end] == hit.text
    assert "最*佳" in hit.text and hit.line == 3
    assert counted(text) == 2


def test_a_phrase_may_run_over_two_sentences() -> None:
    assert [h.rule.key for h in check_text("先把海报转发到朋友圈！截图给客服领红包。")] == [
        "share_inducement"
    ]


def test_what_stands_under_a_warning_is_only_named() -> None:
    assert check_text("识别传销的三个特征：\n1. 交入门费\n2. 拉人头拿奖金") == []
    assert check_text("识别传销的三个特征：\n\n交998元成为合伙人") != []


def test_every_character_that_is_read_has_its_place() -> None:
    line = "ＡＢ 网 站\u200b最_好①"
    read, places = folded(line)
    assert len(read) == len(places) == len(set(places)) and places == sorted(places)


def test_an_empty_text_has_no_sentence() -> None:
    assert check_text("") == [] and counted("\n \n") == 0
