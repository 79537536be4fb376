"""Where output goes: results to standard output, the rest to standard error, colour and progress for people only."""

import io
import os
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final, TextIO

__all__ = ["Terminal"]

#: Select Graphic Rendition (ECMA-48, 8.3.117): few, and of the sixteen that every terminal theme sets legibly.
_STYLES: Final = MappingProxyType({"bold": "1", "red": "31", "yellow": "33"})

#: Control characters but line breaks and tabs, and those that turn the direction of text (Unicode TR 36, 2.1), spelled
#: out: "\\x1b" for an escape.
_HARMLESS: Final = MappingProxyType(
    {
        code: ascii(chr(code))[1:-1]
        for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
        if chr(code) not in "\n\t"
    }
)


class Terminal:
    """Standard output and standard error as a command sees them.

    Text is printed as text: control characters in a corpus cannot move the cursor or set the title of a window, and
    characters that the terminal has no code for are spelled out. A reader that goes away ends the output, not the work.
    """

    def __init__(
        self,
        out: TextIO | None = None,
        err: TextIO | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Take the streams.

        Args:
            out: Standard output.
            err: Standard error.
            environment: Variables such as ``NO_COLOR``.
        """
        # Python has no stream where the shell has closed one, as `>&-` does.
        self._out = out or sys.stdout or io.StringIO()
        self._err = err or sys.stderr or io.StringIO()
        self._environment = os.environ if environment is None else environment
        self._is_heard = True
        for stream in (self._out, self._err):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def write(self, *parts: str | tuple[str, str]) -> None:
        """A result, with a line break behind it; a part may be a text with a style (``bold``, ``red``, ``yellow``)."""
        if self._is_heard:
            self._print(self._out, parts)

    def data(self, text: str) -> None:
        """Data for other programs, as it is and in UTF-8; on a terminal it is text like any other."""
        if self._out.isatty() or not isinstance(self._out, io.TextIOWrapper):
            self.write(text.removesuffix("\n"))
        elif self._is_heard:
            try:
                self._out.flush()
                self._out.buffer.write(text.encode("utf-8", errors="backslashreplace"))
                self._out.buffer.flush()
            except BrokenPipeError:
                self._silence(self._out)

    def message(self, *parts: str | tuple[str, str]) -> None:
        """The same on standard error, for people."""
        self._print(self._err, parts)

    def hint(self, text: str) -> None:
        """A word to people who read this on a terminal; nothing where standard error goes elsewhere."""
        if self._err.isatty():
            self.message(text)

    @contextmanager
    def progress(self, doing: str) -> Generator[None, None, None]:
        """Say what takes a while, for as long as it takes; nothing where standard error is no terminal."""
        if not self._is_smart(self._err):
            yield
            return
        self._err.write(f"{doing} ...")
        self._err.flush()
        try:
            yield
        finally:
            self._err.write("\r\x1b[K")  # back to the start of the line, and erase it
            self._err.flush()

    def _print(self, stream: TextIO, parts: Iterable[str | tuple[str, str]]) -> None:
        # https://no-color.org: any value of NO_COLOR but an empty one switches colour off.
        is_plain = self._environment.get("NO_COLOR") or not self._is_smart(stream)
        texts = [(part, "") if isinstance(part, str) else part for part in parts]
        shown = [
            text.translate(_HARMLESS)
            if is_plain or not style
            else f"\x1b[{_STYLES[style]}m{text.translate(_HARMLESS)}\x1b[0m"
            for text, style in texts
        ]
        try:
            stream.write(f"{''.join(shown)}\n")
            stream.flush()
        except BrokenPipeError:
            self._silence(stream)

    def _silence(self, stream: TextIO) -> None:
        """Nobody reads any more. The interpreter flushes once more when it ends, and would complain again."""
        self._is_heard = False
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def _is_smart(self, stream: TextIO) -> bool:
        return stream.isatty() and self._environment.get("TERM") != "dumb"
