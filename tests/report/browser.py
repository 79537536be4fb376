"""A headless Chromium, driven through the pipe of its DevTools protocol (https://chromedevtools.github.io/devtools-protocol)."""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

#: Seconds that a browser may take to start or to answer, on a busy machine.
PATIENCE = 60.0


class Browser:
    """One page. Everything that goes to the console, and every error, is kept in `complaints`."""

    def __init__(self, profile: Path, *, script: bool = True) -> None:
        """Start it.

        Args:
            profile: An empty folder.
            script: Whether pages may run scripts.
        """
        assert CHROMIUM is not None
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        words = [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--remote-debugging-pipe",
            "--window-size=1200,900",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        # The protocol is spoken on 3 and 4; copies far away from these cannot be overwritten on the way.
        there, back = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 50) for end in (to_browser, from_browser))
        self._process = os.posix_spawn(
            CHROMIUM,
            words,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, there, 3),
                (os.POSIX_SPAWN_DUP2, back, 4),
            ],
        )
        for end in (to_browser, from_browser, there, back):
            os.close(end)
        self._number = 0
        self._read = b""
        self._session = ""
        self.complaints: list[str] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=not script)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, **parameters: Any) -> Any:
        """Ask for something, and wait for the answer."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        """The next message; events that complain are kept."""
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._in], [], [], max(0.0, end - time.monotonic()))
            chunk = os.read(self._in, 1 << 16) if ready else b""
            assert chunk, "the browser does not answer"
            self._read += chunk
        first, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        if message.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(message["params"]))
        return message

    def open(self, page: Path) -> None:
        """Open a file and wait until it is loaded."""
        self.call("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, file: Path) -> None:
        """A screenshot of what is in sight."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
