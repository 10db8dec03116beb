"""What `lianyi compliance` reads and prints: files in, hits out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lianyi.compliance.hits import FOOTER, LEVELS, NOT_A_BLESSING, Hit
from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Lang, Text

ENCODINGS = ("utf-8-sig", "gb18030")


def text_of(path: Path) -> str:
    """Return the text of a .docx (its paragraphs and cells, one a line) or of a plain text file."""
    if path.suffix.lower() == ".docx":
        return _docx_text(path)
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise LianyiError("compliance.text_unreadable", file=path.name)


def _docx_text(path: Path) -> str:
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise LianyiError("compliance.text_unreadable", file=path.name) from error
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [cell.text for row in part.rows for cell in row.cells]
        else:
            lines.append(part.text)
    return "\n".join(lines)


def document_of(path: Path) -> Any:
    """Return the parsed YAML or JSON of a scheme file; a key that is written twice is refused."""
    import yaml

    class Once(yaml.SafeLoader):
        """Loads what is safe, and each key once."""

    def mapping(loader: Once, node: yaml.MappingNode) -> dict[Any, Any]:
        keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((k for at, k in enumerate(keys) if k in keys[:at]), None)
        if twice is not None:
            raise yaml.YAMLError(f"{twice} ×2")
        return dict(loader.construct_pairs(node, deep=True))

    Once.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    try:
        return yaml.load(text_of(path), Once)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise LianyiError("scheme.not_parsed", file=path.name, reason=reason) from error


def answer(
    hits: Sequence[Hit], checked: int, issues: Sequence[Mapping[str, Any]] = (), **more: Any
) -> dict[str, Any]:
    """Return the JSON document of a check."""
    footer = {"zh": FOOTER.zh, "en": FOOTER.en}
    blocked = sum(hit.blocks for hit in hits)
    return {
        "hits": [hit.document() for hit in hits], "checked": checked, "blocked": blocked,
        "issues": list(issues), "judged": not issues, **more, "footer": footer,
        "limits": {"zh": NOT_A_BLESSING.zh, "en": NOT_A_BLESSING.en},
    }  # fmt: skip


def print_hits(hits: Sequence[Hit], checked: int, lang: Lang) -> None:
    """Print the hits for people: level, place, the words, the rule with its source, why and what to write."""
    for hit in hits:
        place = f"{hit.line}:{hit.start}-{hit.end}" if hit.line else hit.subject
        why = (hit.why or hit.rule.why).say(lang)
        print(f"{LEVELS[hit.level].say(lang)}  {place}  {_words(hit)}")
        print(
            f"    {hit.rule.name.say(lang)} · {hit.rule.source.shown().say(lang)} [{hit.rule.key}]"
        )
        print(f"    {why}")
        print(
            f"    {Text('建议', 'Suggestion').say(lang)}{_colon(lang)}{hit.rule.rewrite.say(lang)}"
        )
        if hit.override is not None:
            print(f"    {_exception(hit).say(lang)}")
    print(_summary(hits, checked).say(lang))
    print(NOT_A_BLESSING.say(lang))
    print(FOOTER.say(lang))


def _words(hit: Hit) -> str:
    return f"「{hit.text}」" if hit.line else hit.text


def _colon(lang: Lang) -> str:
    return "：" if lang == "zh" else ": "


def _exception(hit: Hit) -> Text:
    record = hit.override
    assert record is not None
    return Text("例外：{reason}（{owner}，{day}）", "Exception: {reason} ({owner}, {day})").format(
        reason=record.reason, owner=record.owner, day=record.day.isoformat()
    )


def _summary(hits: Sequence[Hit], checked: int) -> Text:
    blocked = sum(hit.blocks for hit in hits)
    if not hits:
        return Text("检查了{n}处，没有发现问题。", "{n} checked, nothing found.").format(n=checked)
    return Text(
        "检查了{n}处，命中{hits}处，其中拦截{blocked}处。",
        "{n} checked, {hits} hits, of which {blocked} blocked.",
    ).format(n=checked, hits=len(hits), blocked=blocked)


def issue_documents(issues: Sequence[Issue], args: argparse.Namespace) -> list[dict[str, Any]]:
    """Return issues as plain data, each with its text."""
    from lianyi.cli.output import issue_json

    return [issue_json(issue, args) for issue in issues]
