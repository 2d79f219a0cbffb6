"""Make a copy of a file without its metadata or active parts: bytes in, bytes out.

Called with the kind of the file. Run apart by limited.py; imports nothing of Concord.
"""

import io
import re
import sys
import zipfile
from typing import Any

# When, where and by whom; a preview of the first page; printers and data of other programs.
_PROPERTIES = re.compile(r"docProps/|customXml/|.*/printerSettings/")
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)
_EMPTY_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>'
)
_KEPT_EMPTY = {"docProps/core.xml": _EMPTY_CORE, "docProps/app.xml": _EMPTY_APP}
_AUTHORS = re.compile(rb'(w:author|w:initials)="[^"]*"')
_SHEET_AUTHORS = re.compile(rb"<author>[^<]*</author>")


def copy_pdf(data: bytes) -> bytes:
    """Return a PDF without information about its making, scripts, actions and attachments."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.docinfo
        _drop(pdf.Root, "/Metadata", "/OpenAction", "/AA", "/PieceInfo", "/AF")
        if "/Names" in pdf.Root:
            _drop(pdf.Root.Names, "/JavaScript", "/EmbeddedFiles")
        for page in pdf.pages:
            _quieten(page.obj)
            for note in page.obj.get("/Annots", []):
                _quieten(note)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False, static_id=True)
        return out.getvalue()


def _quieten(thing: Any) -> None:
    _drop(thing, "/AA", "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/FS")
    action = thing.get("/A")
    if action is not None and action.get("/S") != "/GoTo":
        _drop(thing, "/A")


def _drop(thing: Any, *names: str) -> None:
    for name in names:
        if name in thing:
            del thing[name]


def copy_picture(data: bytes, kind: str) -> bytes:
    """Return a picture drawn anew, the right way up, without where and when it was taken."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # counted before this was called
    form = {"png": "PNG", "jpg": "JPEG"}[kind]
    with Image.open(io.BytesIO(data), formats=(form,)) as picture:
        upright = ImageOps.exif_transpose(picture)
        bare = Image.new(upright.mode, upright.size)
        if upright.mode == "P":
            bare.putpalette(upright.getpalette() or [])
        bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, form, **({"quality": 92} if form == "JPEG" else {}))
    return out.getvalue()


def copy_office(data: bytes) -> bytes:
    """Return a Word or Excel file without who wrote it, when, and on what."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            if member.is_dir():
                continue
            kept = _office_part(member.filename, source.read(member))
            bare = zipfile.ZipInfo(member.filename, date_time=(1980, 1, 1, 0, 0, 0))
            bare.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(bare, kept)
    return out.getvalue()


def _office_part(name: str, data: bytes) -> bytes:
    if name in _KEPT_EMPTY:
        return _KEPT_EMPTY[name]
    if _PROPERTIES.match(name):
        # Other parts refer to it, so that it stays, empty.
        return re.sub(rb">[^<]+<", b"><", data) if name.endswith(".xml") else b""
    if name.endswith(".xml"):
        return _SHEET_AUTHORS.sub(b"<author></author>", _AUTHORS.sub(rb'\1=""', data))
    return data


def main() -> None:
    """Copy from standard input to standard output."""
    kind, data = sys.argv[1], sys.stdin.buffer.read()
    if kind == "pdf":
        made = copy_pdf(data)
    elif kind in ("png", "jpg"):
        made = copy_picture(data, kind)
    elif kind in ("docx", "xlsx"):
        made = copy_office(data)
    else:
        made = data
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
