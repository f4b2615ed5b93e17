"""Chromium without a window, through its DevTools protocol."""

import base64
import json
import pathlib
import subprocess
import tempfile
import urllib.request

import websocket

OPTIONS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
    "--remote-debugging-port=0", "--remote-allow-origins=*", "--force-color-profile=srgb", "about:blank",
]


class Page:
    """A page of a browser of its own."""

    def __enter__(self):
        # What the browser still writes while it ends is removed with the folder.
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            ["chromium", f"--user-data-dir={self.folder.name}", *OPTIONS], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        address = next(line for line in self.process.stderr if "listening on" in line)
        port = address.rsplit(":", 1)[1].split("/")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            target = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=120)
        self.number = 0
        self.events = []
        for domain in ["Page", "Runtime", "Network", "Log"]:
            self.do(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
        self.folder.cleanup()

    def do(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, expression):
        answer = self.do("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def show(self, file, width, scheme, scale=1):
        """Loads a file, as a window of a width shows it in the light or the dark scheme."""
        self.do(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=scale, mobile=width < 500)
        self.do("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        self.do("Page.navigate", url=pathlib.Path(file).resolve().as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def picture(self, width, height, top=0, scale=1):
        """A part of the page as PNG."""
        answer = self.do(
            "Page.captureScreenshot", captureBeyondViewport=True,
            clip={"x": 0, "y": top, "width": width, "height": height, "scale": scale})
        return base64.b64decode(answer["data"])
