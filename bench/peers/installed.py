"""Peers from the package index, installed once into environments of their own under .tools/bench."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.peers import CannotStart

HERE = Path(__file__).resolve().parents[2] / ".tools" / "bench"


def installed(name: str, *packages: str) -> Path:
    """The folder of programs of an environment that holds exactly these packages.

    Raises:
        CannotStart: they cannot be installed here.
    """
    home, wanted = HERE / name, "\n".join(packages)
    stamp = home / "installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True, capture_output=True)
            pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *packages]
            subprocess.run(pip, check=True, capture_output=True, text=True)
        except subprocess.CalledProcessError as error:
            raise CannotStart(f"{name} cannot be installed: {str(error.stderr)[-200:].strip()}") from None
        stamp.write_text(wanted)
    return home / "bin"
