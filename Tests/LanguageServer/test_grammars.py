"""The grammars for editors, run by a tokenizer of the kind that editors have: the regular expressions of Oniguruma."""

import json
import logging
import pathlib

import pytest
from textmate_grammar.parsers.base import LanguageParser

SYNTAXES = pathlib.Path(__file__).parents[2] / "editors" / "vscode" / "syntaxes"

DECK = """\
RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
  DATA('IT''S RDEFINE NONE') SSIGNON(EPTKEYLABEL(PTKT.FEKAPPL)) /* PERMIT none */
  setropts raclist(ptktdata) refresh
PE &APP..READ CL(PTKTDATA) ID(${USER},READ.X) AC(READ) WHEN(CONSOLE(12))
"""
MEMBER = """\
# SERV_PORT=1
SERV_PORT=6715
LIMIT_VIEW=USERID
LIMIT_VIEW=USERIDS
LIMITS_VIEW=USERID
"""
JOB = """\
//PERMIT JOB
//SYSTSIN DD *
  PERMIT X CLASS(PTKTDATA) ID(A) -                                      00010000
    ACCESS(READ) +
    WHEN(CONSOLE(X))
 ACCESS(NONE)
//READ DD DUMMY
"""


def tokens(name: str, text: str) -> list[tuple[str, str]]:
    """The texts that have a scope, with the first part of its name."""
    logging.disable(logging.CRITICAL)
    grammar = {"fileTypes": [], "repository": {}} | json.loads((SYNTAXES / f"{name}.tmLanguage.json").read_text())
    found = LanguageParser(grammar).parse_string(text).flatten()
    return [(text.strip(), scopes[-1].rsplit(".", 1)[0]) for _, text, scopes in found
            if len(scopes) > 1 and not scopes[-1].startswith("meta.")]


def of(scope: str, found: list[tuple[str, str]]) -> list[str]:
    return [text for text, name in found if name == scope]


def test_a_deck():
    found = tokens("racf", DECK)
    assert of("keyword.control", found) == ["RDEFINE", "setropts", "PE"]
    # Also abbreviated.
    assert of("support.function", found) == [
        "UACC", "DATA", "SSIGNON", "EPTKEYLABEL", "raclist", "CL", "ID", "AC", "WHEN", "CONSOLE"]
    assert of("support.class", found) == ["PTKTDATA", "ptktdata", "PTKTDATA"]
    # A part of a name is no level of access.
    assert of("constant.language.access", found) == ["NONE", "READ"]
    assert of("keyword.other", found) == ["refresh"]
    assert of("comment.block", found) == ["/* PERMIT none */"]
    assert of("string.quoted.single", found) == ["'IT", "S RDEFINE NONE'"]
    assert of("variable.other", found) == ["&APP.", "${USER}"]
    assert of("constant.numeric", found) == ["12"]
    assert of("keyword.operator.continuation", found) == ["-"]


def test_a_member():
    found = tokens("jmon-config", MEMBER)
    assert of("support.constant.directive", found) == ["SERV_PORT", "LIMIT_VIEW", "LIMIT_VIEW"]
    assert of("constant.numeric", found) == ["6715"]
    assert of("constant.language", found) == ["USERID"]
    assert of("string.unquoted", found) == ["USERIDS", "USERID"]
    assert of("variable.other", found) == ["LIMITS_VIEW"]
    assert of("comment.line.number-sign", found) == ["# SERV_PORT=1"]


def test_commands_in_a_job():
    found = tokens("racf-in-jcl", JOB)
    assert of("keyword.control", found) == ["PERMIT"]
    # The command goes on over both marks, also with numbers in columns 73 to 80, and ends without one.
    assert of("support.function", found) == ["CLASS", "ID", "ACCESS", "WHEN", "CONSOLE"]
    assert of("constant.language.access", found) == ["READ"]


@pytest.mark.parametrize("name", ["racf", "racf-in-jcl", "jmon-config"])
def test_nothing_is_lost(name):
    for text in [DECK, MEMBER, JOB]:
        grammar = {"fileTypes": [], "repository": {}} | json.loads((SYNTAXES / f"{name}.tmLanguage.json").read_text())
        found = LanguageParser(grammar).parse_string(text).flatten()
        assert "".join(text for _, text, _ in found) == text.replace("\n", "")
