"""Files of every kind, harmless and harmful, made from nothing."""

import io
import struct
import zipfile
import zlib

import pikepdf
from openpyxl import Workbook
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def jpeg(*, size=(40, 30), where=b""):
    """Return a photograph; `where` stands in its description of itself."""
    out, exif = io.BytesIO(), Image.Exif()
    if where:
        exif[0x010E] = where.decode()
        exif[0x9003] = "2026:01:05 23:14:00"
    Image.new("RGB", size, "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(*, size=(40, 30)):
    """Return a drawing."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return out.getvalue()


def png_that_claims(width, height):
    """Return a small file whose header says that it is a huge picture."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(*, author="", script="", password=""):
    """Return a one-page PDF."""
    made = pikepdf.new()
    made.add_blank_page()
    if author:
        made.docinfo["/Author"] = author
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        made.attachments["evil.bin"] = b"attached"
    out = io.BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else None
    made.save(out, encryption=locked or False)
    return out.getvalue()


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(*, author="", more=(), main_type=_WORD):
    """Return a Word document; `more` adds parts as (name, bytes)."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    parts = [
        ("[Content_Types].xml", types.encode()),
        ("word/document.xml", b"<w:document><w:t>Absent on eleven days</w:t></w:document>"),
        ("docProps/core.xml", f"<c><creator>{author}</creator></c>".encode()),
        *more,
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def external_template():
    """Return the part of a Word document that brings in a template from elsewhere."""
    link = (
        f'<Relationship Id="r1" Type="{_RELS}/attachedTemplate"'
        ' Target="https://example.org/t.dotm" TargetMode="External"/>'
    )
    return "word/_rels/settings.xml.rels", f"<Relationships>{link}</Relationships>".encode()


def xlsx(*, author=""):
    """Return an Excel workbook."""
    book, out = Workbook(), io.BytesIO()
    book.properties.creator = author
    book.active["A1"] = "Absent"
    book.save(out)
    return out.getvalue()
