"""Word documents as groups hand them in, made by hand."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, *, listed: bool = False, marks: str = "") -> str:
    properties = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if listed else ""
    return f"<w:p>{properties}<w:r>{marks}<w:t>{escape(text)}</w:t></w:r></w:p>"


def cell(*paragraphs: str, span: int = 1) -> str:
    properties = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    return f"<w:tc>{properties}{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(cells) + "</w:tr>" for cells in rows) + "</w:tbl>"


def sheet(*columns: list[str], heads=("Stärken", "Schwächen", "Potentiale", "Ideen"), listed: bool = True) -> str:
    """The table of a group: the heads of its columns, and below each what stands there."""
    return table(
        [cell(paragraph(head)) for head in heads],
        [cell(*(paragraph(text, listed=listed) for text in column)) for column in columns],
    )


def document(*blocks: str, namespace: str = W, before: str = "", **parts: str) -> bytes:
    body = f'{before}<w:document xmlns:w="{namespace}"><w:body>{"".join(blocks)}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
