"""Making reports of a shop: build, render, archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.calendar import Period
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang
from lianyi.facts.durable import aside, publish
from lianyi.shop.source import ShopSource

if TYPE_CHECKING:
    from lianyi.reports.document import Document
    from lianyi.shop.shop import Shop

FORMATS = ("html", "docx", "xlsx", "text", "json")
ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".txt": "text",
    ".json": "json",
}
TEMPLATE = "template.docx"


@dataclass(frozen=True)
class Made:
    """A report that was made: the document and where it was written."""

    document: Document
    path: Path


def build_report(
    shop: Shop,
    kind: str,
    period: Period | None,
    lang: Lang,
    made_at: str,
    campaign: str | None = None,
) -> Document:
    """Build the report `kind` on `period` (default: the newest complete one with data).

    `campaign` names what the review of a campaign is about; its days are then the default.
    """
    from lianyi.reports.registry import REPORTS

    report = REPORTS.get(kind)
    if period is not None:
        report.check(period)
    if not shop.snapshot.imports:
        raise LianyiError("report.no_data")
    if report.about == "campaign":
        from lianyi.shop.campaign_source import campaign_source

        source = campaign_source(shop, made_at, campaign)
        return report.build(source, source.run.limits.days(period), lang)
    if campaign:
        raise LianyiError("report.takes_no_campaign", name=report.name)
    wanted = period or _newest(shop, report.default_period(shop.today))
    return report.build(ShopSource(shop, made_at), wanted, lang)


def template_of(shop: Shop) -> bytes | None:
    """Return the Word template of the workspace, `reports/template.docx`; None where it has none."""
    path = shop.workspace.reports / TEMPLATE
    return path.read_bytes() if path.is_file() else None


def write_report(
    document: Document, path: Path, form: str | None = None, template: bytes | None = None
) -> Path:
    """Render `document` in the format named or told by the file's ending, whole or not at all."""
    content = render(document, form or ENDINGS.get(path.suffix.lower(), "html"), template)
    written = aside(path)
    written.write_bytes(content)
    publish(written, path)
    return path


def render(document: Document, form: str, template: bytes | None = None) -> bytes:
    """Return the bytes of a report in one format; `template` is a Word file whose styles it takes."""
    if form == "html":
        from lianyi.reports.render.html import render_html

        return render_html(document).encode()
    if form == "docx":
        from lianyi.reports.render.docx.report import render_docx

        return render_docx(document, template)
    if form == "xlsx":
        from lianyi.reports.render.xlsx import render_xlsx

        return render_xlsx(document)
    if form == "text":
        from lianyi.reports.render.text import render_text

        return render_text(document).encode()
    if form == "json":
        from lianyi.facts.durable import json_text
        from lianyi.reports.archive import archive

        return json_text(archive(document)).encode()
    raise LianyiError("report.format_unknown", format=form, known=", ".join(FORMATS))


def keep(shop: Shop, document: Document) -> Path:
    """Put the numbers of a report into the archive of the workspace, where the next one finds them."""
    about = f"-{re.sub(r'[^0-9A-Za-z一-鿿_]+', '_', document.about)}" if document.about else ""
    name = f"{document.kind}{about}-{document.period.replace('..', '_')}-{document.snapshot}.json"
    return write_report(document, shop.workspace.reports / name, "json")


def _newest(shop: Shop, wanted: Period) -> Period:
    """The last complete period before today; where the data end earlier, the last one that they fill."""
    last = shop.covered_days()[1]
    while wanted.last > last and wanted.stepped(-1).last >= shop.covered_days()[0]:
        wanted = wanted.stepped(-1)
    return wanted
