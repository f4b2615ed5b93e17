"""Editors themselves: neovim, Emacs, and the extension of VS Code under Node; and the package of the extension."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest
from conftest import BINARY, MEMBER

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
EXTENSION = ROOT / "editors" / "vscode"


def run(folder, *command):
    (folder.path / "alone").mkdir(exist_ok=True)
    folder.write("alone/BUZJCNFG", MEMBER)
    environment = dict(os.environ, FOLDER=str(folder.path), JMONCHECK=BINARY, HOME=str(folder.path))
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    found = dict(re.findall(r"@@(\w+)=(.*)", result.stdout))
    assert found, result.stdout + result.stderr
    return found


@pytest.mark.skipif(not shutil.which("nvim"), reason="neovim is not installed")
def test_neovim(folder):
    found = run(folder, "nvim", "--headless", "--clean", "-n", "-c", f"luafile {HERE}/neovim.lua", "-c", "qa!")
    found = {name: json.loads(value) for name, value in found.items()}
    assert found["diagnostics"] == ["JM101"]
    assert "LOOPBACK_ONLY" in json.dumps(found["hover"]) and "loopback interface" in json.dumps(found["hover"])
    assert found["completion"][:2] == ["ON", "OFF"]
    assert found["text"] == MEMBER.replace("=ON", "=OFF").rstrip("\n")
    assert found["left"] == 0 and found["stopped"]


@pytest.mark.skipif(not shutil.which("emacs"), reason="emacs is not installed")
def test_emacs(folder):
    if not list(pathlib.Path("/usr/share/emacs/site-lisp").glob("elpa*/eglot*")) and not list(
        pathlib.Path("/usr/share/emacs").glob("*/lisp/progmodes/eglot*")
    ):
        pytest.skip("eglot is not installed")
    found = run(folder, "emacs", "--batch", "-q", "-l", str(HERE / "eglot.el"))
    assert "JM101" in found["diagnostics"] and "LOOPBACK_ONLY is ON" in found["diagnostics"]


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_extension(folder):
    result = json.loads(run(folder, "node", str(HERE / "vscode.js"), str(EXTENSION), str(folder.path))["result"])
    assert result["codes"] == ["JM101"] and result["severities"] == [0]
    assert "loopback interface" in result["hover"]
    assert result["completion"][:2] == ["ON", "OFF"]
    assert result["symbols"] == ["SERV_PORT", "LOOPBACK_ONLY", "LIMIT_VIEW"]
    assert "Set LOOPBACK_ONLY=OFF" in result["actions"]
    assert "Suppress JM101 here, with a reason" in result["actions"] and "Explain JM101" in result["actions"]
    assert result["hints"] == 1 and result["hasTrace"]


def packed(target):
    subprocess.run([ROOT / "scripts" / "vsix", target], check=True, capture_output=True)
    return target.read_bytes()


def test_package(tmp_path):
    data = packed(tmp_path / "a.vsix")
    assert data == packed(tmp_path / "b.vsix")
    archive = zipfile.ZipFile(tmp_path / "a.vsix")
    names = archive.namelist()
    assert len({name.lower() for name in names}) == len(names)
    assert archive.testzip() is None
    assert all(entry.external_attr >> 16 == 0o100644 for entry in archive.infolist())
    # Every kind of file has a type.
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    known = {element.get("Extension") for element in types}
    assert {pathlib.PurePosixPath(name).suffix for name in names if name != "[Content_Types].xml"} <= known
    # The manifest names what is in the zip.
    space = {"v": "http://schemas.microsoft.com/developer/vsx-schema/2011"}
    manifest = ElementTree.fromstring(archive.read("extension.vsixmanifest"))
    package = json.loads(archive.read("extension/package.json"))
    identity = manifest.find("v:Metadata/v:Identity", space)
    assert (identity.get("Id"), identity.get("Version"), identity.get("Publisher")) == (
        package["name"], package["version"], package["publisher"],
    )
    properties = {
        element.get("Id"): element.get("Value") for element in manifest.findall(".//v:Property", space)
    }
    assert properties["Microsoft.VisualStudio.Code.Engine"] == package["engines"]["vscode"]
    assert properties["Microsoft.VisualStudio.Code.ExecutesCode"] == "true"
    paths = [element.get("Path") for element in manifest.findall(".//v:Asset", space)]
    assert "extension/package.json" in paths and set(paths) <= set(names)
    assert manifest.find("v:Metadata/v:License", space).text in names
    assert manifest.find("v:Installation/v:InstallationTarget", space).get("Id") == "Microsoft.VisualStudio.Code"


def test_manifest_rules():
    package = json.loads((EXTENSION / "package.json").read_text())
    for name in ["name", "publisher"]:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", package[name])
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert re.fullmatch(r"[\^]\d+\.\d+\.\d+", package["engines"]["vscode"])
    assert (EXTENSION / package["main"]).is_file()
    assert "dependencies" not in package and "icon" not in package
    contributed = package["contributes"]
    for entry in contributed["grammars"] + contributed["languages"]:
        file = EXTENSION / entry.get("path", entry.get("configuration", ""))
        json.loads(file.read_text())
    # A language of somebody else's is not taken over.
    assert {language["id"] for language in contributed["languages"]} == {"racf-deck", "jmon-config"}
    for grammar in contributed["grammars"]:
        content = json.loads((EXTENSION / grammar["path"]).read_text())
        assert content["scopeName"] == grammar["scopeName"]
    version = subprocess.run([BINARY, "--version"], capture_output=True, text=True, check=True).stdout
    # The commit that it was built from follows.
    assert package["version"] == version.split()[0]


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_scripts_are_read_by_node():
    for file in EXTENSION.glob("*.js"):
        subprocess.run(["node", "--check", file], check=True)
