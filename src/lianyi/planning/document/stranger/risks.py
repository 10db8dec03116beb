"""Risks in a stranger's document: what may go wrong, and what is done then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianyi.planning.document.stranger.sections import Sentence, TableRows, cell, column
from lianyi.planning.model.risks import Level

MARK = re.compile(r"风险(?:点)?\s*\d{0,2}\s*[:：]\s*|\brisk\s*\d{0,2}\s*:\s*", re.IGNORECASE)
EXAMPLES = re.compile(r"(?:例如|比如|譬如|包括|包含|主要有|如下|分别是|有以下|such as|including|e\.g\.)[:：,，]?\s*(?P<list>[^。；;]+)", re.IGNORECASE)  # fmt: skip
ANSWER = re.compile(r"(?:[，,。；;:：（(]\s*)?(?:应对(?:措施|方案|策略)?|备选方案?|预案|对策|措施|解决方案?|plan B|fallback|mitigation)\s*(?:是|为|[:：])\s*(?P<steps>.+)$", re.IGNORECASE)  # fmt: skip
SOUNDS_BAD = re.compile(
    r"下降|下滑|降低|封号|封禁|被封|处罚|违规|不及预期|不达|低于|流失|断货|缺货|滞销|投诉|退款|退货|上涨|延迟|延误|中断|负面|舆情|泄露|超支|亏损|失败|不足|刷单|羊毛|作弊|集中|依赖|变化|调整|收紧|竞争|侵权|故障|"
    r"fall|drop|ban|delay|loss|shortage|complaint|refund|overspend|below|churn|fraud|leak|fail",
    re.IGNORECASE,
)
ADVICE = re.compile(r"^(?:预判|需(?:要)?|应|制定|建立|定期|做好|明确)|机制$")
LEVELS: dict[str, Level] = {"高": "high", "中": "medium", "低": "low", "high": "high", "medium": "medium", "low": "low"}  # fmt: skip
PRESETS = (
    ("play_banned", re.compile(r"封号|封禁|被封|封群|违规|\bban", re.IGNORECASE)),
    ("community_falling", re.compile(r"(?:社群|群|community).{0,8}(?:活跃|沉默|下降|fall|drop|quiet)", re.IGNORECASE)),
    ("creator_below", re.compile(r"(?:KOL|KOC|达人|红人|creator|influencer).{0,12}(?:不及|不达|低于|below|效果差)", re.IGNORECASE)),
    ("refund_spike", re.compile(r"退款|退货|refund", re.IGNORECASE)),
    ("stock_out", re.compile(r"断货|缺货|库存不足|stock.?out|shortage", re.IGNORECASE)),
    ("complaint_spike", re.compile(r"投诉|客诉|complaint", re.IGNORECASE)),
    ("promoter_concentration", re.compile(r"(?:分销|推广|团长|promoter).{0,8}(?:集中|依赖|concentrat)", re.IGNORECASE)),
)  # fmt: skip
LONGEST = 60


@dataclass(frozen=True)
class FoundRisk:
    """A risk: what its text says of odds, damage, owner and answer, the monitor that fits, and where it stands."""

    name: str
    source: str
    path: str
    fallback: tuple[str, ...] = ()
    owner: str = ""
    probability: Level | None = None
    impact: Level | None = None

    @property
    def preset(self) -> str:
        """The shipped monitor that watches for such a thing, "" where none does."""
        return next((key for key, words in PRESETS if words.search(self.name)), "")


def risks_in(sentences: Sequence[Sentence], tables: Sequence[TableRows]) -> list[FoundRisk]:
    """Return the risks of a document, each once."""
    found: dict[str, FoundRisk] = {}
    for risk in (*_from_tables(tables), *_from_sentences(sentences)):
        found.setdefault(risk.name, risk)
    return list(found.values())


def _from_sentences(sentences: Sequence[Sentence]) -> Iterator[FoundRisk]:
    for sentence in sentences:
        marked = MARK.search(sentence.text)
        if sentence.section != "risks" and not marked:
            continue
        text, steps = _without_answer(sentence.text[marked.end() :] if marked else sentence.text)
        for name in _names(text, marked=bool(marked) or sentence.listed):
            yield FoundRisk(name, sentence.text, sentence.path, steps)


def _without_answer(text: str) -> tuple[str, tuple[str, ...]]:
    answer = ANSWER.search(text)
    if not answer:
        return text, ()
    steps = (s.strip(" 。.；;)）") for s in re.split(r"[；;、]|\d[.、)]", answer["steps"]))
    return text[: answer.start()], tuple(s for s in steps if s)


def _names(text: str, *, marked: bool) -> Iterator[str]:
    """Yield the risks that a sentence names: the items after 例如, else the sentence itself where it sounds like one."""
    listed = EXAMPLES.search(text)
    if listed:
        parts = re.split(r"[、，,]|以及|\band\b|\bor\b", listed["list"])
        bad = [p.strip(" 等。.") for p in parts]
        yield from (p for p in bad if 2 < len(p) <= LONGEST and SOUNDS_BAD.search(p))
        return
    name = re.split(r"[:：]", text)[0].strip(" 。.；;，,")
    whole = text.strip(" 。.；;，,")
    chosen = whole if len(whole) <= LONGEST else name
    if 2 < len(chosen) <= LONGEST and not ADVICE.search(chosen) and (marked or SOUNDS_BAD.search(chosen)):  # fmt: skip
        yield chosen


def _from_tables(tables: Sequence[TableRows]) -> Iterator[FoundRisk]:
    for table in tables:
        header = table.rows[0]
        name = column(header, "风险", "risk")
        if name is None:
            continue
        odds, harm = column(header, "概率", "可能性", "probability", "likelihood"), column(header, "影响", "程度", "impact")  # fmt: skip
        answer, owner = column(header, "应对", "预案", "备选", "措施", "fallback", "mitigation"), column(header, "负责人", "owner")  # fmt: skip
        for row in table.rows[1:]:
            if cell(row, name):
                steps = tuple(s.strip(" 。") for s in re.split(r"[；;]|\d[.、)]", cell(row, answer)) if s.strip(" 。"))  # fmt: skip
                yield FoundRisk(
                    cell(row, name)[:LONGEST],
                    " | ".join(filter(None, row)),
                    table.path,
                    steps,
                    cell(row, owner),
                    LEVELS.get(cell(row, odds).lower()),
                    LEVELS.get(cell(row, harm).lower()),
                )
