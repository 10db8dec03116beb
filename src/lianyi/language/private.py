"""What a text says about who wrote it, hidden before anybody reads it: phones, identity cards, mail, accounts."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,10}")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?\d{4}(\d{3,4})(?!\d)")
_ACCOUNT = re.compile(r"(微信号?|微芯|薇信|[vV][xX]|[wW][xX]|[wW]e[cC]hat|QQ号?|[qQ]{2})([是为:：加 ]{0,4})([A-Za-z0-9][A-Za-z0-9_-]{4,19})")  # fmt: skip
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{5,}(\d{2})(?!\d)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")  # fmt: skip
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHOWN = 80
_LOOKED_AT = 50
_PARTS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._%+-@ "


def masked(text: str) -> str:
    """Return `text` with what names a person hidden: `138****5678`.

    >>> masked("打我电话13812345678，微信 tea_lover88")
    '打我电话138****5678，微信 te****'
    """
    text = _PHONE.sub(r"\1****\3", text)
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MAIL.sub("***@***", text)
    text = _LANDLINE.sub(r"\1-****\2", text)
    text = _ACCOUNT.sub(lambda m: f"{m[1]}{m[2]}{m[3][:2]}****", text)
    return _LONG_NUMBER.sub(r"\1****\2", text)


def excerpt(text: str, shown: int = SHOWN) -> str:
    """Return the beginning of a text that strangers wrote, fit for a cell: masked, in one line, no formula.

    >>> excerpt("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    line = " ".join(_CONTROL.sub(" ", text[: shown * _LOOKED_AT]).split())
    if len(line) > shown * 2:
        # What is cut in the middle could be half a number, which no rule would know.
        line = line[: shown * 2].rstrip(_PARTS) + "…"
    line = masked(line)
    cut = line if len(line) <= shown else line[: shown - 1] + "…"
    return f"'{cut}" if cut.startswith(_STARTS_FORMULA) else cut
