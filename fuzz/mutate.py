"""Changes that keep the shape of texts: words for words, lines for lines, at times what the fuzzer itself does."""

import re
from collections.abc import Callable, Sequence
from random import Random

__all__ = ["Mutator"]

_WORD = re.compile(rb"[\w.:/-]+|[^\w\s]|\s+")
#: A value of TOML or JSON, and what may stand in its place without the whole being broken.
_VALUE = re.compile(rb'"(?:[^"\\\n]|\\.)*"|(?<=[:=,\[ ])-?[0-9][\w.+-]*|true|false|null|\[[^\[\]]*\]|\{[^{}]*\}')
_VALUES = (
    *(b"0", b"-1", b"1.5", b"12", b"1e400", b"99999999999999999999", b"true", b"false", b"null", b"nan", b"1979-05-27"),
    *(
        b'""',
        b'" "',
        b'"a"',
        b'"\\ud800"',
        b'"\\u0000"',
        b"[]",
        b"{}",
        b"[[]]",
        b"[0]",
        b'["a"]',
        b'["a", 1]',
        b"[null]",
    ),
    *(b'{"a": 1}', b"{ a = 1 }", b'[{"id": "a"}]', b'{"name": ["a"]}', b'"2024-10-20"', b'"7,000 men"'),
)


class Mutator:
    """Changes inputs, one to four times each.

    Args:
        tokens: Words to put in.
        seeds: Inputs to take lines from.
        plain: What the fuzzer does by itself: bytes and a greatest length to bytes.
    """

    def __init__(self, tokens: Sequence[bytes], seeds: Sequence[bytes], plain: Callable[[bytes, int], bytes]) -> None:
        self._tokens = tokens
        self._seeds = [seed for seed in seeds if seed] or [b"\n"]
        self._lines = [line for seed in self._seeds for line in seed.splitlines(keepends=True)]
        self._plain = plain
        self._changes = (
            *(self._replace_word, self._replace_word, self._insert_word, self._drop_word, self._number),
            *(self._double_line, self._drop_line, self._move_line, self._insert_line, self._insert_line),
            *(self._replace_value, self._replace_value, self._replace_value, self._drop_value, self._wrap_value),
            *(self._repeat, self._append, self._append),
        )

    def __call__(self, data: bytes, longest: int, seed: int) -> bytes:
        """The changed input."""
        random = Random(seed)  # noqa: S311 - no secret
        for _ in range(random.randint(1, 4)):
            if random.random() < 0.2:
                data = self._plain(data, longest)
            else:
                data = random.choice(self._changes)(data, random)[:longest]
        return data

    @staticmethod
    def _word(data: bytes, random: Random) -> tuple[int, int]:
        """A word, or the end of the input."""
        found = _WORD.search(data, random.randrange(len(data) + 1))
        return found.span() if found else (len(data), len(data))

    @staticmethod
    def _line(data: bytes, random: Random) -> tuple[int, int]:
        """A line with its break."""
        place = random.randrange(len(data) + 1)
        end = data.find(b"\n", place) + 1
        return data.rfind(b"\n", 0, place) + 1, end or len(data)

    def _replace_word(self, data: bytes, random: Random) -> bytes:
        start, end = self._word(data, random)
        return data[:start] + random.choice(self._tokens) + data[end:]

    def _insert_word(self, data: bytes, random: Random) -> bytes:
        start, _ = self._word(data, random)
        return data[:start] + random.choice((b"", b" ")) + random.choice(self._tokens) + b" " + data[start:]

    def _drop_word(self, data: bytes, random: Random) -> bytes:
        start, end = self._word(data, random)
        return data[:start] + data[end:]

    @staticmethod
    def _value(data: bytes, random: Random) -> tuple[int, int]:
        """A value, or the end of the input."""
        found = _VALUE.search(data, random.randrange(len(data) + 1))
        return found.span() if found else (len(data), len(data))

    def _replace_value(self, data: bytes, random: Random) -> bytes:
        start, end = self._value(data, random)
        other = self._value(data, random)
        value = random.choice((random.choice(_VALUES), data[other[0] : other[1]]))
        return data[:start] + value + data[end:]

    def _drop_value(self, data: bytes, random: Random) -> bytes:
        """A value, the comma behind it, and its key."""
        start, end = self._value(data, random)
        return re.sub(rb"[\w\"]+ ?[:=] *$", b"", data[:start][-100:]).join(
            (data[:start][:-100], data[end:].lstrip(b", "))
        )

    def _wrap_value(self, data: bytes, random: Random) -> bytes:
        start, end = self._value(data, random)
        before, behind = random.choice(((b"[", b"]"), (b'{"a": ', b"}"), (b'"', b'"'), (b"", b"")))
        return data[:start] + before + data[start:end] + behind + data[end:]

    @staticmethod
    def _number(data: bytes, random: Random) -> bytes:
        """Another number in the place of one."""
        found = re.compile(rb"[0-9]+").search(data, random.randrange(len(data) + 1))
        if found is None:
            return data
        value = min(int(found[0][:40]) + random.choice((-1, 1, 10)), 10**40)
        return data[: found.start()] + str(value).encode() + data[found.end() :]

    def _double_line(self, data: bytes, random: Random) -> bytes:
        start, end = self._line(data, random)
        return data[:end] + data[start:]

    def _drop_line(self, data: bytes, random: Random) -> bytes:
        start, end = self._line(data, random)
        return data[:start] + data[end:]

    def _move_line(self, data: bytes, random: Random) -> bytes:
        start, end = self._line(data, random)
        line, rest = data[start:end], data[:start] + data[end:]
        place, _ = self._line(rest, random)
        return rest[:place] + line + rest[place:]

    def _insert_line(self, data: bytes, random: Random) -> bytes:
        place, _ = self._line(data, random)
        return data[:place] + random.choice(self._lines) + data[place:]

    @staticmethod
    def _repeat(data: bytes, random: Random) -> bytes:
        """A piece many times over, as what makes slow readers hang."""
        start = random.randrange(len(data) + 1)
        piece = data[start : start + random.randint(1, 40)]
        return data[:start] + piece * random.choice((2, 10, 100, 1000)) + data[start:]

    def _append(self, data: bytes, random: Random) -> bytes:
        return data + b"\n" + random.choice(self._seeds)
