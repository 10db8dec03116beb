"""Currencies by ISO 4217 code: how many decimals the minor unit has, and the signs people write.

Source: ISO 4217 list one (active) and the codes withdrawn since 2018, which old exports still
carry.
"""

from __future__ import annotations

from lianyi.core.errors import LianyiError

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF UYW"
_TWO_DECIMALS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK
PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS
TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
CUC HRK SLL ZWL
"""

MINOR_DIGITS: dict[str, int] = {
    code: digits
    for digits, codes in enumerate(
        (_NO_DECIMALS, "", _TWO_DECIMALS, _THREE_DECIMALS, _FOUR_DECIMALS)
    )
    for code in codes.split()
}

# A sign may stand for several currencies; the first one owns it when an amount is shown.
SIGNS: dict[str, tuple[str, ...]] = {
    "¥": ("CNY", "JPY"),
    "CN¥": ("CNY",),
    "元": ("CNY", "HKD", "TWD", "MOP"),
    "圆": ("CNY",),
    "人民币": ("CNY",),
    "RMB": ("CNY",),
    "円": ("JPY",),
    "日元": ("JPY",),
    "$": ("USD", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD"),
    "US$": ("USD",),
    "美元": ("USD",),
    "HK$": ("HKD",),
    "港元": ("HKD",),
    "港币": ("HKD",),
    "NT$": ("TWD",),
    "S$": ("SGD",),
    "A$": ("AUD",),
    "C$": ("CAD",),
    "€": ("EUR",),
    "欧元": ("EUR",),
    "£": ("GBP",),
    "英镑": ("GBP",),
    "₩": ("KRW",),
    "₫": ("VND",),
    "฿": ("THB",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "R$": ("BRL",),
    "RM": ("MYR",),
    "RP": ("IDR",),
    "₱": ("PHP",),
}
_SHOWN = {"CNY": "¥", "USD": "$", "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$", "CAD": "C$"}
_SHOWN |= {"EUR": "€", "GBP": "£", "KRW": "₩", "VND": "₫", "THB": "฿", "INR": "₹", "RUB": "₽"}
_SHOWN |= {"BRL": "R$", "MYR": "RM", "PHP": "₱", "JPY": "JP¥"}


def minor_digits(currency: str) -> int:
    """Return the decimals of `currency`'s minor unit; refuses a code that ISO 4217 does not know.

    >>> minor_digits("CNY"), minor_digits("JPY"), minor_digits("KWD")
    (2, 0, 3)
    """
    if currency not in MINOR_DIGITS:
        raise LianyiError("currency.unknown", currency=currency)
    return MINOR_DIGITS[currency]


def sign_of(currency: str) -> str:
    """Return what is written before an amount: `¥`, `$`, or the code and a space."""
    return _SHOWN.get(currency, f"{currency} ")
