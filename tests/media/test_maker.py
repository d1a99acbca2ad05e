"""Who makes the copies: several processes at once, one that is killed, a disk that cannot be written."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.media import Copies, Maker, Media
from app.media.maker import POLITENESS
from tests.support.needs import ROOT
from tests.support.photos import opened, photograph
from tests.support.waiting import until

MAKE_ALL = """
import sys, time
from pathlib import Path
from app.media import Copies, Maker, Media
pictures, copies = map(Path, sys.argv[1:])
media = Media(pictures, copies=Copies.look(copies))
maker = Maker(copies, lambda: media, lambda: None)
made = 0
while list(media.with_copies_of_now().lacking()):
    made += maker.round()
    time.sleep(0.001)
print(made)
"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "media"


def working(pictures: Path, copies: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", MAKE_ALL, str(pictures), str(copies)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def ends_with(process: subprocess.Popen[str]) -> int:
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return int(out)


def names(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name != ".lock")


def test_two_processes_at_once_make_every_copy_once(pictures: Path, copies: Path) -> None:
    for number in range(8):
        (pictures / f"{number}.jpg").write_bytes(photograph(600 + number, 400))
    processes = [working(pictures, copies) for _ in range(2)]
    assert sum(ends_with(process) for process in processes) == 16
    assert len(names(copies)) == 16


def test_a_process_killed_in_the_middle_leaves_nothing_half_and_the_next_one_goes_on(pictures: Path, copies: Path) -> None:
    (pictures / "a.png").write_bytes(photograph(3000, 2000, "PNG"))
    killed = working(pictures, copies)
    until(lambda: copies.is_dir() and any(name.endswith(".begun") for name in names(copies)), seconds=30)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    (copies / ".0123456789abcdef.480.v1.webp.1.half").write_bytes(b"half")
    media = Media(pictures, copies=Copies.look(copies))
    assert (image := media.find("a.png"))
    assert image.copies == ()
    ends_with(working(pictures, copies))
    maker = Maker(copies, lambda: media.with_copies_of_now(), lambda: None)
    maker.round()
    assert len(names(copies)) == 3, names(copies)
    assert all(opened((copies / name).read_bytes()).format == "WEBP" for name in names(copies))


def test_a_process_that_makes_none_notices_those_of_another_within_two_seconds(pictures: Path, copies: Path) -> None:
    (pictures / "a.jpg").write_bytes(photograph(700, 400))
    media, told = Media(pictures, copies=Copies.look(copies)), []
    copies.mkdir(parents=True)

    def look() -> None:
        nonlocal media
        media = media.again()
        told.append(time.monotonic())

    watching = Maker(copies, lambda: media, look)
    with (copies / ".lock").open("ab") as lock:
        # Somebody else is at work, so this one only looks on.
        fcntl.flock(lock, fcntl.LOCK_EX)
        watching.start()
        time.sleep(0.3)
        assert names(copies) == []
        other = Path(copies.parent, "other")
        Maker(other, lambda: Media(pictures, copies=Copies.look(other)), lambda: None).round()
        for name in names(other):
            (other / name).rename(copies / name)
        begun = time.monotonic()
        until(lambda: bool(told), seconds=2)
        assert told[0] - begun < 2
    watching.stop()
    image = media.find("a.jpg")
    assert image is not None
    assert len(image.copies) == 2
    time.sleep(1.2)
    assert len(told) == 1, "it is told once"


def test_a_disk_that_cannot_be_written_is_no_fault_of_the_picture(
    pictures: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pictures / "a.jpg").write_bytes(photograph(700, 400))
    media = Media(pictures, copies=Copies.look(copies))
    maker = Maker(copies, lambda: media.with_copies_of_now(), lambda: None)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        for _ in range(9):
            with pytest.raises(OSError, match="No space"):
                maker.round()
    assert names(copies) == []
    assert maker.round() == 2


def test_the_thread_makes_what_is_lacking_by_itself_and_steps_back_for_readers(pictures: Path, copies: Path) -> None:
    (pictures / "a.jpg").write_bytes(photograph(700, 400))
    media = Media(pictures, copies=Copies.look(copies))
    maker = Maker(copies, lambda: media.with_copies_of_now(), lambda: None)
    maker.start()
    maker.start()
    [thread] = [one for one in threading.enumerate() if one.name == "media"]
    until(lambda: copies.is_dir() and len(names(copies)) == 2, seconds=10)
    if sys.platform == "linux":
        assert os.getpriority(os.PRIO_PROCESS, thread.native_id or 0) == POLITENESS
        assert os.getpriority(os.PRIO_PROCESS, 0) < POLITENESS
    maker.stop()
