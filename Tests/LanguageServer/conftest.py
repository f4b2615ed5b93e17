"""Clients of the language server, as pytest-lsp plays them. The binary is in JMONCHECK."""

import asyncio
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

BINARY = os.environ["JMONCHECK"]
CONFIG = ClientServerConfig(server_command=[BINARY, "lsp"])

# Seconds until something has to be published; far more than it takes.
PATIENCE = float(os.environ.get("JMONCHECK_PATIENCE", "20"))

MEMBER = "SERV_PORT=6715\nLOOPBACK_ONLY=ON\nLIMIT_VIEW=USERID\n"
DECK = """\
SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
  SSIGNON(EPTKEYLABEL(PTKT.FEKAPPL) REPLAY(YES))
RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
SETROPTS RACLIST(PTKTDATA) REFRESH
"""
EXPORT = """\
{
  "name": "Payments",
  "environments": [
    {
      "name": "TEST",
      "properties": [
        {"name": "jes.host", "value": "127.0.0.1"},
        {"name": "jes.monitor.port", "value": "6715"},
        {"name": "jes.user", "value": "USER1"}
      ]
    }
  ],
  "processes": [
    {
      "name": "Deploy",
      "rootActivity": {
        "type": "graph",
        "children": [
          {
            "name": "SUBMIT",
            "type": "plugin",
            "pluginName": "zOS Utility",
            "commandName": "Submit Job",
            "properties": {
              "hostname": "${p:environment/jes.host}",
              "port": "${p:environment/jes.monitor.port}",
              "userid": "${p:environment/jes.user}",
              "usePassticket": "true"
            }
          }
        ]
      }
    }
  ]
}
"""
CONFIGURATION = """\
version: 1
set-ups:
  prod:
    members: [FEJJCNFG]
    decks: [setup.racf]
    exports: [app.json]
    agent-users: [AGNTUSR]
"""


class Folder:
    """A set-up on disk."""

    def __init__(self, path: pathlib.Path):
        self.path = path

    def write(self, name: str, text: str) -> str:
        (self.path / name).write_text(text)
        return self.uri(name)

    def uri(self, name: str) -> str:
        return (self.path / name).as_uri()


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    for name, text in [
        ("FEJJCNFG", MEMBER), ("setup.racf", DECK), ("app.json", EXPORT), (".jmoncheck.yml", CONFIGURATION),
    ]:
        folder.write(name, text)
    return folder


def sessions(*profiles):
    """A fixture of clients that behave like these editors."""

    @pytest_lsp.fixture(config=CONFIG, params=profiles)
    async def client(request, lsp_client: LanguageClient, folder):
        lsp_client.asked = []
        for method in ["client/registerCapability", "workspace/applyEdit", "workspace/diagnostic/refresh",
                       "workspace/codeLens/refresh", "workspace/inlayHint/refresh"]:
            # The client remembers what it was asked, and says yes.
            if method in lsp_client.protocol.fm.features:
                continue

            @lsp_client.feature(method)
            def answer(params, method=method):
                lsp_client.asked.append((method, params))
                return types.ApplyWorkspaceEditResult(applied=True) if method == "workspace/applyEdit" else None

        lsp_client.initialized = await lsp_client.initialize_session(
            types.InitializeParams(
                capabilities=client_capabilities(request.param),
                workspace_folders=[types.WorkspaceFolder(uri=folder.path.as_uri(), name="test")],
            )
        )
        lsp_client.profile = request.param
        yield
        await lsp_client.shutdown_session()

    return client


def open_document(client, uri, text, language="plaintext", version=1):
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            text_document=types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)
        )
    )


def change(client, uri, version, *changes):
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=version),
            content_changes=list(changes),
        )
    )


def replacement(line, start, end, text):
    return types.TextDocumentContentChangePartial(
        range=types.Range(
            start=types.Position(line=line, character=start), end=types.Position(line=line, character=end)
        ),
        text=text,
    )


async def diagnostics(client, uri, condition=lambda items: True):
    """What was published about a document, once it satisfies a condition."""
    for _ in range(int(PATIENCE / 0.02)):
        items = client.diagnostics.get(uri)
        if items is not None and condition(items):
            return items
        await asyncio.sleep(0.02)
    raise AssertionError(f"nothing new is published; last was {codes(items or [])}")


def codes(items):
    return [item.code for item in items]


def has(code):
    return lambda items: code in codes(items)


def lacks(code):
    return lambda items: code not in codes(items)


def document(uri):
    return types.TextDocumentIdentifier(uri=uri)


def position(text, word, offset=0):
    """The place of the first occurrence of a word, in a text of ASCII."""
    index = text.index(word) + offset
    line = text.count("\n", 0, index)
    return types.Position(line=line, character=index - (text.rfind("\n", 0, index) + 1))
