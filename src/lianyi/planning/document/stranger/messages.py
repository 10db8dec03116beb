"""The words for refusals of documents and lists of goals that somebody else wrote."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "document.word_unreadable": (
        Text(
            "这份Word打不开：它是旧版doc、加了密或损坏了。",
            "This Word file can't be opened: it is an old .doc, encrypted or damaged.",
        ),
        Text("另存为docx后再试。", "Save it as .docx and try again."),
    ),
    "document.too_long": (
        Text("「{file}」太长，读到一半停下了。", "{file} is too long; reading stopped."),
        Text(
            "最多读{most}个字或段落。拆成几份再读。",
            "At most {most} letters or paragraphs are read. Split it.",
        ),
    ),
    "document.empty": (
        Text("「{file}」里没有文字。", "There is no text in {file}."),
        Text("图片和文本框里的字不读。", "Text in pictures and text boxes is not read."),
    ),
    "document.kind_unknown": (
        Text("不知道怎么读「{file}」。", "No way to read {file} is known."),
        Text("可以是：{known}。", "It may be one of: {known}."),
    ),
    "document.not_there": (
        Text("没有「{file}」这个文件。", "There is no file {file}."),
        Text("核对文件名和文件夹。", "Check the name and the folder."),
    ),
    "document.there_already": (
        Text("「{file}」已经有了，没有覆盖。", "{file} is there already and was left alone."),
        Text("换一个名字，或者加上--force。", "Choose another name, or add --force."),
    ),
    "document.broken_list": (
        Text("「{file}」读不出来。", "{file} can't be read."),
        Text("原因：{reason}。", "Reason: {reason}."),
    ),
}
