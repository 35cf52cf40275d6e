"""Old formats through LibreOffice, where it is installed: RTF, ODT, and what other converters cannot read.

Each call has a profile of its own (a second run on one profile writes nothing and says nothing) in
which macros are off and nothing is fetched. Exit code 0 proves nothing: the output is looked for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from checker.loaders.office.converted import Answers, Converted, in_turns
from checker.loaders.office.process import run, workshop

NAME = "LibreOffice"
#: Seconds without a further file done until it is stopped (a report takes about 1, the start 2).
SECONDS = 60.0
#: Where it puts its socket, wherever else drafts go (sal/osl/unx/pipe.cxx of its source).
_SOCKETS = "/tmp"
#: Where its installers put it without telling the PATH (Windows, macOS).
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    # A report never runs code, and never makes this machine call another one.
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROXY = "http://127.0.0.1:9"
_ENVIRONMENT = {
    **{name: _PROXY for name in ("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY")},
    "no_proxy": "", "NO_PROXY": "",
    # Without a display, and without one being looked for.
    "SAL_USE_VCLPLUGIN": "svp",
}  # fmt: skip


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        # Windows looks in the current folder first: nothing is ever run from there.
        if found and os.path.isabs(found) and os.path.dirname(found) != os.getcwd():
            return found
    return next((path for path in _USUAL if os.path.isfile(path)), None)


def convert(files: Mapping[str, tuple[str, bytes]]) -> Answers:
    """Convert files, key -> (suffix that says what it is, bytes), in one call. What it cannot read has no answer."""
    return in_turns(files, _convert) if program() is not None else {}


def _convert(files: Mapping[str, tuple[str, bytes]]) -> tuple[Answers, bool]:
    answers: Answers = {}
    with workshop(_socket) as folder:
        profile, made = _profile(folder), os.path.join(folder, "made")
        os.mkdir(made)
        _configure(profile)
        names = {key: f"{number:04}" for number, key in enumerate(files)}
        for key, (suffix, data) in files.items():
            with open(os.path.join(folder, names[key] + suffix), "wb") as file:
                file.write(data)
        # Stopped in the middle, it leaves its drafts where they are: here they go with the folder.
        drafts = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)
        command = [
            program() or "", f"-env:UserInstallation={_url(profile)}", "--headless", "--norestore",
            "--nologo", "--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", made,
            *(names[key] + files[key][0] for key in files),
        ]  # fmt: skip
        ended = run(command, folder, SECONDS, {**_ENVIRONMENT, **drafts}, lambda: len(os.listdir(made)))
        for key, name in names.items():
            path = os.path.join(made, f"{name}.docx")
            # Stopped in the middle of writing, it leaves half a file: the end of a zip is written last.
            if os.path.isfile(path) and (ended or zipfile.is_zipfile(path)):
                with open(path, "rb") as file:
                    answers[key] = Converted(file.read(), NAME)
    return answers, ended


def _profile(folder: str) -> str:
    return os.path.join(folder, "profile")


def _url(profile: str) -> str:
    return Path(profile).as_uri()


def _socket(folder: str) -> str:
    """The socket of the LibreOffice that works in `folder`; one that is stopped does not remove it.

    Its name ends in the MD5 of the profile's URL in UTF-16, each byte without a leading zero
    (desktop/source/app/officeipcthread.cxx of its source).
    """
    digest = hashlib.md5(_url(_profile(folder)).encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if hasattr(os, "getuid") else 0
    return f"{_SOCKETS}/OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


def _configure(profile: str) -> None:
    """Write the settings of a new profile."""
    os.makedirs(os.path.join(profile, "user"))
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{items}</oor:items>"
        )
