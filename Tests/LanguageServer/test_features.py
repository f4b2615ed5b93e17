"""What is shown at a place: hover, completion, navigation, outline, hints, lenses."""

import pytest
from conftest import DECK, EXPORT, MEMBER, document, open_document, position, sessions
from lsprotocol import types

client = sessions("neovim@0.11", "visual-studio-code", "neovim@0.7")

SECRET = "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(E001193519561977))\nALTUSER USER1 PASSWORD(GEHEIM42)\n"


async def hover(client, uri, place):
    found = await client.text_document_hover_async(types.HoverParams(text_document=document(uri), position=place))
    if found is None:
        return ""
    assert found.range.start <= place <= found.range.end
    return found.contents.value


async def labels(client, uri, place):
    found = await client.text_document_completion_async(
        types.CompletionParams(text_document=document(uri), position=place)
    )
    items = found.items if isinstance(found, types.CompletionList) else found or []
    return [item.label for item in items]


async def targets(client, uri, place):
    found = await client.text_document_definition_async(
        types.DefinitionParams(text_document=document(uri), position=place)
    )
    return [(item.uri.rsplit("/", 1)[-1], item.range.start.line) for item in found or []]


@pytest.mark.asyncio
async def test_hover_on_a_deck(client, folder):
    uri = folder.uri("setup.racf")
    open_document(client, uri, DECK)
    for word, wanted in [
        ("RDEFINE", "Defines a general resource profile"), ("EPTKEYLABEL", "enhanced PassTickets"),
        ("REPLAY", "more than once"), ("UACC", "without an entry"), ("NONE", "No access"),
        ("PTKTDATA", "PassTickets"), ("ACCESS(", "let"), ("UPDATE", "allows generating"), ("RACLIST(", "storage"),
        ("REFRESH", "into effect"), ("ID(", "users and groups"),
    ]:
        assert wanted in await hover(client, uri, position(DECK, word, 1)), word
    assert await hover(client, uri, position(DECK, "USER1 UACC", 2)) == ""


@pytest.mark.asyncio
async def test_hover_on_a_member_and_messages(client, folder):
    uri = folder.uri("FEJJCNFG")
    open_document(client, uri, MEMBER)
    text = await hover(client, uri, position(MEMBER, "LOOPBACK_ONLY", 2))
    assert text == await hover(client, uri, position(MEMBER, "LOOPBACK_ONLY", 15))
    assert "ON or OFF" in text and "loopback" in text and "set in line 2" in text
    other = folder.uri("alone/notes.txt")
    open_document(client, other, "The job log had ICH408I and ICH10102I, see JM101.\n")
    assert "RALTER" in await hover(client, other, types.Position(line=0, character=30))
    assert "loopback-only-off" in await hover(client, other, types.Position(line=0, character=46))
    assert await hover(client, other, types.Position(line=0, character=1)) == ""


@pytest.mark.asyncio
async def test_hover_on_a_property(client, folder):
    uri = folder.uri("app.json")
    open_document(client, uri, EXPORT)
    text = await hover(client, uri, position(EXPORT, "${p:environment/jes.user", 6))
    assert "jes.user" in text and "USER1" in text and "environment/TEST" in text


@pytest.mark.asyncio
async def test_no_secret_is_shown(client, folder):
    uri = folder.uri("alone/secret.racf")
    open_document(client, uri, SECRET, "racf-deck")
    for line, text in enumerate(SECRET.splitlines()):
        for character in range(len(text) + 1):
            place = types.Position(line=line, character=character)
            found = await hover(client, uri, place) + str(await labels(client, uri, place))
            assert "GEHEIM42" not in found and "E001193519561977" not in found
    symbols = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(text_document=document(uri))
    )
    assert "GEHEIM42" not in str(symbols) and "E001193519561977" not in str(symbols)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "text,wanted,unwanted",
    [
        ("RDEF|", ["RDEFINE", "RALTER"], ["UACC"]),
        ("RDEFINE |", ["PTKTDATA", "FACILITY"], ["UACC"]),
        ("RDEFINE PTKTDATA FEKAPPL |", ["UACC", "SSIGNON", "APPLDATA"], ["ACCESS", "RDEFINE"]),
        ("RDEFINE PTKTDATA FEKAPPL UACC(|", ["NONE", "UPDATE"], ["UACC", "USE"]),
        ("RDEFINE PTKTDATA FEKAPPL UACC(NONE) |", ["SSIGNON"], ["UACC"]),
        ("RDEFINE PTKTDATA FEKAPPL SSIGNON(|", ["KEYLABEL", "EPTKEYLABEL", "TYPE"], ["UACC"]),
        ("RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(1234567890123456) |", ["TYPE"], ["ENCRYPTKEY", "KEYLABEL"]),
        ("RDEFINE PTKTDATA FEKAPPL SSIGNON(TYPE(|", ["UPPER", "MIXED"], ["TYPE"]),
        ("RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(|", [], ["KEYLABEL"]),
        ("RDEFINE PTKTDATA FEKAPPL -\n  UA|", ["UACC"], ["RDEFINE"]),
        ("PERMIT FEKAPPL CLASS(|", ["PTKTDATA", "APPL"], ["CLASS"]),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(USER1) |", ["ACCESS", "DELETE"], ["ID"]),
        ("PERMIT FEKAPPL CLASS(PTKTDATA) ID(USER1) ACCESS(|", ["READ", "UPDATE"], ["ID"]),
        ("PE FEKAPPL CL(PTKTDATA) ID(USER1) AC(|", ["READ"], ["ID"]),
        ("SETROPTS RACLIST(|", ["PTKTDATA"], ["REFRESH"]),
        ("SETROPTS RACLIST(PTKTDATA) REF|", ["REFRESH"], []),
        ("ALTUSER USER1 PASSWORD(|", [], ["SPECIAL"]),
        ("ALTUSER USER1 OMVS(|", ["UID", "HOME"], ["SPECIAL"]),
        ("RDEFINE PTKTDATA FEKAPPL APPLDATA('|", [], ["UACC"]),
        ("RDEFINE PTKTDATA FEKAPPL APPLDATA('A (B') |", ["UACC", "SSIGNON"], ["APPLDATA"]),
        ("//SYSTS|", [], ["RDEFINE"]),
        ("NOTES RDEF|", [], ["RDEFINE"]),
        ("  RDEF|", ["RDEFINE"], []),
        ("/* jmoncheck:ignore[|] */", ["RF302", "JM101"], ["IN001"]),
    ],
)
async def test_completion_in_a_deck(client, folder, text, wanted, unwanted):
    uri = folder.uri("alone/deck.racf")
    before = "RDEFINE FACILITY A.B UACC(NONE)\n" + text.split("|")[0]
    open_document(client, uri, before + text.split("|")[1] + "\nSETROPTS LIST\n", "racf-deck")
    last = before.split("\n")[-1]
    found = await labels(client, uri, types.Position(line=before.count("\n"), character=len(last)))
    assert set(wanted) <= set(found) and not set(unwanted) & set(found), found


@pytest.mark.asyncio
async def test_completion_elsewhere(client, folder):
    uri = folder.uri("alone/BUZJCNFG")
    open_document(client, uri, "SERV_PORT=6715\nLOOP\nLIMIT_VIEW=\n", "jmon-config")
    assert "LOOPBACK_ONLY" in await labels(client, uri, types.Position(line=1, character=4))
    assert (await labels(client, uri, types.Position(line=2, character=11)))[:2] == ["USERID", "NOLIMIT"]
    empty = folder.uri("alone/new.racf")
    open_document(client, empty, "", "racf-deck")
    assert "RDEFINE" in await labels(client, empty, types.Position(line=0, character=0))
    export = folder.uri("app.json")
    open_document(client, export, EXPORT.replace("${p:environment/jes.user}", "${p:"), "json")
    place = position(EXPORT, "${p:environment/jes.user}", 4)
    assert {"jes.user", "jes.host"} <= set(await labels(client, export, place))
    # IDs and profiles of the set-up.
    deck = folder.uri("setup.racf")
    text = DECK + "PERMIT X CLASS(PTKTDATA) ID(\n"
    open_document(client, deck, text)
    found = await labels(client, deck, position(text, "PERMIT X CLASS(PTKTDATA) ID(", 28))
    assert {"AGNTUSR", "USER1"} <= set(found)


@pytest.mark.asyncio
async def test_definitions(client, folder):
    deck, export = folder.uri("setup.racf"), folder.uri("app.json")
    open_document(client, deck, DECK)
    # PERMIT to RDEFINE to the property of the export.
    permit = position(DECK, "PERMIT IRRPTAUTH.FEKAPPL.USER1", 10)
    defined = DECK[: DECK.index("RDEFINE PTKTDATA IRRPTAUTH")].count("\n")
    assert await targets(client, deck, permit) == [("setup.racf", defined)]
    user = EXPORT[: EXPORT.index('"USER1"')].count("\n")
    assert await targets(client, deck, position(DECK, "IRRPTAUTH.FEKAPPL.USER1", 2)) == [("app.json", user)]
    # A reference to its property, and the port to the member.
    host = EXPORT[: EXPORT.index('"jes.host"')].count("\n")
    assert await targets(client, export, position(EXPORT, "${p:environment/jes.host}", 8)) == [("app.json", host)]
    assert await targets(client, export, position(EXPORT, '"6715"', 2)) == [("FEJJCNFG", 0)]
    assert await targets(client, deck, position(DECK, "REFRESH", 2)) == []


@pytest.mark.asyncio
async def test_references(client, folder):
    export = folder.uri("app.json")
    open_document(client, export, EXPORT)

    async def references(place, declaration):
        found = await client.text_document_references_async(
            types.ReferenceParams(
                text_document=document(export), position=place,
                context=types.ReferenceContext(include_declaration=declaration),
            )
        )
        return sorted((item.uri.rsplit("/", 1)[-1], item.range.start.line) for item in found)

    user = position(EXPORT, '"USER1"', 2)
    assert {name for name, _ in await references(user, True)} == {"setup.racf", "app.json"}
    assert {name for name, _ in await references(user, False)} == {"setup.racf"}
    assert len(await references(position(EXPORT, '"jes.user"', 3), True)) == 2


@pytest.mark.asyncio
async def test_outline_and_folding(client, folder):
    uri = folder.uri("setup.racf")
    open_document(client, uri, DECK)
    symbols = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(text_document=document(uri))
    )
    names = [symbol.name for symbol in symbols]
    assert names[1] == "RDEFINE PTKTDATA FEKAPPL" and names[3].startswith("PERMIT IRRPTAUTH.FEKAPPL.USER1")
    folds = await client.text_document_folding_range_async(
        types.FoldingRangeParams(text_document=document(uri))
    )
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(1, 2)]
    member = folder.uri("FEJJCNFG")
    open_document(client, member, "# one\n# two\nSERV_PORT=6715\n# alone\nLOOPBACK_ONLY=OFF\n# a\n# b\n# c\n")
    folds = await client.text_document_folding_range_async(
        types.FoldingRangeParams(text_document=document(member))
    )
    assert [(fold.start_line, fold.end_line, fold.kind) for fold in folds] == [(0, 1, "comment"), (5, 7, "comment")]


@pytest.mark.asyncio
async def test_inlay_hints(client, folder):
    async def hints(uri):
        found = await client.text_document_inlay_hint_async(
            types.InlayHintParams(
                text_document=document(uri),
                range=types.Range(start=types.Position(line=0, character=0), end=types.Position(line=99, character=0)),
            )
        )
        return [(hint.position.line, hint.label) for hint in found]

    member = folder.uri("alone/FEJJCNFG")
    open_document(client, member, "APPLID=A\nAPPLID=FEKAPPL\nloopback_only=OFF\nLIMIT_VIEW= USERID\n")
    found = await hints(member)
    assert (0, "not in effect: line 2 counts") in found
    assert (2, "LOOPBACK_ONLY stays ON") in found
    assert (3, "in effect: ' USERID'") in found
    assert (3, "by default: SERV_PORT=6715") in found
    found = await hints(folder.uri("app.json"))
    assert [label for _, label in found] == ["TEST: 127.0.0.1:6715 as USER1"]


@pytest.mark.asyncio
async def test_code_lenses(client, folder):
    async def lenses(name):
        found = await client.text_document_code_lens_async(
            types.CodeLensParams(text_document=document(folder.uri(name)))
        )
        return [lens.command.title for lens in found]

    (title,) = await lenses("setup.racf")
    assert title.startswith("AGNTUSR ") and "PassTickets for USER1 at FEKAPPL" in title
    (title,) = await lenses("app.json")
    assert title.startswith("TEST: will not submit: loopback"), title


@pytest.mark.asyncio
async def test_places_that_are_nothing(client, folder):
    for uri in [folder.uri("nowhere.txt"), "untitled:Untitled-1", "zowe-ds:/HOST/A.B(C)"]:
        assert await hover(client, uri, types.Position(line=5, character=5)) == ""
        assert await labels(client, uri, types.Position(line=5, character=5)) == []
        assert await targets(client, uri, types.Position(line=5, character=5)) == []
    uri = "zowe-ds:/HOST/A.B(BUZJCNFG)"
    open_document(client, uri, MEMBER, "jmon-config")
    assert "loopback" in await hover(client, uri, types.Position(line=1, character=2))
    assert await hover(client, uri, types.Position(line=2**31 - 1, character=2**31 - 1)) == ""
