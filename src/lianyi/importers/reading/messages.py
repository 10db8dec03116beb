"""The words for the codes of this room: what happened to the file, and what to do next."""

from __future__ import annotations

from lianyi.core.translation import Text

Message = tuple[Text, Text]

SAVE_AGAIN = Text(
    "用Excel或WPS打开，另存为「.xlsx」或「CSV UTF-8」再导入；其余文件不受影响。",
    'Open it in Excel or WPS, save it as ".xlsx" or "CSV UTF-8" and import that; other files are unaffected.',
)
EXPORT_AGAIN = Text(
    "请从平台重新导出或重新下载这个文件；还没有写入任何数据。",
    "Export or download the file again from the platform; nothing was stored.",
)
UNPACK_FIRST = Text(
    "先在电脑上解压，再导入里面的表格文件；其余文件不受影响。",
    "Unpack it on your computer first and import the tables inside; other files are unaffected.",
)
NOTHING_READ = Text(
    "这个文件没有打开，其余文件不受影响。",
    "The file was not opened; other files are unaffected.",
)

FILES: dict[str, Message] = {
    "import.unreadable": (
        Text("「{file}」打不开。", '"{file}" can\'t be opened.'),
        Text(
            "检查文件是否还在、你有没有读取权限（{reason}）。",
            "Check that it still exists and that you may read it ({reason}).",
        ),
    ),
    "import.empty": (
        Text("「{file}」是空的。", '"{file}" is empty.'),
        Text(
            "里面没有任何内容；其余文件不受影响。",
            "There is nothing in it; other files are unaffected.",
        ),
    ),
    "import.link": (
        Text("「{file}」是快捷链接，没有读取。", '"{file}" is a link and was not followed.'),
        Text("请直接选择链接指向的文件。", "Choose the file that it points to."),
    ),
    "import.file_changed": (
        Text("「{file}」在导入途中被改动了。", '"{file}" changed while it was being imported.'),
        Text(
            "等它保存完再导入一次；还没有写入任何数据。",
            "Import it again once it is saved; nothing was stored.",
        ),
    ),
    "import.not_a_table": (
        Text("「{file}」不是表格文件。", '"{file}" is not a table.'),
        Text(
            "内容看起来是{looks_like}。能导入的有CSV、xlsx、xls，以及装着它们的zip和gz。",
            "It looks like {looks_like}. CSV, xlsx and xls can be imported, and zip or gz files of them.",
        ),
    ),
    "import.format_unsupported": (
        Text(
            "「{file}」的格式（{looks_like}）还不能读。",
            '"{file}" has a format that is not read ({looks_like}).',
        ),
        SAVE_AGAIN,
    ),
    "import.encrypted": (
        Text("「{file}」加了密码，打不开。", '"{file}" is protected by a password.'),
        Text(
            "去掉密码后另存一份再导入；其余文件不受影响。",
            "Remove the password, save a copy and import that; other files are unaffected.",
        ),
    ),
    "import.workbook_damaged": (
        Text(
            "「{file}」的名字像Excel文件，内容不是。",
            '"{file}" is named like an Excel workbook, but its content is none.',
        ),
        Text(
            "多半是没有下载完整，或者改过扩展名。从平台重新下载再导入；其他文件不受影响。",
            "Most likely it was not downloaded completely, or was renamed. Download it again and import that; other files are unaffected.",
        ),
    ),
    "import.encoding_unknown": (
        Text(
            "「{file}」里的文字编码认不出来。", 'The text encoding of "{file}" is not recognised.'
        ),
        SAVE_AGAIN,
    ),
    "import.disk_full": (
        Text("磁盘空间不够，「{file}」没有导入。", 'The disk is full; "{file}" was not imported.'),
        Text(
            "腾出一些空间后再导入；还没有写入任何数据。",
            "Free some space and import again; nothing was stored.",
        ),
    ),
    "import.too_heavy": (
        Text("「{file}」太大，读到一半停下了。", '"{file}" is too heavy; reading stopped.'),
        Text(
            "它超过了上限（{limit}）。请按月份拆成几个文件；已经读到的部分没有写入。",
            "It went over the limit ({limit}). Split it by month; nothing of it was stored.",
        ),
    ),
    "import.reader_crashed": (
        Text("读「{file}」时程序中断了。", 'Reading "{file}" broke off.'),
        Text(
            "用Excel或WPS另存为「.xlsx」再试；还没有写入任何数据。反馈时请附上：{reason}。",
            'Save it as ".xlsx" in Excel or WPS and try again; nothing was stored. When reporting, add: {reason}.',
        ),
    ),
}

ARCHIVES: dict[str, Message] = {
    "import.archive_bomb": (
        Text(
            "压缩包「{file}」解开后大得不正常，没有打开。",
            'The archive "{file}" would unfold to an abnormal size and was not opened.',
        ),
        UNPACK_FIRST,
    ),
    "import.archive_broken": (
        Text("「{file}」不完整或已损坏。", '"{file}" is incomplete or damaged.'),
        EXPORT_AGAIN,
    ),
    "import.archive_empty": (
        Text("压缩包「{file}」里没有文件。", 'The archive "{file}" holds no files.'),
        EXPORT_AGAIN,
    ),
    "import.archive_nested": (
        Text("「{file}」是压缩包里的压缩包。", '"{file}" is an archive inside an archive.'),
        UNPACK_FIRST,
    ),
    "import.archive_path": (
        Text(
            "「{file}」的路径指向压缩包之外，没有读取。",
            'The path of "{file}" leads out of its archive; it was not read.',
        ),
        NOTHING_READ,
    ),
    "import.archive_unsupported": (
        Text("「{file}」的压缩方式还不能读。", '"{file}" is packed in a way that is not read.'),
        UNPACK_FIRST,
    ),
}

TABLES: dict[str, Message] = {
    "import.workbook_broken": (
        Text("Excel文件「{file}」已损坏。", 'The workbook "{file}" is damaged.'),
        Text(
            "出问题的部分是「{part}」。请从平台重新导出，或用Excel打开后另存一份；还没有写入任何数据。",
            'The damaged part is "{part}". Export it again, or open it in Excel and save a copy; nothing was stored.',
        ),
    ),
    "import.xml_doctype": (
        Text(
            "「{file}」含有Excel不会写的内容，没有读取。",
            '"{file}" contains what Excel never writes; it was not read.',
        ),
        SAVE_AGAIN,
    ),
    "import.no_such_sheet": (
        Text("「{file}」里没有工作表「{sheet}」。", '"{file}" has no sheet "{sheet}".'),
        Text("检查映射里的工作表名称。", "Check the name of the sheet in the mapping."),
    ),
    "import.too_many_sheets": (
        Text(
            "「{file}」有{sheets}张工作表，最多读{limit}张。",
            '"{file}" has {sheets} sheets; up to {limit} are read.',
        ),
        Text(
            "请只留下需要的工作表再导入。", "Keep only the sheets that you need and import again."
        ),
    ),
    "import.too_many_columns": (
        Text(
            "「{file}」有{columns}列，最多{limit}列。",
            '"{file}" has {columns} columns; the limit is {limit}.',
        ),
        Text(
            "检查分隔符是否正确，或只导出需要的列。",
            "Check the delimiter, or export only the columns that you need.",
        ),
    ),
    "import.line_too_long": (
        Text("「{file}」有一行长得不正常。", 'A line of "{file}" is abnormally long.'),
        Text(
            "它可能不是表格，或换行丢失了。请从平台重新导出。",
            "It may be no table, or the line ends are lost. Export it again from the platform.",
        ),
    ),
    "import.cell_too_long": (
        Text(
            "「{file}」有一个单元格超过{limit}个字。",
            'A cell of "{file}" holds more than {limit} characters.',
        ),
        Text(
            "请缩短它，或去掉这一列再导入。", "Shorten it, or remove its column, and import again."
        ),
    ),
}

ROWS: dict[str, Message] = {
    "import.row_too_long": (
        Text(
            "第{row}行比表头多出几格（{found}格，表头{expected}格）。",
            "Row {row} has more cells than the header ({found}, header {expected}).",
        ),
        Text(
            "多半是某一格里的逗号没有加引号，后面的列都错了位。改好这一行，或跳过它；其余各行不受影响。",
            "Most likely a comma inside a cell is not quoted and the columns after it moved. Fix the row or skip it; the other rows are fine.",
        ),
    ),
    "import.row_delimiter": (
        Text(
            "第{row}行用了别的分隔符，整行挤在前{found}格里（表头{expected}格）。",
            "Row {row} uses another delimiter: all of it stands in {found} cells (header {expected}).",
        ),
        Text(
            "把这一行的分隔符改成和其余各行一样，或跳过它；其余各行不受影响。",
            "Use the same delimiter as in the other rows, or skip the row; the other rows are fine.",
        ),
    ),
    "import.quote_unclosed": (
        Text(
            "第{row}行有一个引号没有配对。", "Row {row} has a quotation mark without its partner."
        ),
        Text(
            "补上或删掉这个引号，或跳过这一行；其余各行不受影响。",
            "Add or remove the mark, or skip the row; the other rows are fine.",
        ),
    ),
    "import.character_lost": (
        Text(
            "{column}{row}有读不出的字符：「{value}」。",
            '{column}{row} has an unreadable character: "{value}".',
        ),
        Text(
            "这一行照常导入，读不出的字符显示为「\ufffd」。",
            'The row is imported; the character shows as "\ufffd".',
        ),
    ),
    "import.cell_error": (
        Text(
            "{column}{row}是Excel的错误值：「{value}」。",
            '{column}{row} is an Excel error: "{value}".',
        ),
        Text(
            "按空处理。在Excel里改好公式后可以重新导入。",
            "It is taken as empty. Fix the formula in Excel and import again if it matters.",
        ),
    ),
    "import.cell_broken": (
        Text(
            "{column}{row}存的内容对不上：「{value}」。",
            '{column}{row} refers to something that does not exist: "{value}".',
        ),
        Text(
            "它指向不存在的文字或日期。用Excel打开后另存一份再导入。",
            "The text or date that it stands for is missing. Open the file in Excel, save a copy and import that.",
        ),
    ),
    "import.formula_without_value": (
        Text(
            "{column}{row}的公式没有算出结果。",
            "The formula in {column}{row} has no stored result.",
        ),
        Text(
            "按空处理。用Excel打开并保存一次，结果就会写进文件。",
            "It is taken as empty. Open and save the file once in Excel to store the result.",
        ),
    ),
}

MESSAGES: dict[str, Message] = {**FILES, **ARCHIVES, **TABLES, **ROWS}
