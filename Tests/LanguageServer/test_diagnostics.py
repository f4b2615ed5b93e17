"""Diagnostics: published and pulled, while typing and across the files of a set-up."""

import asyncio

import pytest
from conftest import (
    CONFIGURATION, DECK, EXPORT, MEMBER, change, codes, diagnostics, document, has, lacks, open_document, position,
    replacement, sessions,
)
from lsprotocol import types

push = sessions("neovim@0.7", "emacs@29", "visual-studio-code")
pull = sessions("neovim@0.11")


@pytest.mark.asyncio
async def test_finding_while_typing(push, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(push, uri, MEMBER)
    items = await diagnostics(push, uri, has("JM101"))
    finding = items[0]
    assert finding.source == "jmoncheck" and finding.severity == types.DiagnosticSeverity.Error
    assert finding.range.start == types.Position(line=1, character=14)
    change(push, uri, 2, replacement(1, 14, 16, "OFF"))
    assert "JM101" not in codes(await diagnostics(push, uri, lacks("JM101")))
    # The whole text at once.
    change(push, uri, 3, types.TextDocumentContentChangeWholeDocument(text=MEMBER))
    await diagnostics(push, uri, has("JM101"))
    push.text_document_did_close(types.DidCloseTextDocumentParams(text_document=document(uri)))
    assert not await diagnostics(push, uri, lambda items: not items)


@pytest.mark.asyncio
async def test_changes_of_one_notification_apply_in_order(push, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(push, uri, "SERV_PORT=6715\n")
    change(
        push, uri, 2, replacement(1, 0, 0, "LOOPBACK_ONLY=ON\n"), replacement(1, 14, 16, "OFF"),
        replacement(0, 10, 14, "99999"),
    )
    items = await diagnostics(push, uri, has("JM102"))
    assert "JM101" not in codes(items)
    found = next(item for item in items if item.code == "JM102")
    assert found.range.end == types.Position(line=0, character=15)


@pytest.mark.asyncio
async def test_files_that_are_not_open(push, folder):
    # Nothing is open: the member of the set-up has a finding, which the whole set-up needs.
    items = await diagnostics(push, folder.uri("FEJJCNFG"), has("JM101"))
    assert items
    uri = folder.uri("FEJJCNFG")
    open_document(push, uri, MEMBER.replace("=ON", "=OFF"))
    assert "JM101" not in codes(await diagnostics(push, uri, lacks("JM101")))


@pytest.mark.asyncio
async def test_open_buffer_replaces_its_file(push, folder):
    member, export = folder.uri("FEJJCNFG"), folder.uri("app.json")
    await diagnostics(push, member, has("JM101"))
    open_document(push, member, MEMBER.replace("6715", "6800").replace("=ON", "=OFF"))
    # The export is not open, and its finding comes with the change of the member.
    items = await diagnostics(push, export, has("PF402"))
    found = next(item for item in items if item.code == "PF402")
    if push.profile == "visual-studio-code":
        assert any(related.location.uri == member for related in found.related_information)
    open_document(push, export, EXPORT.replace('"6715"', '"6800"'), "json")
    await diagnostics(push, export, lacks("PF402"))
    push.text_document_did_close(types.DidCloseTextDocumentParams(text_document=document(export)))
    await diagnostics(push, export, has("PF402"))


@pytest.mark.asyncio
async def test_file_changes_on_disk(push, folder):
    uri = folder.uri("FEJJCNFG")
    await diagnostics(push, uri, has("JM101"))
    folder.write("FEJJCNFG", MEMBER.replace("=ON", "=OFF"))
    push.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(changes=[types.FileEvent(uri=uri, type=types.FileChangeType.Changed)])
    )
    await diagnostics(push, uri, lacks("JM101"))


@pytest.mark.asyncio
async def test_configuration_is_read_while_it_is_written(push, folder):
    member, configuration = folder.uri("FEJJCNFG"), folder.uri(".jmoncheck.yml")
    await diagnostics(push, member, has("JM101"))
    text = CONFIGURATION + "rules:\n  JM101: off\n"
    open_document(push, configuration, text, "yaml")
    await diagnostics(push, member, lacks("JM101"))
    change(push, configuration, 2, replacement(0, 0, 7, "verzion"))
    items = await diagnostics(push, configuration, lambda items: bool(items))
    assert "verzion" in items[0].message and items[0].range.start.line == 0
    change(push, configuration, 3, types.TextDocumentContentChangeWholeDocument(text=text))
    assert not await diagnostics(push, configuration, lambda items: not items)
    change(push, configuration, 4, types.TextDocumentContentChangeWholeDocument(text=text.replace("setup", "gone")))
    items = await diagnostics(push, configuration, lambda items: bool(items))
    assert "gone.racf" in items[0].message
    assert items[0].range.start == types.Position(line=4, character=0)


@pytest.mark.asyncio
async def test_secrets_are_not_quoted(push, folder):
    uri = folder.uri("alone/secret.txt")
    open_document(push, uri, "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(E001193519561977)) UACC(READ)\n")
    items = await diagnostics(push, uri, lambda items: bool(items))
    assert "E001193519561977" not in str(items)


@pytest.mark.asyncio
async def test_pulled_diagnostics(pull, folder):
    uri = folder.uri("FEJJCNFG")
    open_document(pull, uri, MEMBER)
    first = await pull.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=document(uri)))
    assert first.kind == "full" and "JM101" in codes(first.items)
    again = await pull.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document(uri), previous_result_id=first.result_id)
    )
    assert again.kind == "unchanged" and again.result_id == first.result_id
    change(pull, uri, 2, types.TextDocumentContentChangeWholeDocument(text=MEMBER.replace("=ON", "=OFF")))
    last = await pull.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document(uri), previous_result_id=first.result_id)
    )
    assert last.kind == "full" and "JM101" not in codes(last.items)
    assert pull.diagnostics.get(uri) is None


@pytest.mark.asyncio
async def test_fault_of_the_configuration_is_pulled(pull, folder):
    uri = folder.uri(".jmoncheck.yml")
    open_document(pull, uri, CONFIGURATION.replace("version", "verzion"), "yaml")
    report = await pull.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=document(uri)))
    assert ["verzion" in item.message for item in report.items] == [True]


@pytest.mark.asyncio
async def test_diagnostics_of_the_workspace(pull, folder):
    params = types.WorkspaceDiagnosticParams(previous_result_ids=[])
    report = await pull.workspace_diagnostic_async(params)
    items = {item.uri: item for item in report.items}
    assert "JM101" in codes(items[folder.uri("FEJJCNFG")].items)
    known = [types.PreviousResultId(uri=uri, value=item.result_id) for uri, item in items.items()]
    again = await pull.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=known))
    assert {item.kind for item in again.items} == {"unchanged"}


@pytest.mark.asyncio
async def test_positions_in_every_unit(push, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(push, uri, "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nTSO_TEMPLATE=\U0001F600\u00e4 # x\n")
    items = await diagnostics(push, uri, has("JM112"))
    finding = next(item for item in items if item.code == "JM112")
    encoding = push.initialized.capabilities.position_encoding
    wanted = {"utf-8": 20, "utf-16": 17, "utf-32": 16, None: 17}[encoding]
    assert finding.range.start.character == wanted


shows_progress = sessions("visual-studio-code", "emacs@29")


@pytest.mark.asyncio
async def test_progress_and_watching(shows_progress, folder):
    client = shows_progress
    await diagnostics(client, folder.uri("FEJJCNFG"), has("JM101"))
    reports = []
    for _ in range(100):
        reports = [report.kind for values in client.progress_reports.values() for report in values]
        if len(reports) == 2:
            break
        # The end comes after what was found.
        await asyncio.sleep(0.05)
    assert reports == ["begin", "end"]
    (registered,) = [params for method, params in client.asked if method == "client/registerCapability"]
    assert registered.registrations[0].method == "workspace/didChangeWatchedFiles"
