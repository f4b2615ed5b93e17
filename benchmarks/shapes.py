"""Inputs of unusual shape for every parser: a smallest element again and again, one without an end, and the deepest nesting."""

from pathlib import Path
from typing import NamedTuple


class Shape(NamedTuple):
    """`@` in the piece is the number of its repetition."""

    kind: str
    beginning: str
    piece: str
    end: str = ""
    # What closes each piece, for those that nest.
    closing: str = ""

    def write(self, path: Path, size: int) -> None:
        length = len(self.piece.replace("@", "000000")) + len(self.closing)
        count = max(1, size // length)
        with path.open("w") as file:
            file.write(self.beginning)
            for number in range(count):
                file.write(self.piece.replace("@", f"{number:06X}"))
            file.write(self.closing * count)
            file.write(self.end)


class Texts(NamedTuple):
    """What is tried of one kind of input."""

    kind: str
    beginning: str
    # The elements that have a line of their own.
    lines: tuple[str, ...] = ()
    # What a line without an end consists of.
    endless: tuple[str, ...] = ()
    # What opens and closes a level.
    nested: tuple[tuple[str, str], ...] = ()


TEXTS = {
    "member": Texts(
        "job-monitor", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n",
        ("", "#", "A", "A=", "A=1", "SERV_PORT=1", "# jmoncheck: ignore[JM101]", "A=1 # jmoncheck: ignore[JM110]"),
        ("A", "=", "A=1,", " ")),
    "procedure": Texts(
        "job-monitor-proc", "//JMON PROC\n//JMON EXEC PGM=FEJJMON\n//FEJJCNFG DD DISP=SHR,DSN=A.B(C)\n",
        ("//", "//A DD", "// DD DSN=A", "//S@ EXEC PGM=A", "//A SET B=&B&B", "// INCLUDE MEMBER=A", "//X@ PROC A=B"),
        ("A", "&A", "(")),
    "log": Texts("console", "", ("A", "FEJ211I A", "ICH408I USER(A", "IEF403I A"), ("A", "ICH408I USER(A) ")),
    "deck": Texts(
        "racf", "",
        ("", "A", "PE", "RDEF PTKTDATA A@", "RDEF PTKTDATA A@*", "AU A@", "AG A@", "CO A@ GROUP(B)", "SETR CLASSACT(A@)",
         "PE A CL(PTKTDATA) ID(A@)", "PE A", "PE A@ FROM(A) FCLASS(PTKTDATA)", "ADDSD 'A.@'", "/*", "/**/", "'", "(", "-",
         "PE IRRPTAUTH.**.@ CL(PTKTDATA) ID(A) AC(UPDATE)", "/* jmoncheck: ignore[RF301] */"),
        ("A ", "(", "'", "/*", "-\n", "PE A CL(PTKTDATA) ID(B);")),
    "operands": Texts("racf", "RDEF PTKTDATA A ", (), ("A ", "A -\n", "UACC(NONE) ", "DATA(", "A@(B) ")),
    "list of IDs": Texts("racf", "PE A CL(PTKTDATA) AC(UPDATE) ID(", (), ("A ", "A@ ", "A -\n", "&A ", "(")),
    "list of profiles": Texts("racf", "RDEF PTKTDATA (", (), ("A ", "A@ ", "A@*,", "&A@ ")),
    "list of classes": Texts("racf", "SETR CLASSACT(", (), ("A ", "A@ ")),
    "job": Texts(
        "racf", "//A JOB\n//S EXEC PGM=IKJEFT01\n//SYSTSPRT DD SYSOUT=*\n//SYSTSIN DD *\n",
        ("A", "PE A CL(PTKTDATA) ID(&A)", "//SYSTSIN DD *", "// SET A@=B", "// INCLUDE MEMBER=A", "// EXEC P@",
         "//A DD DSN=B,DISP=SHR"),
        ("A ",), (("// IF RC=0 THEN\n", "// ENDIF\n"), ("//A@ PROC\n", "// PEND\n"))),
    "REXX": Texts(
        "racf", "/* REXX */\naddress TSO\n",
        ("A", "'PE A'", "a=b", "a=a||b", "a@=b", "call a", "call a@", "a:", "do", "do forever", "if a then", "select",
         "if a then 'PE A'", "do i=1 to 3\n'PE A' i\nend", "interpret a", "/*", "("),
        ("a;", "'PE A';", "do;", "(", "'A'||", "a,\n", "/*"),
        (("do\n", "end\n"), ("if a then do\n", "end\n"), ("/*\n", "*/\n"), ("a(", ")"))),
    "CLIST": Texts(
        "racf", "PROC 0\n", ("A", "PE A", "SET A=&A&A", "SET A@=B", "DO", "IF &A=B THEN A", "GOTO A", "A@: PE A", "DATA"),
        ("A ", "&A", "(", "&STR(", "/*"), (("DO\n", "END\n"), ("IF A=A THEN DO\n", "END\n"))),
    "shell script": Texts(
        "racf", "#!/bin/sh\n",
        ("a", "a=$a$a", "a@=b", "tsocmd \"PE A\"", "if a; then b; fi", "a@() { a@; }", "a <<A\nA", "export a=b", "a || exit"),
        ("a;", "a|", "(", "$(", "'", "\\\n", "${a:-", "tsocmd A;"),
        (("if a; then\n", "fi\n"), ("{\n", "}\n"), ("$(", ")"), ("a() {\n", "}\n"))),
    "playbook.yml": Texts(
        "racf", "- hosts: zos\n  tasks:\n",
        ("    - a", "    - a: b", "    - zos_tso_command: A", "    - include_tasks: a", "    - set_fact: {a: '{{a}}{{a}}'}",
         "    - {zos_tso_command: {commands: [PE A]}, ignore_errors: true}"),
        ("[", "{a: ", "- ")),
    "page.md": Texts("racf", "# A\n\n", ("a", "```", "```\nPE A\n```", "> a", "- a"), ("a", "> ", "`", "[", "<!--")),
    "page.html": Texts(
        "racf", "<html><body>\n", ("", "<pre>PE A</pre>", "<p>a</p>", "<td>PE A</td>"), ("<b>", "&lt;", "<", "<!--"),
        (("<b>", "</b>"),)),
    "template.j2": Texts(
        "racf", "PE A CL(PTKTDATA) ID(B)\n", ("PE {{ a }}", "{% if a %}"), ("{{", "{% if a %}"),
        (("{% if a %}\n", "{% endif %}\n"),)),
    "listing": Texts(
        "racf-listing", "ACTIVE CLASSES = ", ("A", "USER=A@  NAME=A  OWNER=A", "GROUP=A@  AUTH=USE"), ("A ", "A@ ")),
    "list.properties": Texts(
        "urbancode-properties", "",
        ("a", "a=", "a=b", "a@=b", "a=${p:a}", "a@=${p:a@}", "jes.password=A", "\\", "# jmoncheck: ignore[UC201]"),
        ("a", "a=b,", "\\\n", "${p:a}", "${p?:a}", "${p:")),
    "script.sh": Texts(
        "urbancode-properties", "",
        ("udclient setComponentProperty -component A -name a -value b", "a=b\nudclient -name $a"), ("b ",)),
    "export.yml": Texts("urbancode-export", "name: A\ncomponents:\n", ("  - name: C@", "  -", "  - &a@ a"), ("[", "- ")),
    "plan.pac": Texts("urbancode-export", "", ("a", "step: A@ {\n}"), ("a",), (("a: B {\n", "}\n"),)),
}

STEP = (
    '{"type": "plugin", "pluginName": "zOS Utility", "pluginVersion": 74, "commandName": "Submit Job", "name": "S@", '
    '"properties": {"hostname": "${p:a}", "usePassticket": "true"}, "children": []}')
PROCESS = '{"name": "A", "rootActivity": {"edges": [], "type": "graph", "name": "FLOW", "children": ['
COMPONENTS = '{"name": "A", "environments": [], "components": ['
FIELD = PROCESS + STEP.split("${p:a}")[0]
WORKFLOW = "<workflow><workflowInfo><workflowID>A</workflowID></workflowInfo>"
PLUG_IN = '<plugin xmlns="http://www.urbancode.com/PluginXMLSchema_v1"><header/>'
ITEMS = '{"ServiceId": "X", "MetaValidationItemVersion": "1.0", "SecurityValidationItems": ['
TREES = {
    "export, smallest components": Shape("urbancode-export", COMPONENTS, "{},", "{}]}"),
    "export, components": Shape("urbancode-export", COMPONENTS, '{"name": "A@"},', "{}]}"),
    "export, components with steps": Shape(
        "urbancode-export", COMPONENTS, '{"name": "A@", "processes": [' + PROCESS + STEP + "]}}]},", "{}]}"),
    "export, passwords": Shape("urbancode-export", COMPONENTS, '{"password": "P@"},', "{}]}"),
    "process, steps": Shape("urbancode-export", PROCESS, STEP + ",", '{"type": "finish"}]}}'),
    "process, field of references": Shape("urbancode-export", FIELD, "${p:a}", '"}}]}}'),
    "process, endless field": Shape("urbancode-export", FIELD, "a", '"}}]}}'),
    "environments": Shape("urbancode-export", '{"name": "A", "components": [], "environments": [', '{"name": "E@"},', "{}]}"),
    "resources, nested": Shape("urbancode-export", "", '{"name": "R", "path": "/R", "children": [', "", "]}"),
    "sheet": Shape("urbancode-properties", '{"name": "A", "properties": [', '{"name": "a@", "value": "b"},', "{}]}"),
    "sheet, references": Shape("urbancode-properties", '{"properties": [{"name": "a", "value": "', "${p:a}", '"}]}'),
    "JSON, nested lists": Shape("urbancode-export", "", "[", "", "]"),
    "JSON, open lists": Shape("urbancode-export", "", "["),
    "JSON, endless text": Shape("urbancode-export", '{"name": "', "a", '"}'),
    "JSON, keys": Shape("urbancode-export", "{", '"a@": 1,', '"b": 2}'),
    "workflow.xml": Shape("racf", WORKFLOW, '<step name="A@"><instructions>A</instructions></step>', "</workflow>"),
    "workflow.xml, nested": Shape("racf", WORKFLOW, '<step name="A@">', "</workflow>", "</step>"),
    "plugin.xml": Shape("urbancode-plugin", PLUG_IN, '<step-type name="A@"/>', "</plugin>"),
    "plugin.xml, nested": Shape("urbancode-plugin", PLUG_IN, "<a>", "</plugin>", "</a>"),
    "descriptor": Shape("security-descriptor", ITEMS, '{"ItemID": "@"},', "{}]}"),
}


def shapes() -> dict[str, Shape]:
    """All shapes by their names; the first word of a name with a dot is that of the file."""
    found = {}
    for name, texts in TEXTS.items():
        for line in texts.lines:
            found[f"{name}, lines of {line!r}"] = Shape(texts.kind, texts.beginning, line + "\n")
        for piece in texts.endless:
            found[f"{name}, endless {piece!r}"] = Shape(texts.kind, texts.beginning, piece, "\n")
        for piece, closing in texts.nested:
            found[f"{name}, nested {piece!r}"] = Shape(texts.kind, texts.beginning, piece, "", closing)
            found[f"{name}, open {piece!r}"] = Shape(texts.kind, texts.beginning, piece)
    return found | TREES
