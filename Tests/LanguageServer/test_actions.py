"""Code actions: what a finding offers, applied as an editor applies it."""

import pytest
from conftest import MEMBER, codes, diagnostics, document, has, lacks, open_document, sessions
from lsprotocol import types

client = sessions("neovim@0.7", "visual-studio-code")

EVERYTHING = types.Range(start=types.Position(line=0, character=0), end=types.Position(line=99, character=0))


def offset(text, place):
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line]) + place.character


def applied(text, uri, edit):
    """A text in ASCII after an edit."""
    edits = edit.changes[uri] if edit.changes else edit.document_changes[0].edits
    for change in sorted(edits, key=lambda change: offset(text, change.range.start), reverse=True):
        start, end = offset(text, change.range.start), offset(text, change.range.end)
        text = text[:start] + change.new_text + text[end:]
    return text


async def actions(client, uri, only=None, items=()):
    return await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document(uri), range=EVERYTHING,
            context=types.CodeActionContext(diagnostics=list(items), only=only),
        )
    )


def replaced(client, uri, version, text):
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=version),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )


@pytest.mark.asyncio
async def test_fix(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(client, uri, MEMBER)
    items = await diagnostics(client, uri, has("JM101"))
    fix = next(action for action in await actions(client, uri, items=items) if action.title == "Set LOOPBACK_ONLY=OFF")
    assert fix.kind == "quickfix" and not fix.is_preferred and codes(fix.diagnostics) == ["JM101"]
    replaced(client, uri, 2, applied(MEMBER, uri, fix.edit))
    await diagnostics(client, uri, lacks("JM101"))


@pytest.mark.asyncio
async def test_fix_after_a_byte_order_mark(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    text = "\ufeffLOOPBACK_ONLY=ON\nLIMIT_VIEW=USERID\n"
    open_document(client, uri, text)
    items = await diagnostics(client, uri, has("JM101"))
    assert items[0].range.start.character == 15
    fix = next(action for action in await actions(client, uri, items=items) if action.title == "Set LOOPBACK_ONLY=OFF")
    assert applied(text, uri, fix.edit) == text.replace("=ON", "=OFF")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "name,code,text",
    [
        ("BUZJCNFG", "JM101", MEMBER),
        ("deck.txt", "RF332", "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(1234567890ABCDEF))\n"),
        ("deck.txt", "RF356", "RDEFINE FACILITY A.B -\n  UACC(NONE)\nRDEFINE FACILITY A.B UACC(NONE)\n"),
        (
            "job.jcl", "RF356",
            "//RACF EXEC PGM=IKJEFT01\n//SYSTSPRT DD SYSOUT=*\n//SYSTSIN DD *\n"
            "RDEFINE FACILITY A.B UACC(NONE)\nRDEFINE FACILITY A.B UACC(NONE)\n/*\n",
        ),
        (
            "make.sh", "RF356",
            "#!/bin/sh\ntsocmd \"RDEFINE FACILITY A.B UACC(NONE)\"\ntsocmd \"RDEFINE FACILITY A.B UACC(NONE)\"\n",
        ),
    ],
)
async def test_suppression(client, folder, name, code, text):
    uri = folder.uri("alone/" + name)
    open_document(client, uri, text)
    items = await diagnostics(client, uri, has(code))
    title = f"Suppress {code} here, with a reason"
    offered = [action for action in await actions(client, uri, items=items) if action.title == title]
    if code == "RF332":
        # A finding about a key is not accepted at a keystroke.
        assert not offered
        return
    changed = applied(text, uri, offered[0].edit)
    assert changed.count("\n") == text.count("\n") + 1
    replaced(client, uri, 2, changed)
    assert "SU502" not in codes(await diagnostics(client, uri, lacks(code)))


@pytest.mark.asyncio
async def test_suppression_of_a_file_without_comments(client, folder):
    folder.write("FEJJCNFG", MEMBER.replace("6715", "6800").replace("=ON", "=OFF"))
    uri, configuration = folder.uri("app.json"), folder.uri(".jmoncheck.yml")
    await diagnostics(client, uri, has("PF402"))
    offered = await actions(client, uri)
    action = next(action for action in offered if action.title.startswith("Suppress PF402 in .jmoncheck.yml"))
    text = (folder.path / ".jmoncheck.yml").read_text()
    open_document(client, configuration, applied(text, configuration, action.edit), "yaml")
    await diagnostics(client, uri, lacks("PF402"))


@pytest.mark.asyncio
async def test_kinds(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(client, uri, "SERV_PORT= 6715\nLOOPBACK_ONLY=ON\n")
    await diagnostics(client, uri, has("JM101"))
    assert not await actions(client, uri, only=["refactor"])
    for kind in ["source", "source.fixAll", "source.fixAll.jmoncheck"]:
        (action,) = await actions(client, uri, only=[kind])
        assert action.kind == "source.fixAll.jmoncheck"
        text = applied("SERV_PORT= 6715\nLOOPBACK_ONLY=ON\n", uri, action.edit)
        # LOOPBACK_ONLY=OFF means something else, which nobody wants by the way.
        assert text == "SERV_PORT=6715\nLOOPBACK_ONLY=ON\n"
    offered = await actions(client, uri, only=["quickfix"])
    # What has a command of its own is read as a command by this client.
    assert {action.kind for action in offered if isinstance(action, types.CodeAction)} == {"quickfix"}


@pytest.mark.asyncio
async def test_preferred_fix(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(client, uri, "LIMIT_VIEW= USERID\nLOOPBACK_ONLY=OFF\n")
    items = await diagnostics(client, uri, has("JM110"))
    fix = next(action for action in await actions(client, uri, items=items) if action.is_preferred)
    assert fix.title == "Remove the blanks"


@pytest.mark.asyncio
async def test_explanation(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(client, uri, MEMBER)
    await diagnostics(client, uri, has("JM101"))
    action = next(action for action in await actions(client, uri) if action.title == "Explain JM101")
    page = await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command=action.command, arguments=action.arguments)
    )
    assert page.startswith("# JM101 loopback-only-off")
    assert "loopback" in client.messages[-1].message
    page = await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command="jmoncheck.explain", arguments=["ICH10102I"])
    )
    assert "RALTER" in page
