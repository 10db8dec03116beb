"""Feeling of Chinese texts: sentences written for these tests, so that no model has seen them."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.language.aspects import aspects_of
from lianyi.language.grams import grams
from lianyi.language.labels import feelings, starred
from lianyi.language.lexicon import hits
from lianyi.language.model import HIGH, LOW, SHIPPED, load
from lianyi.language.negation import denied
from lianyi.language.normal import LONGEST, normal
from lianyi.language.private import excerpt, masked
from lianyi.language.sentiment import FEELINGS, deciding, score
from lianyi.stats.net_sentiment import Feelings, felt

GOOD = [
    "",
    "很好看，孩子特别喜欢",
    "发货快，包装严实，下次还来",
    "不错，没毛病",
    "不是不好",
    "一点都不难吃",
    "不得不说真的好用",
    "这支口红颜值高，绝绝子",
    "yyds，已经回购三次",
    "被种草以后没有失望",
    "质量很好，物超所值",
    "質量很好，老闆態度也好，會推薦給朋友",
    "👍👍👍",
    "😍太美了",
    "真香",
    "",
]
BAD = [
    "",
    "不好看",
    "不是很好",
    "没有想象中那么好",
    "颜值不高，做工也粗糙",
    "踩雷了，大家别买",
    "劝退，纯纯智商税",
    "拔草了，不好用",
    "避雷这家店",
    "用了两天就坏了，客服不理人",
    "質量很差，不推薦",
    "味道刺鼻，退货了",
    "👎",
    "😡什么破东西",
    "有点失望",
    "",
]
CALM = [
    "",
    "还行吧，一般般",
    "还行吧,一般般",
    "馬馬虎虎，湊合能用",
    "不好不坏",
    "中规中矩",
    "请问什么时候发货",
    "此用户没有填写评价内容",
    "",
]


def feeling(text: str) -> str:
    return str(FEELINGS[score([text]).answer[0]])


@pytest.mark.parametrize("text", [t for t in GOOD if t])
def test_praise_is_positive(text: str) -> None:
    assert feeling(text) == "positive"


@pytest.mark.parametrize("text", [t for t in BAD if t])
def test_blame_is_negative(text: str) -> None:
    assert feeling(text) == "negative"


@pytest.mark.parametrize("text", [t for t in CALM if t])
def test_so_so_is_neutral(text: str) -> None:
    assert feeling(text) == "neutral"


@pytest.mark.parametrize("text", ["", "   ", "。。。！！！", "12345", "\x00\u200b", "\ud800"])
def test_what_says_nothing_is_neutral_at_even_odds(text: str) -> None:
    found = score([text])
    assert (found.probability[0], FEELINGS[found.answer[0]]) == (0.5, "neutral")


def test_a_text_is_read_in_one_spelling() -> None:
    spellings = [
        "质量很差,不推荐!!",
        "質量很差，不推薦！！",
        "质量很差，不推荐！！！！！！",
        "质量很差、不推荐！\ufe0f！",
    ]
    assert len(set(score(spellings).probability)) == 1
    assert score(["GOOD"]).probability[0] == score(["ｇｏｏｄ"]).probability[0]


def test_an_answer_does_not_depend_on_the_texts_beside_it() -> None:
    texts = [t for t in (*GOOD, *BAD, *CALM) if t]
    together = score(texts).probability
    assert np.allclose(together, [score([t]).probability[0] for t in texts])
    assert np.allclose(score([*texts, *texts]).probability, np.tile(together, 2))


def test_a_very_long_text_is_read_up_to_its_limit_and_quickly() -> None:
    long = "很好。" + "啊" * LONGEST + "太差了，垃圾" * 200_000
    begun = time.process_time()
    assert score([long]).probability[0] == pytest.approx(score([long[:LONGEST]]).probability[0])
    assert time.process_time() - begun < 1.0


def test_a_thousand_reviews_take_well_under_a_second() -> None:
    texts = [
        f"第{n}次买了，物流很快，包装完好，味道比超市的新鲜，孩子爱吃，会回购" for n in range(1_000)
    ]
    score(texts[:10])
    begun = time.process_time()
    assert len(score(texts)) == 1_000
    assert time.process_time() - begun < 0.5


@given(st.text(max_size=80))
def test_any_text_at_all_has_a_probability_and_the_class_that_belongs_to_it(text: str) -> None:
    found = score([text])
    chance, answer = float(found.probability[0]), FEELINGS[found.answer[0]]
    assert 0 <= chance <= 1
    assert answer == ("negative" if chance < LOW else "positive" if chance > HIGH else "neutral")
    assert all(word in normal(text) or word for word in deciding(text))


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("不好看", [0, 1, 1]),
        ("不是不好", [0, 0, 1, 0]),
        ("非常好", [0, 0, 0]),
        ("好不好", [0, 0, 0]),
        ("没想到，很好", [0, 0, 0, 0, 0, 0]),
        ("没坏。好", [0, 1, 0, 0]),
        ("不一二三四五", [0, 1, 1, 1, 1, 0]),
    ],
)
def test_a_negation_reaches_four_characters_and_no_mark(text: str, under: list[int]) -> None:
    assert list(denied(text)) == under


def test_a_word_of_the_list_is_strengthened_weakened_and_turned() -> None:
    plain, more, less = (hits(t)[0].weight for t in ("失望", "非常失望", "有点失望"))
    assert more < plain < less < 0
    assert hits("没有失望")[0].weight > 0
    assert hits("不给差评")[0].weight == 0


def test_the_words_that_decided_stand_in_the_text() -> None:
    assert deciding("物流快，绝绝子，会回购", most=2) == ["绝绝子", "回购"]
    assert deciding("还行吧，一般般") == ["还行吧", "一般般"]
    assert deciding("") == []


def test_runs_are_distinct_and_never_cross_two_texts() -> None:
    number, slot = grams(["好好", "好"], 16)
    # 「好」 and 「好好」 in the first text, 「好」 in the second.
    assert number.tolist() == [0, 0, 1]
    assert slot[2] in slot[:2]
    assert grams(["", ""], 16)[0].tolist() == []


def test_topics_are_told_by_their_words() -> None:
    assert aspects_of("快递慢，客服态度差，价格贵") == ["delivery", "price", "service"]
    assert aspects_of("") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13812345678找我", "电话138****5678找我"),
        ("电话 138 1234 5678", "电话 138****5678"),
        ("+86-13812345678", "138****5678"),
        ("身份证330106199001011234", "身份证330106********1234"),
        ("写信到 me.li@example.com 吧", "写信到 ***@*** 吧"),
        ("加微信：tea_lover88", "加微信：te****"),
        ("单号6920001234567", "单号692****67"),
    ],
)
def test_what_names_a_person_is_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", " \n=HYPERLINK(1)", "\u200b=1"]
)
def test_no_excerpt_is_a_formula(text: str) -> None:
    assert excerpt(text)[0] == "'"
    assert "\n" not in excerpt(text + "\nsecond")


@pytest.mark.parametrize("before", range(60, 170, 3))
def test_no_number_is_shown_by_halves_where_a_text_is_cut(before: int) -> None:
    shown = excerpt("好" * before + "13812345678" + "好" * 400)
    assert "8123" not in shown
    assert "381234" not in shown
    assert len(excerpt("me@example.com " * 5_000)) <= 80


def test_labels_are_read_on_the_scale_that_holds_them() -> None:
    assert feelings(["0", "1", "", "1.0"]) == [0, 2, None, 2]
    assert feelings(["-1", "0", "1"]) == [0, 1, 2]
    assert feelings(["0", "1", "2"]) == [0, 1, 2]
    assert feelings(["1", "3", "5"]) == [0, 1, 2]
    assert feelings(["17", "正面", "Neg", "中性"]) == [None, 2, 0, 1]
    assert starred(["1", "1", "5星", "3.0", "0"]) == [0, 0, 2, 1, None]


def test_intervals_hold_for_a_kind_of_text_that_was_left_out() -> None:
    tables = {kind: np.array(table, float) for kind, table in load().errors.items()}
    held = tried = 0
    for kind, table in tables.items():
        rates = table / table.sum(axis=1, keepdims=True)
        for truth in ([0.1, 0.1, 0.8], [0.2, 0.2, 0.6], [0.5, 0.0, 0.5], [0.6, 0.1, 0.3]):
            answered = np.array(truth) @ rates * 2_000
            errors = [t for other, t in tables.items() if other != kind]
            told = felt(Feelings(answered=answered, texts=2_000, errors=errors), seed=1, draws=500).nsr_a  # fmt: skip
            assert told.low is not None
            assert told.high is not None
            held += told.low <= truth[2] - truth[0] <= told.high
            tried += 1
    assert held >= 0.9 * tried


def test_the_model_is_small_and_holds_numbers_only() -> None:
    assert SHIPPED.stat().st_size < 3_000_000
    model = load()
    assert model.weights.dtype == np.int8
    assert 1 << model.bits == len(model.weights)
    with np.load(SHIPPED, allow_pickle=False) as kept:
        assert set(kept.files) == {"weights", "about"}
    for table in model.errors.values():
        assert np.array(table).shape == (3, 3)
