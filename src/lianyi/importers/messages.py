"""The words for what is wrong with a file's meaning: headers, cells, statuses, mappings."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "import.kind_mismatch": (
        Text(
            "这是{found}，不是你指定的「{expected}」。",
            "This is {found}, not the {expected} you asked for.",
        ),
        Text(
            "表头和它一致（{headers}…）。去掉--as按{found_kind}导入，或者换一个文件；还没有写入任何数据。",
            "The headers match it ({headers} …). Drop --as to import it as {found_kind}, or choose another file; nothing was stored.",
        ),
    ),
    "import.column_missing": (
        Text("缺少「{missing}」这一列。", "The column 「{missing}」 is missing."),
        Text(
            "在前{rows}行里没有找到它或它的别名，读不成{expected}（还缺：{all_missing}；最像的一列：「{nearest}」）。导出时勾选这一列，或用--propose写一份对应关系；还没有写入任何数据。",
            "Neither it nor an alias is in the first {rows} rows, and {expected} needs it (missing: 「{all_missing}」; closest: 「{nearest}」). Tick the field when exporting, or write a mapping with --propose; nothing was stored.",
        ),
    ),
    "import.not_recognised": (
        Text("还认不出这是什么文件。", "It is not clear yet what this file is."),
        Text(
            "表头是：{headers}。用lianyi import --propose生成一份对应关系，改好后用--map导入；还没有写入任何数据。",
            "Its headers: 「{headers}」. Let lianyi import --propose draft a mapping, correct it and import with --map; nothing was stored.",
        ),
    ),
    "import.sheet_unread": (
        Text("这个工作表认不出来，没有读。", "This sheet was not recognised and not read."),
        Text(
            "同一文件里认得出的工作表都读了。如果要的正是这一个，把它另存为单独的文件再导入。",
            "The sheets that were recognised were read. If this is the one you meant, save it as a file of its own and import that.",
        ),
    ),
    "import.ambiguous": (
        Text(
            "这个文件可以按好几种数据来读：{kinds}。", "This file could be any of these: {kinds}."
        ),
        Text(
            "用--as选一种，例如--as orders；还没有写入任何数据。",
            "Choose one with --as, as in --as orders; nothing was stored.",
        ),
    ),
    "import.standing": (
        Text("「{id}」这次导入本来就在生效。", "Import {id} already counts."),
        Text(
            "不需要重做；lianyi imports里带✓的都在生效。",
            "There is nothing to redo; those marked ✓ in lianyi imports count.",
        ),
    ),
    "import.not_standing": (
        Text("「{id}」这次导入现在没有生效。", "Import {id} does not count at present."),
        Text(
            "不需要撤销；想让它重新生效，用lianyi redo。",
            "There is nothing to undo; lianyi redo makes it count again.",
        ),
    ),
    "import.no_rows": (
        Text("只有表头，没有数据行。", "There is a header and no row below it."),
        Text(
            "如果这段时间确实没有数据，用--covers写上日期，就会按0计；否则重新导出。",
            "If nothing happened, give the days with --covers and they count as 0; else export again.",
        ),
    ),
    "import.nothing_left": (
        Text(
            "每一行都有问题，没有可以导入的。",
            "Every row has a problem; nothing is left to import.",
        ),
        Text(
            "改好问题行文件，再导入它；还没有写入任何数据。",
            "Repair the file of bad rows and import that; nothing was stored.",
        ),
    ),
    "import.key_twice": (
        Text(
            "{table}里有{n}个编号不止一行，内容还不一样：{names}。",
            "{table}: numbers that stand in several rows which differ: {n} ({names}).",
        ),
        Text(
            "每个编号只留文件里的最后一行。如果一行是一件商品，用--propose写一份按订单合并的对应关系。",
            "The last row of each is kept. If a row is one item of an order, draft a mapping with --propose that adds the rows up.",
        ),
    ),
    "map.header_twice": (
        Text(
            "「{header}」这个表头出现了{times}次（{columns}列），读的是{column}列。",
            "The header 「{header}」 appears {times} times (columns {columns}); {column} was read.",
        ),
        Text(
            "要读后面那一列，在对应关系里写成「{header}#2」。",
            "To read the second one, write 「{header}#2」 in a mapping.",
        ),
    ),
    "import.refunds_apart": (
        Text(
            "{n}笔退款记在自己的单号下，看不出退的是哪一单。",
            "Refunds booked under numbers of their own, so that the order is unknown: {n}.",
        ),
        Text(
            "按付款时间的退款和gmv_net不会减去它们，按退款时间的会。如果文件里有原单号，在对应关系的refunds.order_no里用它。",
            "Refunds by pay time and gmv_net do not take them off, refunds by refund time do. If the file names the original order, use it for refunds.order_no in the mapping.",
        ),
    ),
    "import.currency_unknown": (
        Text("没有「{value}」这个币种。", "There is no currency 「{value}」."),
        Text(
            "「{header}」要写ISO 4217的三位代码，例如CNY、USD、JPY。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "「{header}」 expects an ISO 4217 code such as CNY, USD or JPY. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.rate_own_currency": (
        Text(
            "「{value}」是工作区自己的币种，不需要汇率。",
            "「{value}」 is the workspace's own currency and needs no rate.",
        ),
        Text(
            "删掉这一行，或用--skip-bad跳过它；其余各行不受影响。",
            "Delete the row or skip it with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.rate_not_positive": (
        Text("汇率要大于0：「{value}」。", "A rate is above 0: 「{value}」."),
        Text(
            "写1单位外币值多少本位币，例如7.12。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "Write what one unit of the foreign currency buys, such as 7.12. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.cell_minor": (
        Text(
            "「{header}」以分为单位，不能有小数：「{value}」。",
            "「{header}」 holds whole minor units (fen), without decimals: 「{value}」.",
        ),
        Text(
            "¥100.00写成10000。如果这一列其实是元，把表头里的_fen或（分）去掉，或者在对应关系里去掉unit: fen；还没有写入任何数据。",
            "Write ¥100.00 as 10000. If the column is in yuan, take _fen or (分) out of its header, or unit: fen out of the mapping; nothing was stored.",
        ),
    ),
    "import.as_of_unknown": (
        Text("看不出这个文件是什么时候导出的。", "Nothing says when this file was exported."),
        Text(
            "文件名和内容里都没有时间。同样的内容有两份不同的文件时，用--as-of 2026-11-16写上导出时间，新的才会盖过旧的。",
            "Neither its name nor its rows hold a time. Give it with --as-of 2026-11-16, so that of two files that differ the newer one wins.",
        ),
    ),
    "import.cell_missing": (
        Text(
            "「{header}」是空的，这一行就没有意义。",
            "「{header}」 is empty, and the row means nothing without it.",
        ),
        Text(
            "补上这一格；或者用--skip-bad跳过这样的行，好的行照常导入。",
            "Fill the cell; or leave such rows out with --skip-bad, and the good ones are imported.",
        ),
    ),
    "import.cell_date": (
        Text("日期读不出来：「{value}」。", "This is not a date: 「{value}」."),
        Text(
            "「{header}」要写成2026-11-09 10:22这样。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "「{header}」 expects something like 2026-11-09 10:22. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.cell_money": (
        Text("金额读不出来：「{value}」。", "This is not an amount: 「{value}」."),
        Text(
            "「{header}」要写成1,234.56这样，不超过币种的小数位。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "「{header}」 expects something like 1,234.56 with no more decimals than the currency has. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.cell_number": (
        Text("数字读不出来：「{value}」。", "This is not a number: 「{value}」."),
        Text(
            "「{header}」要写成12、1.2万或3.5%这样。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "「{header}」 expects something like 12 or 3.5%. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.id_precision_lost": (
        Text(
            "「{header}」的末尾几位丢了：「{value}」。",
            "The last digits of 「{header}」 are gone: 「{value}」.",
        ),
        Text(
            "被Excel存成了科学计数，原号码无法恢复。请从平台重新导出，不要用Excel打开后另存；还没有写入任何数据。",
            "Excel saved it in scientific notation and it cannot be restored. Export again from the platform and do not re-save in Excel; nothing was stored.",
        ),
    ),
    "import.cell_negative": (
        Text(
            "「{header}」不会是负数：「{value}」。", "「{header}」 is never negative: 「{value}」."
        ),
        Text(
            "退货和退款在售后文件里，不写成负的件数。改好这一格，或用--skip-bad跳过这一行；其余各行不受影响。",
            "Returns and refunds belong to the after-sales file, not to a negative quantity. Fix the cell or skip the row with --skip-bad; the other rows are fine.",
        ),
    ),
    "import.cell_formula": (
        Text(
            "「{header}」的公式没有结果：「{value}」。",
            "A formula in 「{header}」 has no result: 「{value}」.",
        ),
        Text(
            "在Excel里改好公式，打开并保存一次再导入；或用--skip-bad跳过这一行，其余各行不受影响。",
            "Repair the formula in Excel, save the file once and import it again; or skip the row with --skip-bad, and the other rows are fine.",
        ),
    ),
    "import.header_again": (
        Text("第{row}行又是一次表头。", "Row {row} is the header once more."),
        Text(
            "多半是几个文件接在了一起。删掉这一行，或用--skip-bad跳过它；其余各行不受影响。",
            "Most likely files were put end to end. Delete the row or skip it with --skip-bad; the other rows are fine.",
        ),
    ),
    "map.status_unknown": (
        Text(
            "「{header}」里有没见过的值：「{value}」。",
            "「{header}」 has a new value: 「{value}」.",
        ),
        Text(
            "原文已经保留，状态记为未知，金额照常计算。想让它有含义，用--propose写一份对应关系加上这个值。",
            "Its text is kept, the status counts as unknown, amounts count as usual. To give it a meaning, add it to a mapping made with --propose.",
        ),
    ),
    "map.flag_unknown": (
        Text(
            "「{header}」看不出是或否：「{value}」。",
            "「{header}」 is neither yes nor no: 「{value}」.",
        ),
        Text(
            "这一格按空白处理，其余照常导入。可以写是/否、yes/no或1/0。",
            "The cell is taken as blank and the rest is imported. Known are yes/no, true/false and 1/0.",
        ),
    ),
    "map.malformed": (
        Text("对应关系文件「{file}」读不懂。", "The mapping {file} cannot be read."),
        Text(
            "位置：{place}；原因：{reason}。用lianyi import --propose生成一份可以对照的；什么都没有导入。",
            "Place: {place}; reason: {reason}. Compare with one drafted by lianyi import --propose; nothing was imported.",
        ),
    ),
    "map.column_unknown": (
        Text(
            "对应关系「{mapping}」填了不存在的列：{table}.{column}。",
            "The mapping {mapping} fills a column that does not exist: {table}.{column}.",
        ),
        Text(
            "改成这张表有的列，参考手册里的数据表；什么都没有导入。",
            "Name a column that the table has; the reference lists them. Nothing was imported.",
        ),
    ),
    "map.expression": (
        Text(
            "对应关系「{mapping}」里的算式用不了：{text}。",
            "An expression in the mapping {mapping} cannot be used: {text}.",
        ),
        Text(
            "原因：{reason}。只用单元格的名字、数值和常用函数；什么都没有导入。",
            "Reason: {reason}. Use names of cells, literals and plain functions only; nothing was imported.",
        ),
    ),
}
