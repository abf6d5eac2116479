"""The text of a Word document as HTML, read in a child process (`child`); needs nothing of presscite."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

ENTITIES, BROKEN, TOO_LONG, LOCKED = "entities", "broken", "too long", "locked"
"""What may stand in `problem`."""

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\nstrike => s"
_HIDDEN = re.compile(
    rb"<w:r(?: [^>]*)?>\s*<w:rPr>(?:(?!</w:rPr>).)*<w:vanish\s*/>(?:(?!</w:r>).)*</w:r>", re.DOTALL
)
_PROPERTY = r"<(?:\w+:)?{}\b[^>]*>([^<]*)<"
_DOCUMENT = "word/document.xml"


def extract(data: bytes, most_bytes: int) -> dict[str, Any]:
    """Read a Word document.

    Args:
        data: The file.
        most_bytes: More of all parts together are a problem.

    Returns:
        `html`: its text; `title`, `author`: what its properties say, as they are; or `problem` in the place of these.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, most_bytes)
    except Exception:  # noqa: BLE001 - a broken file raises whatever it likes
        return {"problem": BROKEN}


def _read(archive: zipfile.ZipFile, most_bytes: int) -> dict[str, Any]:
    import mammoth

    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        return {"problem": LOCKED}
    if sum(member.file_size for member in members) > most_bytes:
        return {"problem": TOO_LONG}
    # What the archive says of a size need not be so; pictures are not read at all.
    parts: dict[str, bytes] = {}
    size = 0
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as part:
            parts[member.filename] = part.read(most_bytes - size + 1)
        size += len(parts[member.filename])
        if size > most_bytes:
            return {"problem": TOO_LONG}
        if b"<!ENTITY" in parts[member.filename] or b"<!\0E\0N\0T" in parts[member.filename]:
            return {"problem": ENTITIES}
    parts[_DOCUMENT] = _HIDDEN.sub(b"", parts[_DOCUMENT])
    html = mammoth.convert_to_html(_packed(parts), style_map=_STYLES, convert_image=lambda _: []).value
    core = parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    return {"html": html, "title": _stated(core, "title"), "author": _stated(core, "creator")}


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    file.seek(0)
    return file


def _stated(core: str, name: str) -> str:
    import html

    found = re.search(_PROPERTY.format(name), core)
    return html.unescape(found[1]) if found else ""
