#!/usr/bin/env python3
"""Prints the licences and notices of what a release contains: scripts/third-party.py SBOM LIB [JDK]

SBOM names the libraries and their licences, LIB holds their jars with the texts. JDK: its class library is in there too, as in
an executable. Fails if the text of a licence is nowhere to be found.
"""
import json
import pathlib
import re
import sys
import zipfile

OURS = pathlib.Path(__file__).parent.parent / "LICENSE"
TEXT = re.compile(r"META-INF/[\w.-]*(LICENSE|NOTICE|COPYING)[\w.-]*", re.IGNORECASE)
JDK_LICENCE = "GPL-2.0-only WITH Classpath-exception-2.0"


def decode(content):
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return "\n".join(line.rstrip() for line in text.strip("\n\f").split("\n")) + "\n"


def licences(component):
    return " AND ".join(
        each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in component["licenses"])


def texts_of_jar(jar):
    with zipfile.ZipFile(jar) as entries:
        return [(f"{jar.name}: {name}", decode(entries.read(name))) for name in sorted(entries.namelist()) if TEXT.fullmatch(name)]


def texts_of_jdk(home):
    legal = pathlib.Path(home) / "legal" / "java.base"
    if not legal.is_dir():
        sys.exit(f"error: {home} has no folder legal/java.base with the JDK's licences")
    return [(f"OpenJDK: {file.name}", decode(file.read_bytes())) for file in sorted(legal.iterdir())]


def main(sbom, lib, jdk=None):
    lines, texts = [], []
    for component in sorted(json.loads(pathlib.Path(sbom).read_text("utf-8"))["components"], key=lambda c: c["purl"]):
        name, licence = component["name"], licences(component)
        lines.append((f"{component['group']}:{name} {component['version']}", licence))
        found = texts_of_jar(pathlib.Path(lib) / f"{name}-{component['version']}.jar")
        if not found and licence != "Apache-2.0":
            sys.exit(f"error: the jar of {name} has no text of its licence {licence}")
        texts += found
    if jdk:
        lines.append(("OpenJDK, the class library", JDK_LICENCE))
        texts += texts_of_jdk(jdk)

    print("kubectl svc-audit is under the Apache License 2.0, which is the file LICENSE. It contains:\n")
    width = max(len(what) for what, _ in lines)
    for what, licence in lines:
        print(f"  {what:{width}}  {licence}")
    print("\nTheir notices, and the licences that are not in the file LICENSE:")
    told = {decode(OURS.read_bytes())}
    for title, text in texts:
        if text not in told:
            told.add(text)
            print(f"\n{'-' * 78}\n{title}\n{'-' * 78}\n\n{text}", end="")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main(*sys.argv[1:])
