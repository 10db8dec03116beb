"""The house as a stranger meets it: READMEs in step, links that lead somewhere, locks that hold."""

from __future__ import annotations

import re
import resource
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from itertools import takewhile
from pathlib import Path

import pytest
import yaml

import lianyi
from lianyi.cli.main import build_parser
from lianyi.facts.tables import TABLES
from lianyi.importers.mapping import parse_mapping
from lianyi.metrics.own import load_user_metrics
from tools import make_reference

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = [page for page in PAGES if "_build" not in page.parts]
CORE_MB = 800
LIANYI = str(Path(sys.executable).parent / "lianyi")


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _blocks(text: str, language: str = "sh") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _commands(text: str) -> list[str]:
    lines = (line for block in _blocks(text) for line in block.splitlines())
    return [re.sub(r"\s+#.*", "", line) for line in lines if line.strip()]


def _headings(text: str) -> list[int]:
    return [
        len(marks)
        for marks in re.findall(
            r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE
        )
    ]


def _links(text: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]


def test_both_readmes_show_the_same_commands() -> None:
    assert _commands(_text("README.md")) == _commands(_text("README.zh-CN.md"))
    assert len(_commands(_text("README.md"))) > 5


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = _text("README.md"), _text("README.zh-CN.md")
    assert _headings(english) == _headings(chinese)
    other = {"README.md": "README.zh-CN.md", "README.zh-CN.md": "README.md"}
    other["docs/images/weekly.en.png"] = "docs/images/weekly.png"
    assert [other.get(link, link) for link in _links(english)] == _links(chinese)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_link_leads_somewhere(page: Path) -> None:
    broken = [link for link in _links(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not broken


def test_each_make_target_that_is_mentioned_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    texts = "\n".join(page.read_text("utf-8") for page in PAGES) + _text(".ci/run")
    mentioned = set(re.findall(r"(?:^|`|&& )make ([a-z-]+)", texts, re.MULTILINE))
    assert {"demo", "test", "env"} <= mentioned
    assert mentioned <= targets


def _lianyi_commands() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        for line in _commands(page.read_text("utf-8")):
            words = list(takewhile(lambda word: word not in {"|", ">"}, shlex.split(line)))
            if words and words[0].removeprefix(".venv/bin/") == "lianyi":
                yield f"{page.name}: {line}", words[1:]


def test_each_command_in_the_manual_is_understood() -> None:
    shown = list(_lianyi_commands())
    assert len(shown) > 15
    for place, words in shown:
        try:
            build_parser().parse_args(words)
        except SystemExit:
            pytest.fail(f"not a command: {place}")


def _guide_mappings() -> Iterator[tuple[str, str]]:
    for page in sorted((ROOT / "docs" / "guides").glob("*.md")):
        for block in _blocks(page.read_text("utf-8"), "yaml"):
            if "\ncells:" in block:
                yield page.name, block


def test_the_mappings_in_the_guides_fill_tables_that_exist() -> None:
    shown = list(_guide_mappings())
    assert shown
    for page, block in shown:
        mapping = parse_mapping(yaml.safe_load(block), page)
        for output in mapping.outputs:
            table = TABLES.get(output.table)
            assert set(output.columns) <= set(table.by_name), page
            assert set(table.required) <= set(output.columns), page


def test_the_metrics_in_the_guides_are_taken(tmp_path: Path) -> None:
    guide = _blocks(_text("docs/guides/add-a-metric.md"), "yaml")
    shown = [block for block in guide if block.startswith("metrics:")]
    assert shown
    (tmp_path / "metrics.yaml").write_text(shown[0], "utf-8")
    own = load_user_metrics(tmp_path / "metrics.yaml")
    assert not own.issues
    assert len(own) == 2


def test_the_reference_says_what_the_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_reference.main(["--check"]) == 0, capsys.readouterr().err


def test_each_public_name_is_documented() -> None:
    page = _text("docs/reference/python.md")
    missing = [name for name in lianyi.__all__ if f"`{name}" not in page]
    assert not missing
    assert lianyi.__version__ == PROJECT["version"]


def _pins(lock: str) -> dict[str, str]:
    return dict(
        re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", _text(f"requirements/{lock}.txt"), re.MULTILINE)
    )


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-")


def test_each_dependency_is_locked() -> None:
    core, dev = _pins("core"), _pins("dev")
    assert {_name(r) for r in PROJECT["dependencies"]} <= set(core)
    assert {_name(r) for r in PROJECT["optional-dependencies"]["dev"]} <= set(dev)
    assert core.items() <= dev.items()
    assert core["duckdb"] == "1.5.6"


@pytest.mark.parametrize("lock", ["build", "core", "dev"])
def test_a_lock_has_a_hash_for_each_package_and_names_no_host(lock: str) -> None:
    text = _text(f"requirements/{lock}.txt")
    entries = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:/|index-url|find-links|trusted-host", text)


def test_only_one_package_is_built_here() -> None:
    for lock in ("core", "dev"):
        built = re.findall(r"^--no-binary (.*)$", _text(f"requirements/{lock}.txt"), re.MULTILINE)
        assert built == ["lunar-python"]


def test_the_core_stays_small() -> None:
    sizes_mb = {name: _size_mb(name) for name in _pins("core")}
    assert min(sizes_mb.values()) > 0
    assert sum(sizes_mb.values()) <= CORE_MB, sizes_mb


def _size_mb(name: str) -> float:
    files = distribution(name).files or []
    paths = (Path(str(file.locate())) for file in files)
    return sum(p.stat().st_size for p in paths if p.is_file()) / 1e6


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'duckdb', 'pandas', 'rich', 'numpy', 'xlsxwriter', 'holidays', 'lunar_python', 'sqlglot', 'yaml'}"
    program = "import sys, lianyi.cli.main; lianyi.cli.main.build_parser(); "
    program += f"print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert said.stdout.strip() == "[]"


def test_help_takes_under_a_third_of_a_second_of_the_processor() -> None:
    """Counted in processor time, which other work on the machine does not stretch."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([LIANYI, "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3
