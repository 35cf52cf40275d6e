"""Run as a program of its own: turns every `*.doc` of a folder into `.docx` with `msdoc2docx`.

    python -P child.py FOLDER

Beside `1.doc` it writes `1.docx`, and `1.json` last of all: {"losses": [code…]} or {"error": kind}.
It imports nothing of ours, so that it starts fast, and holds itself to a limit of memory.
"""

import json
import sys
from pathlib import Path

#: Bytes of address space. A report takes some 60 MB.
MAX_MEMORY = 2 << 30


def main(folder: Path) -> None:
    """Convert the folder's files in the order of their names."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # not on this system
    import doc2docx
    from doc2docx.errors import EncryptedDocumentError

    for source in sorted(folder.glob("*.doc")):
        said: dict[str, object]
        try:
            report = doc2docx.convert(source, source.with_suffix(".docx")).report
            said = {"losses": sorted({warning.code for warning in report.warnings})}
        except EncryptedDocumentError:
            said = {"error": "encrypted"}
        except (MemoryError, RecursionError):
            said = {"error": "too-large"}
        except Exception as error:  # a damaged file may raise anything
            said = {"error": f"{type(error).__name__}: {error}"[:300]}
        source.with_suffix(".json").write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
