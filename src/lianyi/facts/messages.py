"""The words for refusals about the workspace, its imports, its people and its key."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "workspace.none": (
        Text("「{folder}」不是涟漪的工作区。", '"{folder}" is not a Lianyi workspace.'),
        Text(
            "里面没有lianyi.toml。用-C指定工作区文件夹，或者用lianyi init新建一个。",
            "It holds no lianyi.toml. Name the folder with -C, or make one with lianyi init.",
        ),
    ),
    "workspace.exists": (
        Text(
            "「{folder}」已经是工作区，它的{setting}是{kept}，不是{wanted}。",
            "{folder} is a workspace already; its {setting} is {kept}, not {wanted}.",
        ),
        Text(
            "什么都没有改。想用{wanted}，换一个文件夹新建；时区和币种变了，已经导入的数字也要重新导入才对。",
            "Nothing was changed. For {wanted}, make a workspace in another folder; what was imported was read with {kept}.",
        ),
    ),
    "workspace.settings": (
        Text("{file}里有一处设置读不懂。", "A setting in {file} cannot be read."),
        Text(
            "位置和原因：{reason}。改好再试；数据没有任何变化。",
            "Where and why: {reason}. Correct it and try again; no data was touched.",
        ),
    ),
    "workspace.properties": (
        Text(
            "lianyi.toml的[events] properties里，「{name}」不能用。",
            "In [events] properties of lianyi.toml, {name} cannot be used.",
        ),
        Text(
            "这里是一个列表，最多{most}个互不相同的名字，由文字、数字和下划线组成，不和事件已有的列同名。更多的属性放在more列，用lianyi sql查，慢一些。",
            "It is a list of at most {most} different names made of letters, digits and underscores, none of which an event has anyhow. Further properties stay in the column more and are asked for with lianyi sql, which is slower.",
        ),
    ),
    "workspace.yaml": (
        Text("{file}不是能读懂的YAML。", "{file} is not readable YAML."),
        Text(
            "原因：{reason}。检查缩进和冒号，或者先把这个文件移开；数据没有任何变化。",
            "Reason: {reason}. Check indentation and colons, or move the file away; no data was touched.",
        ),
    ),
    "workspace.zone": (
        Text("没有「{zone}」这个时区。", "There is no time zone {zone}."),
        Text(
            "写IANA名称，例如Asia/Shanghai；工作区没有改动。",
            "Use an IANA name such as Asia/Shanghai; the workspace was left as it is.",
        ),
    ),
    "workspace.currency": (
        Text("没有「{currency}」这个币种。", "There is no currency {currency}."),
        Text(
            "写ISO 4217的三位代码，例如CNY；工作区没有改动。",
            "Use an ISO 4217 code such as CNY; the workspace was left as it is.",
        ),
    ),
    "exclude.malformed": (
        Text(
            "exclude.yaml里有一处读不懂：{place}。",
            "A rule in exclude.yaml cannot be read: {place}.",
        ),
        Text(
            "可以写flags、remark_words、people、orders、promoters（都是列表）和amount_up_to（以元计的数）。改好之前不出数，免得把测试单算进去。",
            "Known rules: flags, remark_words, people, orders, promoters (lists) and amount_up_to (an amount in yuan). No numbers are given until it is corrected, so that test orders are not counted.",
        ),
    ),
    "channels.malformed": (
        Text(
            "channels.yaml里有一处读不懂：{place}。",
            "A place in channels.yaml cannot be read: {place}.",
        ),
        Text(
            "这里可以写：{known}。改好之前不出数，免得订单算进别的渠道；数据没有任何变化。",
            "Known here: {known}. No numbers are given until it is corrected, so that no order is counted in another channel; no data was touched.",
        ),
    ),
    "table.unknown": (
        Text("没有「{key}」这种数据表。", "There is no table {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "import.unknown": (
        Text("没有「{id}」这次导入。", "There is no import {id}."),
        Text("用lianyi imports看编号和ID。", "See numbers and ids with lianyi imports."),
    ),
    "import.id_ambiguous": (
        Text("「{id}」对应不止一次导入。", "{id} stands for more than one import."),
        Text(
            "多写几位ID，或者写编号；lianyi imports会列出来。什么都没有改。",
            "Write more of the id, or its number; lianyi imports lists them. Nothing was changed.",
        ),
    ),
    "snapshot.unknown": (
        Text("没有#{number}这个数据版本。", "There is no data version #{number}."),
        Text("用lianyi snapshots看有哪些版本。", "See the versions with lianyi snapshots."),
    ),
    "snapshot.busy": (
        Text(
            "这个工作区正被频繁写入，这一步没有提交。",
            "Others keep writing to this workspace; this step was not committed.",
        ),
        Text(
            "已有的数据没有变化。等别的导入结束后再做一次。",
            "The data is as it was. Try again when the other imports are done.",
        ),
    ),
    "key.missing": (
        Text(
            "找不到这个工作区的密钥，认不出谁是谁。",
            "The key of this workspace is missing, so nobody can be recognised.",
        ),
        Text(
            "它应该在{path}，或在环境变量LIANYI_KEY里。用lianyi key import放回备份。从没导入过的话不用管，第一次导入会建好它。什么都没有改。",
            "It belongs at {path} or in $LIANYI_KEY. Put your copy back with lianyi key import. If nothing was ever imported, the first import makes one. Nothing was changed.",
        ),
    ),
    "key.malformed": (
        Text("这不是一把密钥。", "This is not a key."),
        Text(
            "密钥是64个十六进制字符。检查复制时有没有漏掉一段；什么都没有改。",
            "A key is 64 hexadecimal digits. Check that none got lost in copying; nothing was changed.",
        ),
    ),
    "key.other_exists": (
        Text(
            "这里已经有另一把密钥，没有覆盖。",
            "A different key is already there and was not overwritten.",
        ),
        Text(
            "它在{path}。如果确定要换，先把那个文件移到安全的地方；用错密钥会认不出以前的每一个人。",
            "It is at {path}. If you are sure, move that file to a safe place first; with the wrong key nobody from before is recognised.",
        ),
    ),
    "key.wrong": (
        Text("密钥和这个工作区对不上。", "The key does not fit this workspace."),
        Text(
            "vault.db是用另一把密钥建的，用错了会把每个老客都当成新客，所以停在这里。用lianyi key import放入原来的那把，或检查LIANYI_KEY。",
            "vault.db was made with another key; going on would turn every known customer into a new one. Bring the right one with lianyi key import, or check $LIANYI_KEY.",
        ),
    ),
    "person.none": (
        Text("这个工作区里还没有人。", "There is nobody in this workspace yet."),
        Text("导入带买家的订单后才有。", "People come with orders that name their buyers."),
    ),
    "exclude.no_person": (
        Text(
            "exclude.yaml的people里，「{value}」不是人的编号。",
            "people in exclude.yaml: {value} is nobody's number.",
        ),
        Text(
            "这里写person_id，不写手机号和名字：用lianyi person show --phone查到编号再写。改好之前不给数字，以免把内部订单算进去。",
            "List person ids here, no phones and no names: look the number up with lianyi person show --phone. No numbers are given until then, so that orders of staff are not counted.",
        ),
    ),
    "lake.damaged": (
        Text("「{file}」坏了，读不出来。", "{file} is damaged and cannot be read."),
        Text(
            "原因：{reason}。用lianyi verify看还有哪些坏了、怎么恢复；把原文件再导入一遍，或者从备份恢复这个文件。没有改动任何数据。",
            "Reason: {reason}. See with lianyi verify what else is damaged and how to restore it; import the original file once more, or restore this file from a backup. No data was touched.",
        ),
    ),
    "snapshot.damaged": (
        Text("「{file}」坏了，读不出来。", "{file} is damaged and cannot be read."),
        Text(
            "它记着哪些导入在生效。原因：{reason}。从备份恢复这个文件；用lianyi verify看还有哪些坏了。没有改动任何数据。",
            "It lists the imports that count. Reason: {reason}. Restore it from a backup; see with lianyi verify what else is damaged. No data was touched.",
        ),
    ),
    "vault.damaged": (
        Text("「{file}」坏了，读不出来。", "{file} is damaged and cannot be read."),
        Text(
            "它记着谁是谁。原因：{reason}。从备份恢复这个文件，再用lianyi verify vault检查；没有改动任何数据。",
            "It knows who is who. Reason: {reason}. Restore the file from a backup and check it with lianyi verify vault; no data was touched.",
        ),
    ),
    "person.unknown": (
        Text("没有编号为{id}的人。", "There is nobody with the number {id}."),
        Text(
            "编号来自lianyi metric --rows或lianyi sql里的person_id。",
            "Numbers are the person_id of lianyi metric --rows and lianyi sql.",
        ),
    ),
    "person.value_unknown": (
        Text("没有导入过这个值。", "This value was never imported."),
        Text(
            "检查有没有写错，以及它是哪一种标识（例如phone、openid、buyer_id:douyin）。",
            "Check its spelling and its kind (phone, openid, buyer_id:douyin and the like).",
        ),
    ),
    "person.not_named": (
        Text("没有说明是谁，什么都没有删除。", "It was not said who; nobody was erased."),
        Text("写上编号，或者用--phone、--id。", "Give a number, or use --phone or --id."),
    ),
    "person.unconfirmed": (
        Text("没有确认，{people}个人都还在。", "Not confirmed; {people} people are still there."),
        Text(
            "删除后无法找回。确定的话加上--yes再做一次。",
            "Erasing can't be taken back. If you are sure, run it again with --yes.",
        ),
    ),
    "person.same": (
        Text("{id}本来就是同一个标识。", "{id} is one and the same identifier."),
        Text("写两个不同的编号。", "Name two different numbers."),
    ),
    "person.not_linked": (
        Text("{a}和{b}之间没有直接的关联。", "{a} and {b} are not linked directly."),
        Text(
            "用lianyi person show看他们经过谁连在一起，拆开那一条。",
            "See with lianyi person show through whom they are joined, and unlink that pair.",
        ),
    ),
}
