"""Settings: what an operator may say, what is understood by silence, and one line for what cannot be understood."""

import os
import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from app.config import ROOT, SettingError, read


@pytest.fixture
def silent(tmp_path: Path) -> dict[str, str]:
    """An environment that says nothing but where to keep things."""
    return {"INSTANCE_DIR": str(tmp_path)}


def test_silence_means_sqlite_on_loopback_with_ten_seconds_to_undo(tmp_path: Path, silent: dict[str, str]) -> None:
    chosen = read(silent)
    assert (chosen.host, chosen.port, chosen.site_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert chosen.database_url == f"sqlite:///{tmp_path / 'understory.db'}"
    assert chosen.content_dir == ROOT / "content"
    assert (chosen.undo_seconds, chosen.trusted_proxies, chosen.rate_limit) == (10, 0, "5/10 minutes;20/day")
    assert (chosen.redis_url, chosen.mail_url, chosen.admin_email, chosen.admin_password) == (None, None, None, None)
    assert chosen.workers >= 1


def test_an_empty_setting_is_an_unset_one(silent: dict[str, str]) -> None:
    names = ["HOST", "PORT", "SITE_URL", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "CONTENT_DIR", "MAIL_URL", "MAIL_FROM"]
    names += ["ADMIN_EMAIL", "ADMIN_PASSWORD", "UNDO_SECONDS", "RATE_LIMIT", "TRUSTED_PROXIES", "WORKERS"]
    assert read(silent | dict.fromkeys(names, "")) == read(silent)


def test_every_setting_is_taken_as_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    chosen = read(
        {
            "HOST": "0.0.0.0",
            "PORT": "8080",
            "SITE_URL": "https://blog.example.org/",
            "DATABASE_URL": "postgres://someone:p%40ss@db.example:5433/blog".replace("postgres:", "postgresql:"),
            "REDIS_URL": "redis://cache:6379/1",
            "SECRET_KEY": "a secret",
            "CONTENT_DIR": str(tmp_path / "words"),
            "INSTANCE_DIR": str(tmp_path / "kept"),
            "MAIL_URL": "smtps://user:password@mail.example:465",
            "MAIL_FROM": "letters@example.org",
            "ADMIN_EMAIL": "first@example.org",
            "ADMIN_PASSWORD": "a long pass phrase",
            "UNDO_SECONDS": "0",
            "RATE_LIMIT": "off",
            "TRUSTED_PROXIES": "2",
            "WORKERS": "3",
        }
    )
    assert (chosen.host, chosen.port, chosen.site_url) == ("0.0.0.0", 8080, "https://blog.example.org")
    assert chosen.database_url == "postgresql+psycopg://someone:p%40ss@db.example:5433/blog"
    assert (chosen.mail_url, chosen.mail_from) == ("smtps://user:password@mail.example:465", "letters@example.org")
    assert (chosen.content_dir, chosen.instance_dir) == (tmp_path / "words", tmp_path / "kept")
    assert (chosen.undo_seconds, chosen.trusted_proxies, chosen.workers, chosen.rate_limit) == (0, 2, 3, None)
    assert chosen.secret_key == "a secret"
    assert chosen.secure


def test_the_content_is_where_its_name_leads_and_not_where_it_led_at_the_start(tmp_path: Path, silent: dict[str, str]) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "current").symlink_to("one")
    assert read(silent | {"CONTENT_DIR": f"{tmp_path}/./one/../current"}).content_dir == tmp_path / "current"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80.5"),
        ("PORT", "８０"),
        ("WORKERS", "0"),
        ("WORKERS", "many"),
        ("UNDO_SECONDS", "ten"),
        ("UNDO_SECONDS", "3601"),
        ("TRUSTED_PROXIES", "all"),
        ("SITE_URL", "blog.example.org"),
        ("SITE_URL", "ftp://blog.example.org"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://blog.example.org/under/a/path"),
        ("SITE_URL", "https://blog.example.org?a=b"),
        ("SITE_URL", "https://user:password@blog.example.org"),
        ("SITE_URL", "https://blog.example.org:port"),
        ("SITE_URL", "https://[blog.example.org"),
        ("SITE_URL", "https://blog.example.org#top"),
        ("SITE_URL", "https://b\u00fccher..example"),
        ("DATABASE_URL", "not an address"),
        ("DATABASE_URL", "mysql://localhost/blog"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://localhost:port/blog"),
        ("REDIS_URL", "http://localhost:6379"),
        ("REDIS_URL", "localhost:6379"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://[mail"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "The Site <site@example.org>"),
        ("MAIL_FROM", "site@example.org\nBcc: all@example.org"),
        ("RATE_LIMIT", "five an hour"),
        ("RATE_LIMIT", "OFF please"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named_in_one_line(name: str, text: str, silent: dict[str, str]) -> None:
    with pytest.raises(SettingError) as refused:
        read(silent | {name: text})
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_password_in_a_setting_is_never_repeated(silent: dict[str, str]) -> None:
    for name, text in (("DATABASE_URL", "mysql://user:hush@localhost/blog"), ("MAIL_URL", "http://user:hush@localhost")):
        with pytest.raises(SettingError) as refused:
            read(silent | {name: text})
        assert "hush" not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "blog.example.org"])
def test_a_host_that_others_reach_needs_a_public_address(host: str, silent: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="SITE_URL"):
        read(silent | {"HOST": host})


@pytest.mark.parametrize(("host", "site"), [("localhost", "http://localhost:8000"), ("::1", "http://[::1]:8000")])
def test_a_loopback_host_needs_none(host: str, site: str, silent: dict[str, str]) -> None:
    assert read(silent | {"HOST": host}).site_url == site


def test_only_the_public_name_and_loopback_names_are_answered_to(silent: dict[str, str]) -> None:
    hosts = read(silent | {"SITE_URL": "https://Blog.Example.org:8443"}).hosts
    assert hosts == {"blog.example.org", "localhost", "127.0.0.1", "[::1]"}


def test_the_public_address_may_stand_in_site_toml(tmp_path: Path, silent: dict[str, str]) -> None:
    for said, site in (
        ('title = "x"\nurl = "https://Blog.Example.org/"\n', "https://blog.example.org"),
        ('title = "x"\n', "http://127.0.0.1:8000"),
        ('title = "x"\nurl = "example.org"\n', "http://127.0.0.1:8000"),
        ('title = "x"\nurl = 7\nbroken', "http://127.0.0.1:8000"),
    ):
        (tmp_path / "site.toml").write_text(said)
        assert read(silent | {"CONTENT_DIR": str(tmp_path)}).site_url == site
    (tmp_path / "site.toml").write_text('url = "https://blog.example.org"')
    chosen = read(silent | {"CONTENT_DIR": str(tmp_path), "HOST": "0.0.0.0"})
    assert (chosen.site_url, chosen.secure) == ("https://blog.example.org", True)
    assert read(silent | {"CONTENT_DIR": str(tmp_path), "SITE_URL": "https://b.example"}).site_url == "https://b.example"


@pytest.mark.parametrize(
    ("text", "site", "host"),
    [
        ("https://B\u00fccher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("https://Blog.Example.org:443", "https://blog.example.org", "blog.example.org"),
        ("http://blog.example.org:80", "http://blog.example.org", "blog.example.org"),
        ("http://blog.example.org:443", "http://blog.example.org:443", "blog.example.org"),
        ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080", "[2001:db8::1]"),
    ],
)
def test_the_public_address_is_what_browsers_make_of_it(text: str, site: str, host: str, silent: dict[str, str]) -> None:
    chosen = read(silent | {"SITE_URL": text})
    assert chosen.site_url == site
    assert host in chosen.hosts
    assert chosen.mail_from == f"understory@{host}"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, silent: dict[str, str]) -> None:
    first = read(silent).secret_key
    assert len(first) == 64
    assert read(silent).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_one_secret_key(silent: dict[str, str]) -> None:
    with ProcessPoolExecutor(4) as together:
        assert len(set(together.map(_secret_key, [silent] * 8))) == 1


def _secret_key(environment: dict[str, str]) -> str:
    return read(environment).secret_key


def test_a_start_that_was_cut_off_does_not_stop_the_next_one(tmp_path: Path, silent: dict[str, str]) -> None:
    (tmp_path / f".secret_key.{os.getpid()}").write_text("half a k")
    assert len(read(silent).secret_key) == 64
