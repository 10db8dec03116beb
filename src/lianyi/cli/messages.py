"""The words for refusals of a command line, and of what the façade offers to Python."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "cli.bad_days": (
        Text("看不出「{text}」是哪几天。", 'It is unclear which days "{text}" means.'),
        Text(
            "写成2026-11-01..2026-11-30，前面的日期不晚于后面的；什么都没有导入。",
            "Write 2026-11-01..2026-11-30, the earlier day first; nothing was imported.",
        ),
    ),
    "cli.bad_time": (
        Text("看不出「{text}」是什么时间。", 'It is unclear what time "{text}" means.'),
        Text(
            "写成2026-11-16或2026-11-16T09:00；什么都没有导入。",
            "Write 2026-11-16 or 2026-11-16T09:00; nothing was imported.",
        ),
    ),
    "cli.period_twice": (
        Text("--period和--from/--to只能选一种。", "Use either --period or --from/--to."),
        Text("两种都写了，看不出要哪一段。", "Both were given, and they may differ."),
    ),
    "cli.file_unusable": (
        Text("「{file}」用不了：{reason}。", "{file} cannot be used: {reason}."),
        Text(
            "检查路径、权限和磁盘空间，再做一次；没有写完的文件不会留下。",
            "Check the path, your rights and the space on the disk, then try again; nothing half-written is left behind.",
        ),
    ),
    "cli.facts_unreadable": (
        Text("工作区里有一个文件读不出来。", "A file of this workspace cannot be read."),
        Text(
            "原因：{reason}。用lianyi verify看哪些坏了、怎么恢复；数据没有任何变化。",
            "Reason: {reason}. See with lianyi verify what is damaged and how to restore it; no data was touched.",
        ),
    ),
    "import.nothing_found": (
        Text("没有找到可以导入的表格。", "There is no table to import here."),
        Text(
            "能导入的有CSV、xlsx、xls，以及装着它们的文件夹、zip和gz。",
            "CSV, xlsx and xls can be imported, and folders, zip or gz files of them.",
        ),
    ),
    "import.rate_missing": (
        Text(
            "{orders}个订单是{currency}（{from_day}到{to_day}），还没有当天或更早的汇率。",
            "Orders in {currency} without a rate for their days or earlier: {orders} ({from_day} to {to_day}).",
        ),
        Text(
            "它们的金额暂不计入。导入一份有day、currency、rate三列的CSV（--as rates）就会换算，订单不用重新导入。",
            "Their amounts are not counted. Import a CSV of day, currency and rate with --as rates and they are converted; the orders need not be imported again.",
        ),
    ),
    "import.header_unverified": (
        Text(
            "「{name}」的表头还没有和真实的导出核对过。",
            "The header of {name} was not checked against a real export.",
        ),
        Text(
            "先拿几行和后台对一对，再用这些数字。",
            "Compare a few rows with the platform before you rely on these numbers.",
        ),
    ),
    "import.no_such_file": (
        Text("没有找到「{file}」。", '"{file}" was not found.'),
        Text(
            "检查路径；文件名里有空格时要加引号。",
            "Check the path; quote names that contain spaces.",
        ),
    ),
    "python.extra_missing": (
        Text("还没有安装{library}。", "{library} is not installed."),
        Text(
            '运行pip install "lianyi[{extra}]"，或者用「.rows()」拿普通的Python数据。',
            'Run pip install "lianyi[{extra}]", or take plain Python data with .rows().',
        ),
    ),
    "simulation.too_small": (
        Text(
            "{orders}单撑不起{days}天的样品店。",
            "{orders} orders are too few for a sample shop of {days} days.",
        ),
        Text("增加订单数，或者缩短时间。", "Ask for more orders or for fewer days."),
    ),
    "simulation.shares": (
        Text(
            "各平台的份额加起来不是100%，而是{total_bp}/10000。",
            "The platforms' shares do not add up to 100% but to {total_bp}/10000.",
        ),
        Text("调整份额，让它们正好合计10000。", "Adjust them until they add up to 10000 exactly."),
    ),
    "key.file_exists": (
        Text("「{file}」已经存在，没有覆盖。", "{file} exists and was not overwritten."),
        Text("换一个文件名，或者先把它移开。", "Choose another name, or move it away first."),
    ),
}
