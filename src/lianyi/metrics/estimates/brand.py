"""What people say of the brand: numbers of `voice`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("brand")
ANALYSIS = "voice"

declare(
    "share_of_voice",
    "ratio",
    "声量份额（SOV）|Share of voice",
    "自己品牌的声量÷自己和声量里其他品牌的声量。|Mentions of the own brand over mentions of it and of all other brands found.",
    Analysed(ANALYSIS, "share_of_voice"),
)
declare(
    "nsr_a",
    "ratio",
    "净情感度A（NSR，含中性）|Net sentiment A (neutral included)",
    "（正面－负面）÷全部有情感的声量；没有人工标注的由模型判定，并按它的错误率校正。|"
    "Positive less negative over all mentions with a feeling; those without a label are answered by the model and corrected by its errors.",
    Analysed(ANALYSIS, "nsr_a"),
    not_the_same_as=("nsr_b", "net_sentiment"),
)
declare(
    "nsr_b",
    "ratio",
    "净情感度B（NSR，只看正负）|Net sentiment B (positive and negative only)",
    "（正面－负面）÷（正面＋负面）；没有人工标注的由模型判定，并按它的错误率校正。|"
    "Positive less negative over positive plus negative; mentions without a label are answered by the model and corrected by its errors.",
    Analysed(ANALYSIS, "nsr_b"),
    not_the_same_as=("nsr_a", "net_sentiment_polar"),
)
