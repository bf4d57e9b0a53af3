"""Reads what strangers hand in inside a process of its own, with little time and little memory.

`python -m opencompact.formats.apart READER …` is that process: bytes in, one line of JSON out.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from opencompact.core.phrases import Phrase, PhrasedError
from opencompact.core.record import record

MEGABYTE: Final = 1024 * 1024
PIECE: Final = 64 * 1024
SOURCE: Final = Path(__file__).resolve().parents[2]
# What may be called, and which of its errors are meant for the person who handed the file in.
READERS: Final[Mapping[str, tuple[str, str]]] = {
    "bound": ("opencompact.formats.bundles.binding:bound", "BundleError"),
    "pages": ("opencompact.formats.bundles.pages:pages", "BundleError"),
    "paper": ("opencompact.formats.papers:examine", "PaperError"),
    "spending": ("opencompact.formats.spending:unpacked", "TableError"),
    "table": ("opencompact.formats.tables:unpacked", "TableError"),
    "webpage": ("opencompact.formats.webpages:examine", "WebPageError"),
}


@record
class Limits:
    """How much a reader may take: seconds of processor and on the clock, memory, size of answer.

    `written` is the size of a file that it may write; mostly it may write none.
    """

    seconds: int = 20
    patience: int = 60
    memory: int = 1024 * MEGABYTE
    answer: int = 64 * MEGABYTE
    written: int = 0


class TooMuchError(ValueError):
    """The file took more time or memory than any honest file does, or broke its reader."""


class RefusedError(PhrasedError):
    """The reader refused the file; what it says is for the person who handed it in."""


def read(reader: str, content: bytes, *words: str, limits: Limits | None = None) -> Any:
    """Have `reader` read `content` apart; its answer as plain data.

    Raises RefusedError with the reader's own phrase, TooMuchError when it had to be stopped.
    """
    limits = limits or Limits()
    command = [
        sys.executable, "-P", "-m", __name__, reader,
        str(limits.seconds), str(limits.memory), str(limits.written), *words,
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own program, the file goes through a pipe
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        line = _exchange(process, content, limits)
    return _answered(line, process.returncode)


def _environment() -> dict[str, str]:
    """Nothing of ours goes along but where the code lies: no keys, no address of a database."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}


def _exchange(process: subprocess.Popen[bytes], content: bytes, limits: Limits) -> bytes:
    """Give the content, take at most so much of an answer; end what takes too long."""
    assert process.stdin
    assert process.stdout
    clock = threading.Timer(limits.patience, process.kill)
    giver = threading.Thread(target=_give, args=(process.stdin, content))
    clock.start()
    giver.start()
    try:
        line = _taken(process, process.stdout, limits.answer)
        process.wait()
    finally:
        clock.cancel()
        giver.join()
    return line


def _taken(process: subprocess.Popen[bytes], pipe: IO[bytes], most: int) -> bytes:
    """Everything the process prints; one that prints more than `most` is ended."""
    line = bytearray()
    while piece := pipe.read(PIECE):
        line += piece
        if len(line) > most:
            process.kill()
            raise TooMuchError("The file holds more than can be read.")
    return bytes(line)


def _give(pipe: IO[bytes], content: bytes) -> None:
    try:
        with pipe:
            pipe.write(content)
    except OSError:  # the reader has ended, and says why
        return


def _answered(line: bytes, status: int) -> Any:
    if status != 0:
        raise TooMuchError("The file could not be read: it takes more time or memory than allowed.")
    answer = json.loads(line)
    if "refused" in answer:
        says = phrase(answer["refused"])
        raise RefusedError(says.text, **says.gaps)
    return answer["read"]


def phrase(data: Mapping[str, Any]) -> Phrase:
    """A phrase that came as plain data, with those in its gaps."""
    gaps = {
        name: phrase(gap) if isinstance(gap, dict) else gap for name, gap in data["gaps"].items()
    }
    return Phrase(data["text"], gaps)


# What runs in the other process -------------------------------------------------------------------


def main(reader: str, seconds: str, memory: str, written: str, *words: str) -> int:
    """Limit this process, read standard input, print the answer; what is unforeseen ends it."""
    place, own_error = READERS[reader]
    module, name = place.split(":")
    loaded = import_module(module)
    work: Callable[..., Any] = getattr(loaded, name)
    _limit(int(seconds), int(memory), int(written))
    try:
        answer = {"read": _plain(work(sys.stdin.buffer.read(), *words))}
    except getattr(loaded, own_error) as error:
        answer = {"refused": _plain(error.says)}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(seconds: int, memory: int, written: int) -> None:
    """Processor time, memory, and the size of a file; where the system has such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
