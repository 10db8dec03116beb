"""Value rules as DuckDB macros: how the text of one cell becomes a typed value, or null.

Each rule has a quick form for the usual spelling (`ly_quick_…`) and a patient one for all others. A file is
first read with the quick forms; cells that they cannot read get the patient ones (see `convert.py`), because
an expression costs memory for each of its parts even where it is not taken. A rule returns null both for
"nothing there" and for "cannot be read"; `is_bad` in `cells.py` tells the two apart by the raw text.
"""

from __future__ import annotations

from lianyi.facts.zones import to_local_sql, to_utc_sql

BLANKS = " \t\r\n　\u00a0\ufeff\u200b\x0b\x0c"
# A word for totals may stand in a column that nobody reads, as long as it is one of the first.
LEADING_COLUMNS = 3
NOTHING = (
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "null",
    "NULL",
    "None",
    "nan",
    "NaN",
    "N/A",
    "#N/A",
    "NA",
    "无",
    "暂无",
)
# What Excel shows for a formula that failed, and `=` for one whose result the file does not hold.
BROKEN = ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#CALC!", "=")
NO_TIME = ("0000-00-00", "1970-01-01", "1970/01/01", "1970/1/1", "9999-12-31")
DATE_FORMATS = (
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y.%m.%d",
    "%Y年%m月%d日%H时%M分%S秒", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日%H:%M:%S", "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日%H时%M分", "%Y年%m月%d日 %H时%M分%S秒", "%Y年%m月%d日 %H时%M分", "%Y年%m月%d日", "%Y%m%d%H%M%S", "%Y%m%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S",
    "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y",
    "%a %b %d %H:%M:%S %Y", "%b %d, %Y", "%Y-%m",
)  # fmt: skip
# One sign, one currency, digits in groups of three or four, one point, one unit: `¥-1,234.50`, `1.2万`, `(5)`.
AMOUNT = (
    r"^\(?\s*[+-]?\s*(?:US\$|HK\$|R\$|[¥￥$€£]|RMB|CNY)?\s*[+-]?\s*"
    r"(?:\d*|\d{1,3}(?:[,，\s]\d{3})+|\d{1,4}(?:[,，]\d{4})+)(?:\.\d*)?(?:[eE][+-]?\d{1,2})?"
    r"\s*(?:亿|万|w|W|千|k|K)?\+?\s*(?:元|圆|¥|€|£|R\$|RMB|CNY|个|人|次|件|单)?\+?\s*\)?-?$"
)
YES = ("是", "y", "yes", "true", "1", "t", "已", "有", "√", "✓", "1.0")
NO = ("否", "n", "no", "false", "0", "f", "未", "没有", "×", "0.0", "非")


def quote(text: str) -> str:
    """Return `text` as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def macros(zone: str, minor_digits: int) -> list[str]:
    """Return the statements that define the rules for a business zone and a currency's minor digits."""
    return [*_text_macros(), *_amount_macros(minor_digits), *_time_macros(zone), *_number_macros()]


def _text_macros() -> list[str]:
    """Blanks, words for nothing, ids, flags and phones."""
    nothing = ", ".join(quote(word) for word in NOTHING)
    silent = ", ".join(quote(word) for word in (*NOTHING, *BROKEN))
    longest = max(len(word.encode()) for word in (*NOTHING, *BROKEN))
    return [
        # Looking at both ends first is a third of the price of trimming every cell
        f"CREATE TEMP MACRO ly_trim(s) AS CASE WHEN {_has_blank_end('s')} THEN trim(s, {quote(BLANKS)}) "
        # The quote that keeps a spreadsheet from running a cell, as in our own files of bad rows
        "WHEN prefix(s, '''') AND list_contains(['=', '+', '-', '@'], s[2]) THEN s[2:] ELSE s END",
        # Not IN: DuckDB would turn each list of constants into a join of its own
        f"CREATE TEMP MACRO ly_nothing(t) AS strlen(t) <= {longest} AND list_contains([{nothing}], t)",
        f"CREATE TEMP MACRO ly_text(t) AS CASE WHEN strlen(t) <= {longest} AND list_contains([{silent}], t) THEN NULL ELSE t END",
        # Excel guards ids as 'text, ="text" or text<TAB>; a float copy of a whole number ends in .0
        "CREATE TEMP MACRO ly_id(t) AS CASE WHEN prefix(t, '''') OR prefix(t, '=') OR prefix(t, '\"') OR prefix(t, '`') OR suffix(t, '.0') "
        r"THEN ly_text(regexp_replace(regexp_replace(t, '^[''=\"`]+|[\"`]+$', '', 'g'), '^(\d+)\.0$', '\1')) "
        "ELSE ly_text(t) END",
        "CREATE TEMP MACRO ly_half(t) AS translate(t, '０１２３４５６７８９．－＋（）％，−–', '0123456789.-+()%,--')",
        f"CREATE TEMP MACRO ly_flag(t) AS CASE WHEN list_contains([{_list(YES)}], lower(t)) THEN true WHEN list_contains([{_list(NO)}], lower(t)) THEN false END",
        r"CREATE TEMP MACRO ly_phone(t) AS CASE WHEN strlen(t) = 11 AND regexp_matches(t, '^1[3-9]\d{9}$') THEN t "
        r"WHEN contains(t, '*') THEN NULL ELSE nullif(regexp_extract(regexp_replace(ly_half(t), '[\s\-''\"=]', '', 'g'), '^(?:\+?86|0086)?(1[3-9]\d{9})(?:\.0)?$', 1), '') END",
    ]  # fmt: skip


def _amount_macros(minor_digits: int) -> list[str]:
    """Decimals in any spelling, and money in whole minor units."""
    scale = 10**minor_digits
    exact = f"DECIMAL(18,{minor_digits})"
    return [
        r"CREATE TEMP MACRO ly_digits(t) AS regexp_replace(regexp_replace(ly_half(t), '[,，¥￥$€£\s元圆]|RMB|CNY|R\$|个|人|次|件|单', '', 'g'), '^\((.*)\)$|^(\d.*)-$', '-\1\2')",
        r"CREATE TEMP MACRO ly_unit(d) AS CASE right(d, 1) WHEN '亿' THEN 100000000 WHEN '万' THEN 10000 WHEN 'w' THEN 10000 WHEN 'W' THEN 10000 WHEN '千' THEN 1000 WHEN 'k' THEN 1000 WHEN 'K' THEN 1000 WHEN '+' THEN 1 ELSE 1 END",
        # A lambda computes its argument once; a macro would copy it to every place
        f"CREATE TEMP MACRO ly_is_amount(t) AS regexp_matches(ly_half(t), {quote(AMOUNT)})",
        "CREATE TEMP MACRO ly_decimal(t) AS CASE WHEN ly_is_amount(t) THEN list_transform([ly_digits(t)], lambda d: TRY_CAST(rtrim(d, '亿万wW千kK+') AS DECIMAL(22,8)) * ly_unit(d))[1] END",
        "CREATE TEMP MACRO ly_whole(v) AS list_transform([v], lambda w: CASE WHEN w = round(w, 0) THEN TRY_CAST(w AS BIGINT) END)[1]",
        f"CREATE TEMP MACRO ly_money_slow(t) AS ly_whole(ly_decimal(t) * {scale})",
        f"CREATE TEMP MACRO ly_quick_money(t) AS CASE WHEN TRY_CAST(t AS {exact}) = TRY_CAST(t AS DECIMAL(18,6)) THEN CAST(TRY_CAST(t AS {exact}) * {scale} AS BIGINT) END",
        "CREATE TEMP MACRO ly_money(t) AS ly_money_slow(ly_text(t))",
        f"CREATE TEMP MACRO ly_money_round(t) AS CAST(round(ly_decimal(ly_text(t)) * {scale}, 0) AS BIGINT)",
        # 100.00 among minor units was meant as whole ones; 100.0 is how table programs write the whole number 100
        r"CREATE TEMP MACRO ly_minor(t) AS CASE WHEN regexp_matches(ly_half(t), '(\.(\d{2,}|[1-9])?\s*|[元圆]\s*)\)?$') THEN NULL ELSE ly_whole(ly_decimal(ly_text(t))) END",
    ]  # fmt: skip


def _time_macros(zone: str) -> list[str]:
    """Instants and days, from wall time in the business zone."""
    formats = ", ".join(quote(f) for f in DATE_FORMATS)
    return [
        "CREATE TEMP MACRO ly_quick_instant(t) AS CASE WHEN length(t) <= 19 THEN ly_to_utc(TRY_CAST(t AS TIMESTAMP)) END",
        "CREATE TEMP MACRO ly_quick_day(t) AS CAST(TRY_CAST(t AS TIMESTAMP) AS DATE)",
        f"CREATE TEMP MACRO ly_to_utc(ts) AS {to_utc_sql('ts', zone)}",
        # Excel counts days from 1899-12-30; anything between 1954 and 2119 is taken as such a day
        "CREATE TEMP MACRO ly_serial(t) AS CASE WHEN TRY_CAST(t AS DOUBLE) BETWEEN 20000 AND 80000 "
        "THEN TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round(TRY_CAST(t AS DOUBLE) * 86400) AS BIGINT) * 1000) END",
        # Seconds or milliseconds since 1970, of the years 2001 to 2033
        r"CREATE TEMP MACRO ly_epoch(t) AS CASE WHEN regexp_full_match(t, '1\d{9}(\.0+)?') THEN make_timestamp(CAST(left(t, 10) AS BIGINT) * 1000000) "
        r"WHEN regexp_full_match(t, '1\d{12}(\.0+)?') THEN make_timestamp(CAST(left(t, 13) AS BIGINT) * 1000) END",
        f"CREATE TEMP MACRO ly_from_utc(ts) AS {to_local_sql('ts', zone)}",
        # Databases write these where there is no time, or no end
        f"CREATE TEMP MACRO ly_no_time(t) AS {' OR '.join(f'prefix(t, {quote(t)})' for t in NO_TIME)}",
        f"CREATE TEMP MACRO ly_local_slow(t) AS coalesce(try_strptime(ly_half(t), [{formats}]), ly_serial(t))",
        "CREATE TEMP MACRO ly_local(t) AS coalesce(TRY_CAST(t AS TIMESTAMP), ly_local_slow(t))",
        r"CREATE TEMP MACRO ly_has_zone(t) AS length(t) > 19 AND regexp_matches(t, '(Z|[+-]\d\d:?\d\d|UTC|GMT)$')",
        r"CREATE TEMP MACRO ly_instant(t) AS CASE WHEN ly_has_zone(t) THEN CAST(TRY_CAST(regexp_replace(replace(replace(t, ' UTC', '+00'), ' GMT', '+00'), ' +([+-])', '\1') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) WHEN ly_no_time(t) THEN NULL ELSE coalesce(ly_to_utc(ly_local(t)), ly_epoch(t)) END",
        "CREATE TEMP MACRO ly_day(t) AS CASE WHEN NOT ly_no_time(t) THEN coalesce(CAST(ly_local(t) AS DATE), CAST(ly_from_utc(ly_epoch(t)) AS DATE)) END",
    ]  # fmt: skip


def _number_macros() -> list[str]:
    """Counts, numbers, percentages and durations."""
    return [
        "CREATE TEMP MACRO ly_quick_count(t) AS CASE WHEN NOT contains(t, '.') AND NOT contains(t, 'e') AND NOT contains(t, 'E') THEN TRY_CAST(t AS BIGINT) END",
        "CREATE TEMP MACRO ly_quick_number(t) AS TRY_CAST(t AS DOUBLE)",
        "CREATE TEMP MACRO ly_quick_percent(t) AS CASE WHEN right(t, 1) = '%' THEN TRY_CAST(left(t, -1) AS DOUBLE) / 100 ELSE TRY_CAST(t AS DOUBLE) END",
        "CREATE TEMP MACRO ly_count(t) AS ly_whole(ly_decimal(ly_text(t)))",
        "CREATE TEMP MACRO ly_number(t) AS coalesce(TRY_CAST(ly_text(t) AS DOUBLE), CAST(ly_decimal(ly_text(t)) AS DOUBLE))",
        "CREATE TEMP MACRO ly_percent(t) AS CASE WHEN right(ly_half(t), 1) = '%' "
        "THEN CAST(ly_decimal(left(t, -1)) AS DOUBLE) / 100 ELSE ly_number(t) END",
        "CREATE TEMP MACRO ly_rate_bp(t) AS CASE WHEN right(ly_half(t), 1) = '%' "
        "THEN CAST(round(ly_decimal(left(t, -1)) * 100, 0) AS BIGINT) "
        "ELSE CAST(round(TRY_CAST(ly_text(t) AS DECIMAL(18,8)) * 10000, 0) AS BIGINT) END",
        r"CREATE TEMP MACRO ly_minutes(t) AS CASE WHEN contains(t, ':') THEN ly_clock_seconds(t) / 60.0 ELSE coalesce(ly_number(t), ly_spoken_seconds(t) / 60.0) END",
        r"CREATE TEMP MACRO ly_seconds(t) AS CASE WHEN contains(t, ':') THEN ly_clock_seconds(t) ELSE coalesce(ly_number(t), ly_number(regexp_extract(t, '^([\d.]+)[sS秒]$', 1)), ly_spoken_seconds(t)) END",
    ]  # fmt: skip


def duration_macros() -> list[str]:
    """Return the rules for clock times (1:02:03) and spoken ones (1小时2分3秒), in seconds."""
    part = "coalesce(TRY_CAST(nullif(regexp_extract(t, '([\\d.]+){unit}', 1), '') AS DOUBLE), 0)"
    hours = part.format(unit="(?:小时|时|h)")
    minutes = part.format(unit="(?:分钟|分|min|m)")
    seconds = part.format(unit="(?:秒|s)")
    return [
        "CREATE TEMP MACRO ly_clock_seconds(t) AS list_reduce(list_transform(string_split(t, ':'), lambda x: TRY_CAST(x AS DOUBLE)), lambda a, b: a * 60 + b)",
        f"CREATE TEMP MACRO ly_spoken_seconds(t) AS CASE WHEN regexp_matches(t, '\\d(小时|时|分|秒|h|m|s)') THEN {hours} * 3600 + {minutes} * 60 + {seconds} END",
    ]


def _has_blank_end(s: str) -> str:
    """True for text that begins or ends with a blank; false or null for all other."""
    wide = [b for b in BLANKS if not b.isascii()]
    begins = [f"prefix({s}, {quote(b)})" for b in wide]
    ends = [f"suffix({s}, {quote(b)})" for b in BLANKS]
    # Everything below "!" begins with an ASCII blank, or is empty
    return " OR ".join([f"{s} < '!'", *begins, *ends])


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(quote(w) for w in words)
