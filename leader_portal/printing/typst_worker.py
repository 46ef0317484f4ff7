"""
The typesetting engine in a process of its own, which `typesetting.py` starts, gives its jobs and ends.

A sheet that runs away or breaks the engine ends this process and no visit to the site. It knows nothing of the portal:
it gets the name of a template and a text with the data, and sees no file outside the folder of the templates. What it
needs of Python is here, so that it starts in no time.

By hand: a task queue (Celery, django-rq) needs a broker and answers later, while a reader waits for this page now; a
`ProcessPoolExecutor` can neither limit what one job may take nor end a job that hangs.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

STANDARD = "ua-1"
# A process that has grown beyond this ends after the sheet at hand; the next sheet starts a new one.
RETIREMENT_MB = 400
# A sheet that wants more than this is refused.
MEMORY_MB = 2048


def run(connection: Connection, templates: Path):
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(templates / "printing" / "fonts")]
    )
    compiler = typst.Compiler(
        root=str(templates),
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=str(templates),
        package_cache_path=str(templates),
    )
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        # Ends this process even if nobody is left to do it.
        signal.alarm(job["seconds"])
        answer = {"retires": False}
        try:
            made, warnings = compiler.compile_with_warnings(
                str(templates / "printing" / job["template"]),
                sys_inputs={"data": job["data"]},
                timestamp=job["timestamp"],
                **({"format": "png", "ppi": job["ppi"]} if job["ppi"] else {"pdf_standards": [STANDARD]}),
            )
        except typst.TypstError as error:
            answer |= {"made": None, "said": error.diagnostic or error.message}
        else:
            # Of a picture the first page.
            made = made[0] if isinstance(made, list) else made
            answer |= {"made": made, "said": "\n".join(warning.diagnostic for warning in warnings)}
        signal.alarm(0)
        answer["retires"] = largest_size_mb() > RETIREMENT_MB
        connection.send(answer)
        if answer["retires"]:
            return


def largest_size_mb() -> float:
    """
    The most memory that this process has had. Linux says it of the process alone; `getrusage` hands on the size of the
    one that started it, so that beside a large web worker every sheet would have had a process of its own.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (kilobytes,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) / 1024


def main():
    descriptor, templates = sys.argv[1:]
    # Pages go before sheets.
    os.nice(5)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * 1024 * 1024,) * 2)
    with Connection(int(descriptor)) as connection:
        run(connection, Path(templates))


if __name__ == "__main__":
    main()
