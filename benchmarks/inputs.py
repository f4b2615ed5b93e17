"""Makes the inputs that are timed: decks, exports, folders of files, set-ups."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "correct"


def big_export(path: Path, size: int) -> None:
    """An application with as many components as fill the file, indented as the server does it."""
    export = json.loads((ROOT / "Tests" / "Fixtures" / "clean" / "payroll-application.json").read_text())
    component = export["components"][0]
    text = json.dumps(export, indent=2)
    head, tail = text.split('"components": [', 1)
    with path.open("w") as file:
        file.write(head + '"components": [')
        for number in range(size // len(json.dumps(component, indent=2))):
            component["name"] = f"PAYROLL-{number:06}"
            file.write(json.dumps(component, indent=2).replace("\n", "\n    ") + ",\n    ")
            if file.tell() > size:
                break
        file.write(tail.lstrip())


def big_deck(path: Path, commands: int, has_one_id: bool = True) -> None:
    with path.open("w") as file:
        file.write("SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n")
        for number in range(commands // 2):
            file.write(f"RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.U{number:06X} UACC(NONE)\n")
            user = "AGNTUSR" if has_one_id else f"A{number * 7919 % (commands // 2):06X}"
            file.write(f"PERMIT IRRPTAUTH.FEKAPPL.U{number:06X} CL(PTKTDATA) ID({user}) AC(UPDATE)\n")
        file.write("SETROPTS RACLIST(PTKTDATA) REFRESH\n")


def big_tree(path: Path, environments: int = 200, nodes: int = 10_000) -> None:
    """An application whose environments have a tree of agents each, with a user on every third component resource."""
    def sheet(user: str | None) -> dict:
        properties = [{"name": "jes.user", "value": user, "description": "", "secure": False}] if user else []
        return {"name": "custom", "properties": properties}

    def agent(name: str, number: int) -> dict:
        role = {"name": "PAY", "path": f"/{name}/LPAR{number}/PAY", "roleName": "PAY", "children": [],
                "roleProperties": sheet(f"U{number:06}"[:7] if number % 3 == 0 else None)}
        return {"name": f"LPAR{number}", "path": f"/{name}/LPAR{number}", "type": "agent",
                "typeName": f"LPAR{number}", "propSheet": sheet(None), "children": [role]}

    def environment(number: int) -> dict:
        name = f"ENV{number}"
        agents = nodes // environments // 2
        children = [agent(name, number * agents + index) for index in range(agents)]
        tree = {"name": name, "path": f"/{name}", "propSheet": sheet(None), "children": children}
        return {"name": name, "propSheet": sheet("USER1"), "componentPropSheets": [],
                "baseResourcesFull": [{"basePath": "", "tree": tree}]}

    export = json.loads((ROOT / "Tests" / "Fixtures" / "urbancode" / "tree-two-agents" / "app.json").read_text())
    export["environments"] = [environment(number) for number in range(environments)]
    path.write_text(json.dumps(export, indent=2))


def big_capture(path: Path) -> None:
    line = "the quick brown fox jumps over the lazy dog, as every fox before it did (0123456789)\n"
    with path.open("w") as file:
        for _ in range(200):
            file.write(line * (1_000_000 // len(line)))


def unrelated_files(folder: Path) -> None:
    for directory in range(100):
        (folder / f"d{directory}").mkdir(parents=True)
        for number in range(100):
            name = folder / f"d{directory}" / f"f{number}"
            if number % 2:
                name.with_suffix(".txt").write_text("Dear all,\n\nnothing in here is for a checker.\n" * 50)
            else:
                name.with_suffix(".o").write_bytes(bytes(range(256)) * 20)


def small_files(folder: Path, count: int) -> None:
    deck = (EXAMPLE / "passticket.jcl").read_text()
    folder.mkdir()
    for number in range(count):
        (folder / f"deck{number}.jcl").write_text(deck)


def others_files(scripts: Path, documents: Path) -> None:
    """As many for the others, of the kinds that they read."""
    scripts.mkdir()
    documents.mkdir()
    for number in range(1000):
        (scripts / f"script{number}.py").write_text("import os\n\n\ndef main():\n    return os.getpid()\n" * 10)
        (documents / f"document{number}.yml").write_text("---\n" + "- name: one\n  run: [a, b]\n" * 40)


def set_ups(folder: Path, count: int) -> None:
    """Of ten files each, tied together by a configuration."""
    lines = ["set-ups:"]
    for number in range(count):
        name = f"s{number:03}"
        (folder / name).mkdir(parents=True)
        for file in ("FEJJCNFG", "payroll.json"):
            shutil.copy(EXAMPLE / file, folder / name)
        for copy in range(8):
            shutil.copy(EXAMPLE / "passticket.jcl", folder / name / f"deck{copy}.jcl")
        lines += [
            f"  {name}:", f"    members: {name}/FEJJCNFG", f"    exports: {name}/*.json", f"    decks: {name}/*.jcl",
            "    agent-users: [AGNTUSR]", "    assume: fresh",
        ]
    (folder / ".jmoncheck.yml").write_text("\n".join(lines) + "\n")
