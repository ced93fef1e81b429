#!/usr/bin/env python3
"""Packs a folder so that the same files give the same archive: scripts/archive.py ARCHIVE FOLDER

ARCHIVE ends with .tar.gz or .zip. Entries are sorted, belong to nobody and carry the time SOURCE_DATE_EPOCH. Files named kubectl…
are programs; that is decided by name, for Windows keeps no such bit.
"""
import gzip
import io
import os
import pathlib
import sys
import tarfile
import time
import zipfile


def mode(path):
    return 0o755 if path.is_dir() or path.name.startswith("kubectl") or path.parent.name == "libexec" else 0o644


def pack_tar_gz(archive, folder, paths, epoch):
    with open(archive, "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
        with tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for path in paths:
                entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
                entry.mode, entry.mtime = mode(path), epoch
                if path.is_dir():
                    entry.type = tarfile.DIRTYPE
                    tar.addfile(entry)
                else:
                    content = path.read_bytes()
                    entry.size = len(content)
                    tar.addfile(entry, io.BytesIO(content))


def pack_zip(archive, folder, paths, epoch):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in paths:
            if path.is_dir():
                continue
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), time.gmtime(epoch)[:6])
            entry.create_system = 3  # Unix: the mode counts
            entry.external_attr = (0o100000 | mode(path)) << 16
            out.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def main(archive, folder):
    folder = pathlib.Path(folder)
    paths = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    pack = pack_zip if archive.endswith(".zip") else pack_tar_gz
    # Whole or not at all.
    unfinished = archive + ".tmp"
    pack(unfinished, folder, paths, epoch)
    os.replace(unfinished, archive)


if __name__ == "__main__":
    main(*sys.argv[1:])
